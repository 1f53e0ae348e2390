package io.heddle.engine;

/** Octets that show when one is lost, doubled or out of place: they do not repeat for a while. */
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

  /** Writes what stands at the position and after it to the start of the array. */
  static void fill(byte[] target, int count, long position) {
    for (int i = 0; i < count; i++) {
      target[i] = at(position + i);
    }
  }

  /** The index of the first octet that is not what stands at the position; -1 for none. */
  static int mismatch(byte[] actual, int count, long position) {
    for (int i = 0; i < count; i++) {
      if (actual[i] != at(position + i)) {
        return i;
      }
    }
    return -1;
  }
}
