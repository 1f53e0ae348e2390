package io.heddle.app.study.plan;

/** A plan that cannot be carried out. The message is one line: the value, its place, the remedy. */
public final class PlanException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The value of an option is wrong. */
  public PlanException(String option, String value, String remedy) {
    super("invalid " + option + "=" + value + ": " + remedy, null, false, false);
  }

  /** Something other than one value is wrong. */
  public PlanException(String message) {
    super(message, null, false, false);
  }
}
