package io.heddle.app.cli;

import java.util.List;

/** An option's value that is well-formed and yet will not do; the message is the remedy. */
final class WrongValue extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> options;

  /** A fault of the option or, if it is one of several together, of the first that is set. */
  WrongValue(String remedy, String... options) {
    super(remedy, null, false, false);
    this.options = List.of(options);
  }

  /** Checks that a number is within its bounds, which count as in. */
  static void unlessWithin(long least, long most, long value, String option) {
    if (value < least || value > most) {
      throw new WrongValue("write a whole number from " + least + " to " + most, option);
    }
  }

  List<String> options() {
    return options;
  }

  String remedy() {
    return String.valueOf(getMessage());
  }
}
