package io.heddle.app.study.run;

import io.heddle.app.study.data.Side;

/** A cell that could not be measured. The message is the reason that the report shows. */
final class MeasurementException extends Exception {
  private static final long serialVersionUID = 1;

  private final Side side;

  private MeasurementException(Side side, String reason) {
    super(reason);
    this.side = side;
  }

  /** The server did not do what it was to do. */
  static MeasurementException ofServer(String reason) {
    return new MeasurementException(Side.SERVER, reason);
  }

  /** What measures failed, and says nothing about the server. */
  static MeasurementException ofStudy(String reason) {
    return new MeasurementException(Side.GENERATOR, reason);
  }

  Side side() {
    return side;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
