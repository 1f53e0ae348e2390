package io.heddle.content;

/**
 * A pattern for the paths of files, such as {@code /assets/*} or {@code *.html}. {@code *} matches
 * any characters, including slashes. A pattern that does not begin with a slash is for the names of
 * files, in any folder.
 *
 * @param text the pattern as it was written
 */
public record PathGlob(String text) {
  public PathGlob {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a pattern cannot be empty");
    }
  }

  /** Whether the pattern is for this path, which is decoded and begins with a slash. */
  public boolean matches(String path) {
    return matches(text.startsWith("/") ? text : "*/" + text, path);
  }

  /**
   * Tries the shortest text for the last star, and a longer one after each failure. Earlier stars
   * need no further try, so the time is at most the product of both lengths.
   */
  private static boolean matches(String glob, String path) {
    int g = 0;
    int star = -1;
    int starred = 0;
    for (int p = 0; p < path.length(); ) {
      if (g < glob.length() && glob.charAt(g) == '*') {
        star = g++;
        starred = p;
      } else if (g < glob.length() && glob.charAt(g) == path.charAt(p)) {
        g++;
        p++;
      } else if (star >= 0) {
        g = star + 1;
        p = ++starred;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') {
      g++;
    }
    return g == glob.length();
  }

  @Override
  public String toString() {
    return text;
  }
}
