package io.heddle.app.study.analysis;

/** What a comparison says. */
public enum Finding {
  DIFFERENCE("difference shown"),
  /** The corrected test or the interval allows that there is none. */
  NOT_SIGNIFICANT("no difference shown"),
  /** Two measurements of the same variant differ as much. */
  WITHIN_NOISE("no difference shown"),
  /** Not even samples that do not overlap would show one, after the correction. */
  TOO_FEW_ROUNDS("no difference shown");

  private final String words;

  Finding(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
