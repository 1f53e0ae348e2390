package io.heddle.app;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A response as the client received it.
 *
 * @param head the status line and the header lines
 * @param body the decoded content
 */
@SuppressWarnings("ArrayRecordComponent")
record Reply(List<String> head, byte[] body) {
  int status() {
    return Integer.parseInt(head.getFirst().substring(9, 12));
  }

  Optional<String> field(String name) {
    String start = name + ": ";
    return head.stream()
        .filter(line -> line.regionMatches(true, 0, start, 0, start.length()))
        .map(line -> line.substring(start.length()))
        .findFirst();
  }

  boolean closes() {
    return field("Connection").filter("close"::equals).isPresent();
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
