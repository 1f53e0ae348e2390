package io.heddle.http;

import java.util.List;
import java.util.Optional;

/** The value of If-Match or If-None-Match: entity tags, or {@code *} for any version. */
final class EntityTagList {
  /** Whether the list contains the tag of the current version. */
  enum Found {
    YES,
    NO,
    /** It cannot be read up to its end, and does not contain the tag before. */
    MALFORMED
  }

  private EntityTagList() {}

  /**
   * Looks for the current version.
   *
   * @param lines the field's lines, at least one
   * @param strongly whether the tags must be strong
   */
  static Found find(List<String> lines, Validators current, boolean strongly) {
    if (lines.size() == 1 && lines.getFirst().equals("*")) {
      return current.exists() ? Found.YES : Found.NO;
    }
    Found found = Found.NO;
    for (int i = 0; i < lines.size() && found == Found.NO; i++) {
      found = find(lines.get(i), current.tag(), strongly);
    }
    return found;
  }

  private static Found find(String line, Optional<EntityTag> current, boolean strongly) {
    for (int at = skip(line, 0); at < line.length(); ) {
      boolean weak = line.startsWith(EntityTag.WEAK_PREFIX, at);
      int quote = weak ? at + EntityTag.WEAK_PREFIX.length() : at;
      int end = EntityTag.closingQuote(line, quote);
      if (end < 0 || !isEndOfElement(line, end + 1)) {
        return Found.MALFORMED;
      }
      if (current.isPresent() && isSame(line, quote + 1, end, weak, current.get(), strongly)) {
        return Found.YES;
      }
      at = skip(line, end + 1);
    }
    return Found.NO;
  }

  private static boolean isSame(
      String line, int from, int to, boolean weak, EntityTag current, boolean strongly) {
    String opaque = current.opaque();
    return !(strongly && (weak || current.isWeak()))
        && opaque.length() == to - from
        && line.startsWith(opaque, from);
  }

  /** Skips blanks and commas: empty elements of a list mean nothing (RFC 9110 section 5.6.1). */
  private static int skip(String line, int from) {
    int at = from;
    while (at < line.length() && (isBlank(line.charAt(at)) || line.charAt(at) == ',')) {
      at++;
    }
    return at;
  }

  private static boolean isEndOfElement(String line, int from) {
    int at = from;
    while (at < line.length() && isBlank(line.charAt(at))) {
      at++;
    }
    return at == line.length() || line.charAt(at) == ',';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
