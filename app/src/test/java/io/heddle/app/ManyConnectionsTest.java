package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** Ten thousand clients at a time, each with a request. */
final class ManyConnectionsTest {
  private static final int CLIENTS = 10_000;
  private static final int DESCRIPTORS = CLIENTS + 500;

  @EachEngine
  void tenThousandConnectionsAreOpenAndAnswered(Variant variant) throws Exception {
    long descriptors =
        ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
            .getMaxFileDescriptorCount();
    assumeThat(descriptors)
        .as("this needs %s descriptors: raise them with ulimit -n", DESCRIPTORS)
        .isGreaterThanOrEqualTo(DESCRIPTORS);
    String[] options = variant.words("--max-connections=" + (CLIENTS + 1), "--idle-timeout=1m");
    try (Program program = new Program.Start().jvm("-Xss256k").run(options)) {
      int port = program.port();
      try (Crowd crowd = new Crowd(port)) {
        crowd.add(CLIENTS, "GET /ping HTTP/1.1\r\nHost: test\r\n\r\n");
        long answered = 0;
        while (answered < CLIENTS) {
          answered += crowd.answered(200);
          Thread.sleep(50);
        }
        assertThat(ping(port)).as("one more client").isEqualTo(200);
      }
      assertThat(program.signal("TERM").end()).isZero();
      assertThat(program.errors()).doesNotContain("app: error", "app: warning");
    }
  }

  private static int ping(int port) throws IOException {
    try (Client client = new Client(port)) {
      return client.ask("GET /ping", "Connection: close").read().status();
    }
  }
}
