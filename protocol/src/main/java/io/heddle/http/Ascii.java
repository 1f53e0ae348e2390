package io.heddle.http;

/** The character classes of HTTP's grammar (RFC 9110 section 5.6, RFC 3986 section 2). */
public final class Ascii {
  private static final byte TOKEN = 1;
  private static final byte TARGET = 2;
  private static final byte VALUE = 4;
  private static final byte UNRESERVED = 8;
  private static final byte HOST = 16;

  /** The classes of each byte, as bits. */
  private static final byte[] CLASSES = new byte[256];

  static {
    for (int c = 0; c < 256; c++) {
      boolean alphanumeric = isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean visible = c > ' ' && c < 0x7f;
      boolean unreserved = alphanumeric || isOneOf(c, "-._~");
      boolean subDelimiter = isOneOf(c, "!$&'()*+,;=");
      CLASSES[c] =
          (byte)
              ((alphanumeric || isOneOf(c, "!#$%&'*+-.^_`|~") ? TOKEN : 0)
                  | (unreserved || subDelimiter || isOneOf(c, ":/?[]@%") ? TARGET : 0)
                  | (visible || c == ' ' || c == '\t' || c >= 0x80 ? VALUE : 0)
                  | (unreserved ? UNRESERVED : 0)
                  | (unreserved || subDelimiter || c == '%' ? HOST : 0));
    }
  }

  private Ascii() {}

  private static boolean isOneOf(int c, String chars) {
    return chars.indexOf(c) >= 0;
  }

  private static boolean is(int c, byte type) {
    return c >= 0 && c < 256 && (CLASSES[c] & type) != 0;
  }

  /** Whether this is a tchar, a character of methods and field names (RFC 9110 section 5.6.2). */
  public static boolean isTokenChar(int c) {
    return is(c, TOKEN);
  }

  /** Whether this is a token: one or more {@linkplain #isTokenChar(int) tchars}. */
  public static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isTokenChar(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** {@link #isTokenChar(int)} of a byte. */
  public static boolean isTokenChar(byte b) {
    return (CLASSES[b & 0xff] & TOKEN) != 0;
  }

  /**
   * Whether this is allowed in a request target: the characters of a URI without the fragment's
   * {@code #} (RFC 3986 section 2). Brackets are accepted anywhere, because many clients send them
   * in queries.
   */
  public static boolean isTargetChar(byte b) {
    return (CLASSES[b & 0xff] & TARGET) != 0;
  }

  /**
   * Whether this is allowed in a field value: visible, space, tab or obs-text (RFC 9110 section
   * 5.5).
   */
  public static boolean isValueChar(int c) {
    return is(c, VALUE);
  }

  /** {@link #isValueChar(int)} of a byte. */
  public static boolean isValueChar(byte b) {
    return (CLASSES[b & 0xff] & VALUE) != 0;
  }

  /**
   * Whether this is unreserved: it means the same percent-encoded or not (RFC 3986 section 2.3).
   */
  public static boolean isUnreserved(int c) {
    return is(c, UNRESERVED);
  }

  /**
   * Whether this is allowed in a registered name (RFC 3986 section 3.2.2); {@code %} begins a
   * triplet.
   */
  public static boolean isHostChar(byte b) {
    return (CLASSES[b & 0xff] & HOST) != 0;
  }

  public static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** The hexadecimal digit of a value from 0 to 15, in upper case. */
  public static byte hexDigit(int value) {
    return (byte) (value < 10 ? '0' + value : 'A' + value - 10);
  }

  /** The value of a hexadecimal digit; -1 for any other character. */
  public static int hexValue(int c) {
    if (isDigit(c)) {
      return c - '0';
    }
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  /** The byte, in lower case if it is one of A to Z. */
  public static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
  }
}
