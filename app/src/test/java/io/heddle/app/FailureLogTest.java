package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.log.FailureLog;
import io.heddle.engine.Engine;
import io.heddle.exchange.Service;
import io.heddle.exchange.Settings;
import io.heddle.http.Handler;
import io.heddle.http.Site;
import io.heddle.http1.Http1;
import io.heddle.routing.Router;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Failures of handlers are logged, and no response waits for the log. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FailureLogTest {
  /** The capacity of the log's queue. */
  private static final int ROOM = 1_000;

  private static final int MANY = 1_500;

  private final Logger logger = Logger.getLogger(FailureLog.class.getName());
  private final Stuck stuck = new Stuck();

  /** A log handler that is stuck until the test releases it. */
  private static final class Stuck extends java.util.logging.Handler {
    private final CountDownLatch free = new CountDownLatch(1);
    private final List<LogRecord> records = Collections.synchronizedList(new ArrayList<>());
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void publish(LogRecord entry) {
      try {
        free.await();
      } catch (InterruptedException e) {
        throw new AssertionError("nobody interrupts the writer", e);
      }
      records.add(entry);
      lines.add(new Messages.Form().format(entry));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void divert() {
    logger.setUseParentHandlers(false);
    logger.addHandler(stuck);
  }

  @AfterEach
  void restore() {
    stuck.free.countDown();
    logger.removeHandler(stuck);
    logger.setUseParentHandlers(true);
  }

  private static void fail(int port, int count) throws IOException {
    try (Client client = new Client(port)) {
      for (int i = 0; i < count; i++) {
        assertThat(client.ask("GET /fault").read().status()).isEqualTo(500);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void aStuckLogDelaysNoResponseAndCountsWhatItDrops(Variant variant) throws Exception {
    Handler fault =
        Handler.immediate(
            request -> {
              throw new IllegalStateException("a fault");
            });
    FailureLog log = FailureLog.start();
    Site site = Router.builder().get("/fault", "faulty", fault).build();
    Http1 protocol = new Http1(new Service(Settings.of(site), log));
    Engine engine = variant.unstarted(protocol);
    try {
      fail(engine.start().getPort(), MANY);
    } finally {
      engine.stop(Duration.ofSeconds(5));
    }
    assertThat(stuck.records).isEmpty();
    assertThat(log.dropped()).isEqualTo(MANY - ROOM);
    stuck.free.countDown();
    // closing waits two seconds at most, and a slow machine may write for longer
    while (stuck.lines.size() < ROOM) {
      Thread.sleep(5);
    }
    log.close();
    assertThat(stuck.records).hasSize(ROOM + 1);
    assertThat(stuck.lines.getFirst())
        .matches("(?s)app: error: route faulty failed \\(request [0-9a-f]+-1\\)\n.*");
    assertThat(stuck.records.getFirst().getThrown()).hasMessage("a fault");
    assertThat(stuck.records.getLast().getMessage()).contains("were not logged");
  }
}
