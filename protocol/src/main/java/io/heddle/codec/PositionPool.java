package io.heddle.codec;

/**
 * Spare arrays for the positions of {@linkplain FieldTable fields}, so that not every request
 * allocates one. Only one thread at a time uses it.
 */
final class PositionPool {
  /** With pipelining, the heads of this many requests are often in use at once. */
  private static final int MAX_SPARE = 8;

  /** The memory of a head with very many fields is left to the garbage collector. */
  private static final int MAX_KEPT_LENGTH = 128;

  private static final int[] NOTHING = {};

  private final int[][] spare = new int[MAX_SPARE][];
  private int count;

  /** Memory for a table; it may be empty. */
  int[] take() {
    if (count == 0) {
      return NOTHING;
    }
    int[] taken = spare[--count];
    spare[count] = NOTHING;
    return taken;
  }

  /** Takes memory back. */
  void give(int[] positions) {
    if (count < MAX_SPARE && positions.length > 0 && positions.length <= MAX_KEPT_LENGTH) {
      spare[count++] = positions;
    }
  }

  /** Leaves all but one to the garbage collector. */
  void shrink() {
    while (count > 1) {
      spare[--count] = NOTHING;
    }
  }
}
