package io.heddle.app.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Servers say where they listen, but their handlers and the JVM also print. */
final class ServerOutputTest {
  private static final long MAX_SECONDS = 120;

  private static Process shell(String script) throws IOException {
    return new ProcessBuilder(List.of("sh", "-c", script)).start();
  }

  @Test
  void otherLinesMayComeBeforeTheAddressesAndBetweenThem() throws Exception {
    Process process =
        shell(
            "echo '[0.003s][info][gc] Using Serial'; echo 'listening on http://{x}/ y';"
                + " echo 'listening on http://127.0.0.1:81/ (x)';"
                + " echo hello; echo 'admin on http://127.0.0.1:82/'");
    assertThat(ServerOutput.of(process).addresses(MAX_SECONDS, TimeUnit.SECONDS))
        .contains(
            new ServerOutput.Addresses(
                URI.create("http://127.0.0.1:81"), URI.create("http://127.0.0.1:82")));
  }

  /** A pipe has room for 64 KiB. */
  @Test
  void aServerThatPrintsMuchIsNotHeldUp() throws Exception {
    Process process =
        shell(
            "echo 'listening on http://127.0.0.1:81/ (x)'; echo 'admin on http://127.0.0.1:82/';"
                + " i=0; while [ $i -lt 20000 ]; do echo 'a line of a handler'; i=$((i + 1)); done");
    assertThat(ServerOutput.of(process).addresses(MAX_SECONDS, TimeUnit.SECONDS)).isPresent();
    assertThat(process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aServerThatEndsHasNoAddresses() throws Exception {
    Process process = shell("echo 'listening on http://127.0.0.1:81/ (x)'");
    assertThat(ServerOutput.of(process).addresses(MAX_SECONDS, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void aServerThatSaysNothingIsNotWaitedForWithoutABound() throws Exception {
    Process process = shell("exec sleep 60");
    try {
      assertThat(ServerOutput.of(process).addresses(50, TimeUnit.MILLISECONDS)).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }
}
