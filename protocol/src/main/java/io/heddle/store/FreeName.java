package io.heddle.store;

/** Names for a file whose own name may be taken: {@code a.txt}, {@code a-2.txt}, and so on. */
final class FreeName {
  private final String stem;
  private final String extension;
  private int count;

  FreeName(String name) {
    int dot = name.lastIndexOf('.');
    this.stem = dot > 0 ? name.substring(0, dot) : name;
    this.extension = dot > 0 ? name.substring(dot) : "";
  }

  /** The next name to try; the first is the file's own. */
  String next() {
    count++;
    return count == 1 ? stem + extension : stem + "-" + count + extension;
  }
}
