package io.heddle.http1;

import java.io.ByteArrayOutputStream;

/**
 * Bytes as visible text: Java's escapes, a backslash and x with two hexadecimal digits, and braces
 * with a number, an asterisk and a piece to repeat.
 */
public final class Visible {
  private final String text;
  private int at;

  private Visible(String text) {
    this.text = text;
  }

  /** The bytes that the text describes. */
  public static byte[] octets(String text) {
    return new Visible(text).read('\0');
  }

  private byte[] read(char end) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    while (at < text.length() && (end == '\0' || text.charAt(at) != end)) {
      char c = text.charAt(at++);
      switch (c) {
        case '\\' -> octets.write(escaped());
        case '{' -> octets.writeBytes(repeated());
        default -> octets.write(c);
      }
    }
    return octets.toByteArray();
  }

  private int escaped() {
    char c = text.charAt(at++);
    return switch (c) {
      case 'r' -> '\r';
      case 'n' -> '\n';
      case 't' -> '\t';
      case '\\', '{', '}' -> c;
      case 'x' -> {
        at += 2;
        yield Integer.parseInt(text.substring(at - 2, at), 16);
      }
      default -> throw new IllegalArgumentException("unknown escape \\" + c + " in " + text);
    };
  }

  private byte[] repeated() {
    int star = text.indexOf('*', at);
    int times = Integer.parseInt(text.substring(at, star));
    at = star + 1;
    byte[] piece = read('}');
    at++;
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      octets.writeBytes(piece);
    }
    return octets.toByteArray();
  }

  /** The bytes on one line, for a failing test's message. */
  public static String text(byte[] octets) {
    StringBuilder text = new StringBuilder();
    for (byte b : octets) {
      switch (b) {
        case '\r' -> text.append("\\r");
        case '\n' -> text.append("\\n");
        case '\t' -> text.append("\\t");
        case '\\' -> text.append("\\\\");
        default -> {
          if (b >= ' ' && b < 0x7f) {
            text.append((char) b);
          } else {
            text.append("\\x%02x".formatted(b & 0xff));
          }
        }
      }
    }
    return text.toString();
  }
}
