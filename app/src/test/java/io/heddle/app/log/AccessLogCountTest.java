package io.heddle.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every line is counted once, as written or as dropped. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AccessLogCountTest {
  private static final int MANY = 10_000;

  /** Together, these exceed the capacity of the log. */
  private static final String LARGE = "x".repeat(8_000);

  /** A channel that blocks until the test opens it. */
  private static final class Gate implements WritableByteChannel {
    private final CountDownLatch waited = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    @Override
    public int write(ByteBuffer bytes) {
      waited.countDown();
      try {
        opened.await();
      } catch (InterruptedException e) {
        throw new AssertionError("nobody interrupts the writer", e);
      }
      int count = bytes.remaining();
      bytes.position(bytes.limit());
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  private static LogEntry entry(String userAgent) {
    InetAddress client = InetAddress.ofLiteral("192.0.2.7");
    return new LogEntry(
        0, client, "2a-1", null, "", "REFUSED", 400, 0, 0, null, userAgent, null, null);
  }

  @Test
  void aBlockedSinkLosesLinesButCostsNoTimeAndLittleMemory() throws InterruptedException {
    Gate gate = new Gate();
    AccessLog log =
        new AccessLog(
            new LineSink(gate),
            LineFormat.combined(),
            InstantSource.system(),
            Duration.ofMinutes(1));
    log.start();
    log.add(entry("small"));
    gate.waited.await();
    for (int i = 1; i < MANY; i++) {
      log.add(entry(LARGE));
    }
    assertThat(log.written()).isZero();
    assertThat((MANY - log.dropped()) * LARGE.length()).isBetween(15L << 20, 16L << 20);
    gate.opened.countDown();
    log.close();
    assertThat(log.written()).isPositive();
    assertThat(log.written() + log.dropped()).isEqualTo(MANY);
  }
}
