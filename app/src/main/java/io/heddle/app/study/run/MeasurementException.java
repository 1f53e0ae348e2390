package io.heddle.app.study.run;

/** A cell that could not be measured. The message is the reason that the report shows. */
final class MeasurementException extends Exception {
  private static final long serialVersionUID = 1;

  MeasurementException(String reason) {
    super(reason);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
