package io.heddle.app;

import io.heddle.app.cli.MessageOptions;
import io.heddle.exchange.CurrentRequest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Objects;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the messages of the program and of its loggers to stderr, one line each, such as {@code
 * app: warning: message}, or as JSON. Any thread may use it.
 */
final class Messages {
  private static final String CONFIGURED_BY_CLASS = "java.util.logging.config.class";
  private static final String CONFIGURED_BY_FILE = "java.util.logging.config.file";

  private static final String PLACE = "{0}";

  /** Kept here, because a logger that nobody refers to may lose its level. */
  private static final Logger OURS = Logger.getLogger("io.heddle");

  private Messages() {}

  static void error(String message) {
    say(Level.SEVERE, message);
  }

  static void warn(String message) {
    say(Level.WARNING, message);
  }

  static void info(String message) {
    say(Level.INFO, message);
  }

  /** In the format of the loggers, once they have one. */
  private static void say(Level level, String message) {
    Formatter form = new Form();
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      if (isOurs(handler.getFormatter())) {
        if (level.intValue() < handler.getLevel().intValue()) {
          return;
        }
        form = handler.getFormatter();
      }
    }
    System.err.print(form.format(new LogRecord(level, message)));
    System.err.flush();
  }

  private static boolean isOurs(@Nullable Formatter formatter) {
    return formatter instanceof Form || formatter instanceof JsonMessages;
  }

  /** Makes the loggers use the plain format, and show everything but details. */
  static void takeLogs() {
    takeLogs(Level.INFO, new Form());
  }

  /** Makes the loggers write as the options say. */
  static void takeLogs(MessageOptions options) {
    takeLogs(least(options), form(options));
  }

  /** Makes the loggers write as other options say, if they have written as options say. */
  static void changeLogs(MessageOptions options) {
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      if (isOurs(handler.getFormatter())) {
        set(handler, least(options), form(options));
      }
    }
  }

  private static Level least(MessageOptions options) {
    return switch (options.level()) {
      case error -> Level.SEVERE;
      case warning -> Level.WARNING;
      case info -> Level.INFO;
      case debug -> Level.FINE;
    };
  }

  private static Formatter form(MessageOptions options) {
    return switch (options.format()) {
      case plain -> new Form();
      case json -> new JsonMessages();
    };
  }

  /** Does nothing if the user has configured java.util.logging. */
  private static void takeLogs(Level least, Formatter form) {
    if (Stream.of(CONFIGURED_BY_CLASS, CONFIGURED_BY_FILE)
        .anyMatch(name -> System.getProperty(name) != null)) {
      return;
    }
    LogManager.getLogManager().reset();
    ConsoleHandler handler = new ConsoleHandler();
    set(handler, least, form);
    Logger.getLogger("").addHandler(handler);
  }

  private static void set(Handler handler, Level least, Formatter form) {
    handler.setFormatter(form);
    handler.setLevel(least);
    OURS.setLevel(least.intValue() < Level.INFO.intValue() ? least : null);
  }

  /** The name of a level. */
  static String name(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return "error";
    }
    if (value >= Level.WARNING.intValue()) {
      return "warning";
    }
    return value >= Level.INFO.intValue() ? "info" : "debug";
  }

  /** The message of a record. */
  static String text(Formatter formatter, LogRecord entry) {
    String message = Objects.requireNonNullElse(formatter.formatMessage(entry), "");
    return hasFaultInMessage(entry)
        ? message.replace(PLACE, String.valueOf(entry.getThrown()))
        : message;
  }

  /** System.Logger takes a single Throwable as the cause even if it is meant as a parameter. */
  private static boolean hasFaultInMessage(LogRecord entry) {
    return entry.getThrown() != null
        && entry.getParameters() == null
        && String.valueOf(entry.getMessage()).contains(PLACE);
  }

  /** The stack trace of a record's exception; empty if there is none. */
  static String stack(LogRecord entry) {
    Throwable fault = entry.getThrown();
    if (fault == null || hasFaultInMessage(entry)) {
      return "";
    }
    StringWriter stack = new StringWriter();
    fault.printStackTrace(new PrintWriter(stack));
    return stack.toString();
  }

  private static String line(Level level, String message) {
    return "app: %s: %s%n".formatted(name(level), message.replaceAll("\\p{Cntrl}+", " ").strip());
  }

  /**
   * Formats a record as one line, followed by the stack trace of its exception. A record of a
   * thread that works on a request ends with the id of the request.
   */
  static final class Form extends Formatter {
    @Override
    public String format(LogRecord entry) {
      return line(entry.getLevel(), text(this, entry) + request()) + stack(entry);
    }

    private static String request() {
      return CurrentRequest.id().map(id -> " (request " + id + ")").orElse("");
    }
  }
}
