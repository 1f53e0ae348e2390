package io.heddle.app.config;

import io.heddle.content.Redirect;
import io.heddle.http.Status;
import java.util.Optional;
import java.util.Set;

/** Reads where a location redirects to. */
final class RedirectReader {
  private static final String REDIRECT = "redirect";
  private static final String STATUS = "status";

  static final Set<String> KEYS = Set.of(REDIRECT, STATUS);

  private static final Set<String> CODES = Set.of("301", "302", "307", "308");

  private RedirectReader() {}

  static Optional<Served> read(LocationBlock location) {
    Block block = location.block();
    Status status = block.value(STATUS, RedirectReader::status).orElse(Status.MOVED_PERMANENTLY);
    String prefix = location.isExact() ? "" : location.path();
    return block.value(
        REDIRECT, target -> new Served.Redirection(new Redirect(status, target, prefix)));
  }

  private static Status status(String text) {
    if (!CODES.contains(text)) {
      throw new IllegalArgumentException("write 301, 302, 307 or 308");
    }
    return Status.of(Integer.parseInt(text));
  }
}
