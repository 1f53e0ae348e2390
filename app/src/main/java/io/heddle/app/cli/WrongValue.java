package io.heddle.app.cli;

import java.util.List;

/** A well-formed value that an option cannot have. The message is the remedy. */
final class WrongValue extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> options;

  /**
   * The value of an option is wrong. Of several options, the message names the first that is set.
   */
  WrongValue(String remedy, String... options) {
    super(remedy, null, false, false);
    this.options = List.of(options);
  }

  /** Checks that a number is within its bounds, inclusive. */
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
