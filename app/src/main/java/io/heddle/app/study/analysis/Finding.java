package io.heddle.app.study.analysis;

/** What a comparison says. */
public enum Finding {
  DIFFERENCE("difference shown", ""),
  /** The corrected test or the interval allows that there is none. */
  NOT_SIGNIFICANT("no difference shown", ""),
  /** Two measurements of the same variant differ as much. */
  WITHIN_NOISE("no difference shown", "A against A differs as much"),
  /** The servers may differ in what they can do, but the generator could not ask for much more. */
  GENERATOR_NEAR_LIMIT("no difference shown", "generator near its limit"),
  /** The one that seems better failed, or answered with errors, in more cases than the other. */
  FLAWED("no difference shown", "the one that seems better has more failures or errors"),
  /** Not even samples that do not overlap would show one, after the correction. */
  TOO_FEW_ROUNDS("no difference shown", "too few rounds");

  private final String words;
  private final String reason;

  Finding(String words, String reason) {
    this.words = words;
    this.reason = reason;
  }

  public String words() {
    return words;
  }

  /** Why none is shown, if it is not the test that says so; else empty. */
  public String reason() {
    return reason;
  }
}
