package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the program ends after a signal. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ShutdownTest {
  private static final Pattern BYTES_IN = Pattern.compile("\"in\": (\\d+)");

  /** Sends a request and returns when the server has received it. */
  private static void begin(Client client, String request, int port) throws IOException {
    try (Client watcher = new Client(port)) {
      long before = bytesIn(watcher);
      long each = bytesIn(watcher) - before;
      client.ask(request);
      long known = before + 2 * each;
      while (bytesIn(watcher) < known + request.length()) {
        known += each;
      }
    }
  }

  /** Connects until it fails: a loop closes the listening socket in its next round. */
  private static void awaitRefusal(int port) {
    try {
      while (true) {
        new Client(port).close();
      }
    } catch (IOException expected) {
      // nobody listens
    }
  }

  private static long bytesIn(Client watcher) throws IOException {
    Matcher found = BYTES_IN.matcher(watcher.ask("GET /stats").read().text());
    assertThat(found.find()).isTrue();
    return Long.parseLong(found.group(1));
  }

  @EachEngine
  void aSignalClosesIdleConnectionsAndLetsRequestsFinish(Variant variant) throws Exception {
    for (String signal : new String[] {"TERM", "INT"}) {
      String[] patient = {"--grace=60s", "--body-timeout=60s", "--min-rate=0"};
      try (Program program = Program.run(variant.words(patient))) {
        int port = program.port();
        try (Client idle = new Client(port);
            Client silent = new Client(port);
            Client busy = new Client(port)) {
          idle.ask("GET /ping").read();
          busy.ask("POST /api/echo", "Content-Length: 5", "Expect: 100-continue");
          assertThat(busy.read().status()).isEqualTo(100);
          program.signal(signal);
          assertThat(idle.read(new byte[1])).as("the idle connection's end").isEqualTo(-1);
          assertThat(silent.read(new byte[1])).as("the silent connection's end").isEqualTo(-1);
          awaitRefusal(port);
          program.awaitError("waiting up to");
          assertThat(busy.hasInput()).as("an answer before all of that").isFalse();
          Reply reply = busy.send("hello").read();
          assertThat(reply.status()).isEqualTo(200);
          assertThat(reply.closes()).isTrue();
          assertThat(busy.read(new byte[1])).as("the busy connection's end").isEqualTo(-1);
        }
        assertThat(program.end()).as(signal).isZero();
        // Connections that ask whether the port is closed may be there for a moment, too.
        assertThat(program.errors())
            .matches(
                "app: info: waiting up to 60 s \\(--grace\\) for (the request of 1 connection; a second"
                    + " SIGINT or SIGTERM cuts it|the requests of \\d+ connections; a second SIGINT or"
                    + " SIGTERM cuts them) off\n");
      }
    }
  }

  /** A slow machine may close the connection so late that it is waited for: then try again. */
  @EachEngine
  void aShutdownThatWaitsForNothingIsSilent(Variant variant) throws Exception {
    String printed = printedWithoutRequests(variant);
    for (int tries = 1; tries < 3 && !printed.isEmpty(); tries++) {
      printed = printedWithoutRequests(variant);
    }
    assertThat(printed).isEmpty();
  }

  private static String printedWithoutRequests(Variant variant) throws Exception {
    try (Program program = Program.run(variant.words());
        Client idle = new Client(program.port())) {
      idle.ask("GET /ping").read();
      assertThat(program.signal("INT").end()).isZero();
      assertThat(program.complaints()).isEmpty();
      return program.errors();
    }
  }

  /** A slow machine may still have other connections when the notice is due: then try again. */
  @EachEngine
  void theFirstSignalPrintsWhatItWaitsForAndWhatASecondOneDoes(Variant variant) throws Exception {
    String printed = printedWithTwoRequests(variant);
    for (int tries = 1; tries < 3 && !printed.contains("of 2 connections"); tries++) {
      printed = printedWithTwoRequests(variant);
    }
    assertThat(printed).contains("of 2 connections");
  }

  private static String printedWithTwoRequests(Variant variant) throws Exception {
    try (Program program = Program.run(variant.words("--lab", "--grace=61500ms"))) {
      int port = program.port();
      try (Client one = new Client(port);
          Client other = new Client(port);
          Client idle = new Client(port)) {
        idle.ask("GET /ping").read();
        begin(one, "GET /sleep?ms=60000", port);
        begin(other, "GET /sleep?ms=60000", port);
        program.signal("INT");
        program.awaitError(" off\n");
        assertThat(program.errors())
            .matches(
                "app: info: waiting up to 61\\.5 s \\(--grace\\) for the requests of [2-5]"
                    + " connections; a second SIGINT or SIGTERM cuts them off\n");
        assertThat(one.hasInput()).as("a response before that").isFalse();
        return program.errors();
      }
    }
  }

  @EachEngine
  void requestsAreCutOffAfterTheGraceTime(Variant variant) throws Exception {
    try (Program program = Program.run(variant.words("--lab", "--grace=200ms"))) {
      int port = program.port();
      try (Client busy = new Client(port)) {
        begin(busy, "GET /sleep?ms=60000", port);
        assertThat(program.signal("TERM").end()).isEqualTo(3);
        assertThat(program.errors().lines())
            .last()
            .asString()
            .startsWith("app: warning: some requests were cut off")
            .contains("--grace");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"EPOLL, TERM, 143", "VTHREADS, INT, 130", "THREADS, TERM, 143"})
  void aSecondSignalEndsItImmediately(Variant variant, String signal, int status) throws Exception {
    try (Program program = Program.run(variant.words("--lab", "--grace=60s"))) {
      int port = program.port();
      try (Client idle = new Client(port);
          Client busy = new Client(port)) {
        idle.ask("GET /ping").read();
        begin(busy, "GET /sleep?ms=60000", port);
        program.signal(signal);
        assertThat(idle.read(new byte[1])).as("the idle connection's end").isEqualTo(-1);
        assertThat(program.signal(signal).end()).isEqualTo(status);
      }
    }
  }
}
