package io.heddle.store;

import java.io.IOException;

/** A name for a file whose own name may be taken: {@code a.txt}, {@code a-2.txt}, and so on. */
final class FreeName {
  /** Which names are taken. */
  @FunctionalInterface
  interface Taken {
    boolean contains(String name) throws IOException;
  }

  private final String stem;
  private final String extension;

  private FreeName(String name) {
    int dot = name.lastIndexOf('.');
    this.stem = dot > 0 ? name.substring(0, dot) : name;
    this.extension = dot > 0 ? name.substring(dot) : "";
  }

  /**
   * Finds a name that is free: the file's own, or one with a number. The number before it is taken.
   * It looks at few names, even if very many are taken: it doubles the number until it finds a free
   * one, and then halves the distance to the highest one that it has found taken.
   */
  static String of(String name, Taken taken) throws IOException {
    FreeName names = new FreeName(name);
    int lastTaken = 0;
    int free = 1;
    while (taken.contains(names.withNumber(free))) {
      lastTaken = free;
      free = Math.multiplyExact(free, 2);
    }
    while (free - lastTaken > 1) {
      int middle = lastTaken + (free - lastTaken) / 2;
      if (taken.contains(names.withNumber(middle))) {
        lastTaken = middle;
      } else {
        free = middle;
      }
    }
    return names.withNumber(free);
  }

  /** The first one is the file's own name. */
  private String withNumber(int number) {
    return number == 1 ? stem + extension : stem + "-" + number + extension;
  }
}
