package io.heddle.engine;

/** A byte sequence that reveals lost, repeated or misplaced bytes: it has a long period. */
final class Pattern {
  private Pattern() {}

  static byte at(long position) {
    return (byte) (position * 31 + (position >>> 8) * 7 + (position >>> 16));
  }

  static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    fill(bytes, count, 0);
    return bytes;
  }

  /** Fills the start of the array with {@code count} bytes of the pattern from the position. */
  static void fill(byte[] target, int count, long position) {
    for (int i = 0; i < count; i++) {
      target[i] = at(position + i);
    }
  }

  /** The index of the first byte that differs from the pattern at the position; -1 if none does. */
  static int mismatch(byte[] actual, int count, long position) {
    for (int i = 0; i < count; i++) {
      if (actual[i] != at(position + i)) {
        return i;
      }
    }
    return -1;
  }
}
