package io.heddle.app.study.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Which cell of a study: no two cells have the same key. */
public record CellKey(String workload, String point, String variant, int round) {
  /** The place in an archive's folder of cells. */
  Path path() {
    return Path.of(slug(workload), slug(point), slug(variant), round + ".json");
  }

  /**
   * A file name for any text: spaces become {@code _}, and other bytes that a file name should not
   * have become {@code %} and two digits. Different texts have different names.
   */
  static String slug(String text) {
    StringBuilder slug = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean isLeadingDot = c == '.' && slug.isEmpty();
      if (c == ' ') {
        slug.append('_');
      } else if (!isLeadingDot && (isLetterOrDigit(c) || "-=.,+".indexOf(c) >= 0)) {
        slug.append(c);
      } else {
        slug.append("%%%02x".formatted((int) c));
      }
    }
    return slug.toString();
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  @Override
  public String toString() {
    return workload + ", " + point + ", " + variant + ", round " + round;
  }
}
