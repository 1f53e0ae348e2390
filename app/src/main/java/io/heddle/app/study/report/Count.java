package io.heddle.app.study.report;

import java.util.Locale;

/** A number of things, in words. */
public final class Count {
  private Count() {}

  /** "1 round", "3 rounds": the noun is the singular of one that ends in "s". */
  public static String of(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }
}
