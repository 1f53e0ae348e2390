package io.heddle.app.config;

import io.heddle.http.Status;
import java.util.Optional;
import java.util.Set;

/** Reads the status that a location responds with, if that is all: an error, or no content. */
final class StatusReader {
  private static final String STATUS = "status";

  static final Set<String> KEYS = Set.of(STATUS);

  private StatusReader() {}

  static Optional<Served> read(LocationBlock location) {
    return location.block().value(STATUS, StatusReader::status).map(Served.OnlyStatus::new);
  }

  private static Status status(String text) {
    if (!text.matches("204|[45]\\d\\d")) {
      throw new IllegalArgumentException(
          "without respond or redirect, write 204 or the status of an error, such as 404");
    }
    return Status.of(Integer.parseInt(text));
  }
}
