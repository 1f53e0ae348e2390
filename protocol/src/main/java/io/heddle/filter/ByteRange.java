package io.heddle.filter;

/**
 * A part of some content.
 *
 * @param from the position of its first byte
 * @param to the position after its last byte
 */
record ByteRange(long from, long to) {
  long length() {
    return to - from;
  }

  /** Whether they overlap, or one begins where the other ends. */
  boolean touches(ByteRange other) {
    return from <= other.to && other.from <= to;
  }

  /** The bytes of both, which touch. */
  ByteRange and(ByteRange other) {
    return new ByteRange(Math.min(from, other.from), Math.max(to, other.to));
  }

  /** The value of Content-Range for this part of content with that length. */
  String describe(long wholeLength) {
    return "bytes " + from + "-" + (to - 1) + "/" + wholeLength;
  }
}
