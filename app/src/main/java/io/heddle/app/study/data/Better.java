package io.heddle.app.study.data;

/** Which direction of a figure is the better one. */
public enum Better {
  HIGHER,
  LOWER;

  /** Whether a ratio is one that favours its numerator. */
  public boolean favours(double ratio) {
    return this == HIGHER ? ratio > 1 : ratio < 1;
  }
}
