package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Well-behaved clients, which must be served whatever others do. */
final class Bystanders {
  /** Enough to have one on each loop. */
  private static final int COUNT = 4;

  /** Far more than a slow machine needs, but short enough to detect a hang. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Bystanders() {}

  /** Checks that several clients, one after another, get an answer promptly. */
  static void areAnswered(Server server, String meanwhile) throws IOException {
    for (int i = 0; i < COUNT; i++) {
      isAnswered(server, "/ping", "pong", meanwhile);
    }
  }

  /** Checks that a client gets an answer promptly. */
  static void isAnswered(Server server, String meanwhile) throws IOException {
    isAnswered(server, "/ping", "pong", meanwhile);
  }

  /** Checks that a client gets an answer from a handler that may block. */
  static void getsAWorker(Server server, String meanwhile) throws IOException {
    isAnswered(server, "/wait", "waited", meanwhile);
  }

  private static void isAnswered(Server server, String target, String text, String meanwhile)
      throws IOException {
    try (Client client = server.connect().patience(PATIENCE)) {
      assertThat(client.get(target).read().text()).as("%s %s", target, meanwhile).isEqualTo(text);
    } catch (SocketTimeoutException e) {
      throw new AssertionError(
          "%s is not answered within %s s %s".formatted(target, PATIENCE.toSeconds(), meanwhile),
          e);
    }
  }
}
