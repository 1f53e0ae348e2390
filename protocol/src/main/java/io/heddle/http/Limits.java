package io.heddle.http;

/**
 * The limits on what a client may send.
 *
 * @param maxTargetBytes of the request target, at least 8,000 (RFC 9112 section 3); above: 414
 * @param maxHeadBytes of the request line and header fields with their line ends, and of a trailer
 *     section; above: 431
 * @param maxHeaders number of fields in a head, and in a trailer section; above: 431
 * @param maxBodyBytes of content, decoded; above: 413
 */
public record Limits(int maxTargetBytes, int maxHeadBytes, int maxHeaders, long maxBodyBytes) {
  public static final int MIN_TARGET_BYTES = 8_000;
  public static final int MAX_HEAD_BYTES = 16 << 20;

  public static final Limits STANDARD = new Limits(8 << 10, 32 << 10, 100, 64L << 20);

  public Limits {
    require("max target bytes", maxTargetBytes, MIN_TARGET_BYTES, MAX_HEAD_BYTES);
    require("max head bytes", maxHeadBytes, maxTargetBytes, MAX_HEAD_BYTES);
    require("max headers", maxHeaders, 1, 100_000);
    require("max body bytes", maxBodyBytes, 0, Long.MAX_VALUE);
  }

  /** These limits with another one for the request target. */
  public Limits withMaxTargetBytes(int value) {
    return new Limits(value, maxHeadBytes, maxHeaders, maxBodyBytes);
  }

  /** These limits with another one for the head. */
  public Limits withMaxHeadBytes(int value) {
    return new Limits(maxTargetBytes, value, maxHeaders, maxBodyBytes);
  }

  /** These limits with another one for the number of header fields. */
  public Limits withMaxHeaders(int value) {
    return new Limits(maxTargetBytes, maxHeadBytes, value, maxBodyBytes);
  }

  /** These limits with another one for the content. */
  public Limits withMaxBodyBytes(long value) {
    return new Limits(maxTargetBytes, maxHeadBytes, maxHeaders, value);
  }

  private static void require(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          what + " is " + value + ", but must be within " + least + " to " + most);
    }
  }
}
