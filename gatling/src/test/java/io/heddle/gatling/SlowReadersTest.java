package io.heddle.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SlowReadersTest {
  private static final Duration MOST = Duration.ofMinutes(2);
  private static final int CONTENT_BYTES = 100_000;

  /** Half of it exceeds the kernel buffers of the server and the reader together. */
  private static final int LARGE_BYTES = 32 << 20;

  private final AtomicInteger asked = new AtomicInteger();
  private final HttpServer server;

  SlowReadersTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void startServer() {
    answer("/whole", 200, CONTENT_BYTES);
    answer("/short", 200, CONTENT_BYTES - 1);
    answer("/long", 200, CONTENT_BYTES + 1);
    answer("/refused", 503, CONTENT_BYTES);
    answer("/large", 200, LARGE_BYTES);
    answer("/half", 200, LARGE_BYTES, LARGE_BYTES / 2);
    server.createContext("/stuck", exchange -> exchange.sendResponseHeaders(200, CONTENT_BYTES));
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  private void answer(String path, int status, int bytes) {
    answer(path, status, bytes, bytes);
  }

  /** Promises {@code promised} bytes. If it sends fewer, it closes the connection. */
  private void answer(String path, int status, int promised, int sent) {
    server.createContext(
        path,
        exchange -> {
          asked.incrementAndGet();
          try (exchange) {
            exchange.sendResponseHeaders(status, promised);
            exchange.getResponseBody().write(new byte[sent]);
          }
        });
  }

  private SlowReaders readers(String path, int bytesPerSecond) {
    return readers(path, CONTENT_BYTES, bytesPerSecond);
  }

  private SlowReaders readers(String path, int contentBytes, int bytesPerSecond) {
    URI target =
        URI.create("http://127.0.0.1:%d%s?n=1".formatted(server.getAddress().getPort(), path));
    return new SlowReaders(target, contentBytes, bytesPerSecond);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + MOST.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the deadline").isLessThan(deadline);
      Thread.sleep(Duration.ofMillis(5));
    }
  }

  @Test
  void aReaderThatIsDoneSendsTheRequestAgain() throws InterruptedException {
    SlowReaders readers = readers("/whole", 10_000_000);
    readers.start(1);
    await(() -> asked.get() >= 3);
    readers.stop(MOST);
    assertThat(readers.broken()).isEmpty();
    assertThat(readers.bytesRead()).isGreaterThanOrEqualTo(2 * CONTENT_BYTES);
  }

  @Test
  void theyReadNoFasterThanTheyShould() throws InterruptedException {
    SlowReaders readers = readers("/whole", 20_000);
    long start = System.nanoTime();
    readers.start(2);
    await(() -> readers.bytesRead() >= 30_000);
    readers.stop(MOST);
    assertThat(System.nanoTime() - start).isGreaterThan(Duration.ofMillis(500).toNanos());
    assertThat(readers.broken()).isEmpty();
  }

  @Test
  void aResponseThatEndsTooEarlyIsReported() throws InterruptedException {
    assertThat(brokenAt("/short")).isEqualTo("java.io.IOException: 1 of 100000 bytes are missing");
  }

  @Test
  void aResponseThatIsTooLongIsReported() throws InterruptedException {
    assertThat(brokenAt("/long"))
        .isEqualTo("java.io.IOException: more than the 100000 bytes asked for");
  }

  @Test
  void aWrongStatusIsReported() throws InterruptedException {
    assertThat(brokenAt("/refused")).contains("not 200, but: HTTP/1.1 503");
  }

  @Test
  void aMissingServerIsReported() throws InterruptedException {
    server.stop(0);
    assertThat(brokenAt("/whole")).contains("ConnectException");
  }

  @Test
  void readersReadTheRestAtFullSpeedAtTheEnd() throws InterruptedException {
    SlowReaders readers = readers("/large", LARGE_BYTES, 16_000);
    readers.start(2);
    await(() -> readers.bytesRead() > 0);
    readers.stop(MOST);
    assertThat(readers.broken()).isEmpty();
    assertThat(readers.wholeAnswers()).isEqualTo(2);
    assertThat(readers.bytesRead()).isEqualTo(2 * LARGE_BYTES);
  }

  @Test
  void aConnectionThatTheServerClosedIsReportedAtTheEnd() throws InterruptedException {
    SlowReaders readers = readers("/half", LARGE_BYTES, 16_000);
    readers.start(1);
    await(() -> readers.bytesRead() > 0);
    readers.stop(MOST);
    assertThat(readers.broken())
        .containsExactly("java.io.IOException: 16777216 of 33554432 bytes are missing");
  }

  @Test
  void stopWaitsOnlyForTheGivenTime() throws InterruptedException {
    SlowReaders readers = readers("/stuck", 16_000);
    readers.start(1);
    readers.stop(Duration.ofMillis(100));
    assertThat(readers.broken()).hasSize(1);
  }

  @Test
  void aReaderThatIsStoppedAtOnceReadsOneResponse() throws InterruptedException {
    SlowReaders readers = readers("/whole", 1_000);
    readers.start(3);
    readers.stop(MOST);
    assertThat(readers.wholeAnswers()).isEqualTo(3);
  }

  private String brokenAt(String path) throws InterruptedException {
    SlowReaders readers = readers(path, 10_000_000);
    readers.start(1);
    await(() -> !readers.broken().isEmpty());
    readers.stop(MOST);
    return readers.broken().getFirst();
  }
}
