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
    int code = block.number(STATUS, 200, 599).orElse(Status.OK.code());
    MediaType type = block.value(TYPE, MediaType::new).orElse(MediaType.TEXT);
    return block.text(RESPOND).map(text -> new Served.Text(Status.of(code), type, text));
  }
}
