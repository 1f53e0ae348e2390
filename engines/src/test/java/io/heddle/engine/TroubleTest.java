package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What happens many times is logged now and then. */
class TroubleTest {
  private static final Logger LOGGER = Logger.getLogger(TroubleTest.class.getName());

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final Trouble trouble = Trouble.of(TroubleTest.class, nanos::get);

  /** Keeps messages. */
  private static final class Log extends Handler implements AutoCloseable {
    final List<String> messages = new ArrayList<>();

    Log() {
      LOGGER.setUseParentHandlers(false);
      LOGGER.addHandler(this);
    }

    @Override
    public void publish(LogRecord message) {
      assertThat(message.getLevel()).isEqualTo(Level.WARNING);
      messages.add(message.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      LOGGER.removeHandler(this);
      LOGGER.setUseParentHandlers(true);
    }
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void aRareWarningComesAtOnceAndThenOnceAMinute() {
    try (Log log = new Log()) {
      trouble.warnRarely(() -> "first");
      trouble.warnRarely(() -> "second");
      pass(Duration.ofMillis(59_999));
      trouble.warnRarely(() -> "third");
      assertThat(log.messages).containsExactly("first");
      pass(Duration.ofMillis(1));
      trouble.warnRarely(() -> "fourth");
      trouble.warnRarely(() -> "fifth");
      pass(Duration.ofHours(1));
      trouble.warnRarely(() -> "sixth");
      assertThat(log.messages).containsExactly("first", "fourth", "sixth");
    }
  }
}
