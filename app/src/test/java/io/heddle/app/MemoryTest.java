package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** More clients than there is memory for. */
final class MemoryTest {
  private static final int OK = 200;
  private static final int BUSY = 503;

  /** Within the limit of 32 KiB. */
  private static final String BEGINNING =
      "GET /ping HTTP/1.1\r\nHost: test\r\n" + ("X-Pad: " + "a".repeat(991) + "\r\n").repeat(20);

  private static int ping(int port) throws IOException {
    try (Client client = new Client(port)) {
      return client.ask("GET /ping", "Connection: close").read().status();
    }
  }

  /** 60 MB of heads come to a heap of 64 MB, a quarter of which is for buffers. */
  @EachEngine
  void clientsBeyondTheBudgetAreAnswered503AndTheServerLivesOn(Variant variant) throws Exception {
    try (Program program = new Program.Start().jvm("-Xmx64m").run(variant.words())) {
      int port = program.port();
      assertThat(ping(port)).isEqualTo(OK);
      try (Crowd crowd = new Crowd(port).add(3_000, BEGINNING)) {
        for (int i = 0; i < 10; i++) {
          assertThat(ping(port)).as("bystander %s", i).isIn(OK, BUSY);
        }
        assertThat(crowd.answered(BUSY)).as("answered 503 of 3,000").isBetween(1_000L, 2_990L);
      }
      while (ping(port) != OK) {
        Thread.onSpinWait(); // the server has not seen yet that they have left
      }
      for (int i = 0; i < 50; i++) {
        assertThat(ping(port)).as("after the crowd, %s", i).isEqualTo(OK);
      }
      assertThat(program.signal("TERM").end()).isZero();
      assertThat(program.complaints()).isEmpty();
    }
  }

  /**
   * Connections have no budget. A server for which 5,000 of them are too many ends with its line
   * and its status, or still answers: it never stays and does nothing.
   */
  @EachEngine
  void aFullHeapLeavesNoServerThatDoesNotAnswer(Variant variant) throws Exception {
    Program.Start start = new Program.Start().jvm("-Xmx10m", "-Xss256k");
    try (Program program = start.run(variant.words())) {
      int port = program.port();
      boolean answers;
      try (Crowd crowd = new Crowd(port)) {
        try {
          crowd.add(5_000, "G");
          answers = ping(port) > 0;
        } catch (IOException e) {
          answers = false;
        }
        if (!answers) {
          assertThat(program.end()).isEqualTo(FatalExit.STATUS);
          assertThat(program.errors())
              .startsWith("app: error: the JVM failed (Java heap space): the server ends")
              .containsOnlyOnce("app: error: the JVM failed");
        }
      }
      if (answers) {
        assertThat(program.signal("TERM").end()).isZero();
      }
    }
  }
}
