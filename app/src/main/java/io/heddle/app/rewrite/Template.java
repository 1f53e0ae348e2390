package io.heddle.app.rewrite;

import com.google.re2j.Matcher;
import io.heddle.http.Ascii;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A path or a query with places for the groups of an expression, {@code $1} to {@code $9}. What it
 * makes is percent-encoded. Immutable.
 */
final class Template {
  /** What may stay as it is in a path, besides unreserved characters (RFC 3986 section 3.3). */
  private static final String OF_PATHS = "/!$&'()*+,;=:@";

  /** In a query, other characters could separate parameters. */
  private static final String OF_QUERIES = "/";

  /** A piece of the template. */
  private sealed interface Piece {
    record Text(String encoded) implements Piece {}

    record Group(int number) implements Piece {}
  }

  private final List<Piece> pieces;
  private final boolean isPath;

  private Template(List<Piece> pieces, boolean isPath) {
    this.pieces = pieces;
    this.isPath = isPath;
  }

  /**
   * A path, written as expressions see paths.
   *
   * @param groups how many the expression has
   * @throws IllegalArgumentException with a remedy
   */
  static Template ofPath(String text, int groups) {
    for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
      if (!isKept(text, i)) {
        throw new IllegalArgumentException(
            "write the characters of the new path without percent-encoding; %25 is a percent sign");
      }
    }
    return new Template(pieces(text, groups, true), true);
  }

  /**
   * A query, with its own percent-encoding.
   *
   * @param groups how many the expression has
   * @throws IllegalArgumentException with a remedy
   */
  static Template ofQuery(String text, int groups) {
    if (!text.chars().allMatch(c -> c <= '~' && Ascii.isTargetChar((byte) c))) {
      throw new IllegalArgumentException(
          "the new query has a character that no URL has: percent-encode it");
    }
    return new Template(pieces(text, groups, false), false);
  }

  private static List<Piece> pieces(String text, int groups, boolean isPath) {
    List<Piece> pieces = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf('$'); at >= 0; at = text.indexOf('$', from)) {
      int number = at + 1 < text.length() ? text.charAt(at + 1) - '0' : 0;
      if (number < 1 || number > 9) {
        throw new IllegalArgumentException("after a dollar sign, write a number from 1 to 9");
      }
      if (number > groups) {
        throw new IllegalArgumentException(
            "there is no $%d: the expression has %d groups in parentheses"
                .formatted(number, groups));
      }
      add(pieces, text.substring(from, at), isPath);
      pieces.add(new Piece.Group(number));
      from = at + 2;
    }
    add(pieces, text.substring(from), isPath);
    return List.copyOf(pieces);
  }

  private static void add(List<Piece> pieces, String text, boolean isPath) {
    if (!text.isEmpty()) {
      pieces.add(new Piece.Text(isPath ? encoded(text, OF_PATHS) : text));
    }
  }

  /** Fills in what was found. A group that matched nothing is empty. */
  String fill(Matcher found) {
    StringBuilder filled = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Text(String encoded) -> filled.append(encoded);
        case Piece.Group(int number) -> {
          String group = found.group(number);
          if (group != null) {
            filled.append(encoded(group, isPath ? OF_PATHS : OF_QUERIES));
          }
        }
      }
    }
    return isPath ? withoutRepeatedSlashes(filled) : filled.toString();
  }

  private static String withoutRepeatedSlashes(StringBuilder path) {
    StringBuilder single = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) != '/' || i == 0 || path.charAt(i - 1) != '/') {
        single.append(path.charAt(i));
      }
    }
    return single.toString();
  }

  private static String encoded(String text, String kept) {
    StringBuilder encoded = new StringBuilder(text.length());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      int octet = Byte.toUnsignedInt(bytes[i]);
      boolean stays =
          Ascii.isUnreserved(octet)
              || kept.indexOf(octet) >= 0
              || (octet == '%' && isKept(bytes, i));
      if (stays) {
        encoded.append((char) octet);
      } else {
        encoded.append('%');
        encoded.append((char) Ascii.hexDigit(octet >> 4));
        encoded.append((char) Ascii.hexDigit(octet & 15));
      }
    }
    return encoded.toString();
  }

  /** Whether an encoded slash or percent sign begins here: expressions see them encoded. */
  private static boolean isKept(String text, int at) {
    return text.startsWith("%2F", at) || text.startsWith("%25", at);
  }

  private static boolean isKept(byte[] text, int at) {
    return at + 2 < text.length
        && text[at + 1] == '2'
        && (text[at + 2] == 'F' || text[at + 2] == '5');
  }
}
