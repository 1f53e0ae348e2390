package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.cli.Invocation;
import io.heddle.app.cli.MessageOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The format of messages on stderr. */
final class MessagesTest {
  private static final String NAME = "io.heddle.engine.Example";

  private final System.Logger log = System.getLogger(NAME);
  private final Logger target = Logger.getLogger(NAME);
  private final List<String> written = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          written.add(new Messages.Form().format(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void divert() {
    target.setUseParentHandlers(false);
    target.addHandler(handler);
  }

  @AfterEach
  void restore() {
    target.removeHandler(handler);
    target.setUseParentHandlers(true);
  }

  @ParameterizedTest
  @CsvSource({"ERROR, error", "WARNING, warning", "INFO, info"})
  void aMessageIsOneLineWithItsLevel(Level level, String name) {
    log.log(level, "the disk is {0}, {1}", "full", 3);
    log.log(level, "plain {0}");
    assertThat(written)
        .containsExactly(
            "app: " + name + ": the disk is full, 3\n", "app: " + name + ": plain {0}\n");
  }

  @Test
  void aMessageOfSeveralLinesBecomesOne() {
    log.log(Level.WARNING, "cannot: {0}", "one\r\ntwo\u001b[31m\n");
    assertThat(written).containsExactly("app: warning: cannot: one two [31m\n");
  }

  @Test
  void aFailureIsFollowedByItsStackTrace() {
    log.log(Level.ERROR, "route x failed", new IllegalStateException("a fault"));
    assertThat(written)
        .singleElement()
        .asString()
        .startsWith(
            "app: error: route x failed\njava.lang.IllegalStateException: a fault\n\tat io.heddle");
  }

  @Test
  void aSingleThrowableFillsItsPlaceholder() {
    log.log(Level.WARNING, "cannot probe: {0}", new IOException("no descriptors"));
    assertThat(written)
        .containsExactly("app: warning: cannot probe: java.io.IOException: no descriptors\n");
  }

  private static String json(LogRecord entry) {
    entry.setInstant(Instant.parse("2026-03-04T05:06:07.089Z"));
    return new JsonMessages().format(entry);
  }

  @Test
  void jsonHasAnObjectPerLine() {
    LogRecord entry = new LogRecord(java.util.logging.Level.WARNING, "the disk is {0}\n\u001b[31m");
    entry.setParameters(new Object[] {"full"});
    entry.setLoggerName(NAME);
    assertThat(json(entry))
        .isEqualTo(
            """
            {"time":"2026-03-04T05:06:07.089Z","level":"warning","logger":"io.heddle.engine.Example",\
            "message":"the disk is full\\n\\u001B[31m"}
            """);
  }

  @Test
  void jsonHasTheStackTraceOfAFailure() {
    LogRecord entry = new LogRecord(java.util.logging.Level.SEVERE, "route x failed");
    entry.setThrown(new IllegalStateException("a fault"));
    assertThat(json(entry))
        .contains(
            "\"level\":\"error\",\"message\":\"route x failed\",\"stack\":\"java.lang.Illegal")
        .endsWith("\"}\n");
    LogRecord withParameter = new LogRecord(java.util.logging.Level.FINE, "cannot probe: {0}");
    withParameter.setThrown(new IOException("no descriptors"));
    assertThat(json(withParameter))
        .contains(
            "\"level\":\"debug\",\"message\":\"cannot probe: java.io.IOException: no descriptors\"}");
  }

  @Test
  void otherOptionsChangeTheLogsThatWriteAsOptionsSay() {
    Logger root = Logger.getLogger("");
    Handler ours = new StreamHandler(OutputStream.nullOutputStream(), new Messages.Form());
    root.addHandler(ours);
    try {
      Messages.changeLogs(options("--log-level=debug", "--log-format=json"));
      assertThat(ours.getFormatter()).isInstanceOf(JsonMessages.class);
      assertThat(ours.getLevel()).isEqualTo(java.util.logging.Level.FINE);
      assertThat(log.isLoggable(Level.DEBUG)).isTrue();
      Messages.changeLogs(options("--log-level=error"));
      assertThat(ours.getFormatter()).isInstanceOf(Messages.Form.class);
      assertThat(ours.getLevel()).isEqualTo(java.util.logging.Level.SEVERE);
      assertThat(log.isLoggable(Level.DEBUG)).isFalse();
    } finally {
      root.removeHandler(ours);
    }
  }

  private static MessageOptions options(String... words) {
    return ((Invocation.Serve) Invocation.of(List.of(words), Map.of())).options().messages();
  }
}
