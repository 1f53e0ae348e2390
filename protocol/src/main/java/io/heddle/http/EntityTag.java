package io.heddle.http;

import java.util.List;
import java.util.Optional;

/**
 * A name for one version of a resource's content (RFC 9110 section 8.8.3). Two versions with the
 * same strong tag are equal byte by byte; with the same weak tag, one can replace the other.
 *
 * @param opaque the text between the quotes: visible characters of ISO 8859-1 except the quote
 */
public record EntityTag(boolean isWeak, String opaque) {
  static final String WEAK_PREFIX = "W/";

  /**
   * A tag with this text.
   *
   * @throws IllegalArgumentException when a character is not allowed
   */
  public EntityTag {
    for (int i = 0; i < opaque.length(); i++) {
      if (!isTagChar(opaque.charAt(i))) {
        throw new IllegalArgumentException(
            "the entity tag holds the character U+%04X".formatted((int) opaque.charAt(i)));
      }
    }
  }

  /** A strong tag. */
  public static EntityTag strong(String opaque) {
    return new EntityTag(false, opaque);
  }

  /** A weak tag. */
  public static EntityTag weak(String opaque) {
    return new EntityTag(true, opaque);
  }

  /** The tag in a field such as {@code "a"} or {@code W/"a"}; empty if it is malformed. */
  public static Optional<EntityTag> parse(String text) {
    boolean weak = text.startsWith(WEAK_PREFIX);
    int quote = weak ? WEAK_PREFIX.length() : 0;
    int end = closingQuote(text, quote);
    return end > 0 && end == text.length() - 1
        ? Optional.of(new EntityTag(weak, text.substring(quote + 1, end)))
        : Optional.empty();
  }

  /**
   * The position of the quote that ends a tag.
   *
   * @param at the position of the quote that begins it
   * @return -1 if there is no tag
   */
  static int closingQuote(String text, int at) {
    if (at >= text.length() || text.charAt(at) != '"') {
      return -1;
    }
    int end = at + 1;
    while (end < text.length() && isTagChar(text.charAt(end))) {
      end++;
    }
    return end < text.length() && text.charAt(end) == '"' ? end : -1;
  }

  private static boolean isTagChar(char c) {
    return c > ' ' && c != '"' && Ascii.isValueChar(c);
  }

  /** Whether both are strong and have the same text (RFC 9110 section 8.8.3.2). */
  public boolean equalsStrongly(EntityTag other) {
    return !isWeak && !other.isWeak && opaque.equals(other.opaque);
  }

  /** Whether both have the same text. */
  public boolean equalsWeakly(EntityTag other) {
    return opaque.equals(other.opaque);
  }

  /**
   * Whether a list of tags contains this one. The list {@code *} contains all.
   *
   * @param lines of a field such as If-None-Match, at least one
   * @param strongly whether both must be strong
   */
  public boolean isListed(List<String> lines, boolean strongly) {
    Validators version = Validators.of(Optional.of(this), Optional.empty());
    return EntityTagList.find(lines, version, strongly) == EntityTagList.Found.YES;
  }

  /** The value of the ETag field with this tag. */
  @Override
  public String toString() {
    return (isWeak ? WEAK_PREFIX : "") + '"' + opaque + '"';
  }
}
