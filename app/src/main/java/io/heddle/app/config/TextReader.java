package io.heddle.app.config;

import io.heddle.http.MediaType;
import io.heddle.http.Status;
import java.util.Optional;
import java.util.Set;

/** Reads the text that a location responds with. */
final class TextReader {
  private static final String RESPOND = "respond";
  private static final String STATUS = "status";
  private static final String TYPE = "type";

  static final Set<String> KEYS = Set.of(RESPOND, STATUS, TYPE);

  private TextReader() {}

  static Optional<Served> read(LocationBlock location) {
    Block block = location.block();
    Status status = Status.of(block.number(STATUS, 200, 599).orElse(Status.OK.code()));
    if (status.forbidsContent()) {
      block.mistake(STATUS, "a response with this status has no content: remove respond");
    }
    MediaType type = block.value(TYPE, MediaType::new).orElse(MediaType.TEXT);
    return block.text(RESPOND).map(text -> new Served.Text(status, type, text));
  }
}
