package io.heddle.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Objects;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Writes the messages of the program and of its loggers to stderr, one line each, such as {@code
 * app: warning: message}. Any thread may use it.
 */
final class Messages {
  private static final String CONFIGURED_BY_CLASS = "java.util.logging.config.class";
  private static final String CONFIGURED_BY_FILE = "java.util.logging.config.file";

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

  private static void say(Level level, String message) {
    System.err.print(line(level, message));
    System.err.flush();
  }

  /** Makes the loggers use this format, unless the user has configured java.util.logging. */
  static void takeLogs() {
    if (Stream.of(CONFIGURED_BY_CLASS, CONFIGURED_BY_FILE)
        .anyMatch(name -> System.getProperty(name) != null)) {
      return;
    }
    LogManager.getLogManager().reset();
    ConsoleHandler handler = new ConsoleHandler();
    handler.setFormatter(new Form());
    Logger.getLogger("").addHandler(handler);
  }

  private static String line(Level level, String message) {
    String name =
        level.intValue() >= Level.SEVERE.intValue()
            ? "error"
            : level.intValue() >= Level.WARNING.intValue() ? "warning" : "info";
    return "app: %s: %s%n".formatted(name, message.replaceAll("\\p{Cntrl}+", " ").strip());
  }

  /** Formats a record as one line, followed by the stack trace of its exception. */
  static final class Form extends Formatter {
    private static final String PLACE = "{0}";

    @Override
    public String format(LogRecord entry) {
      String message = Objects.requireNonNullElse(formatMessage(entry), "");
      Throwable fault = entry.getThrown();
      if (fault == null) {
        return line(entry.getLevel(), message);
      }
      if (entry.getParameters() == null && message.contains(PLACE)) {
        // System.Logger takes a single Throwable as the cause even if it is meant as a parameter.
        return line(entry.getLevel(), message.replace(PLACE, fault.toString()));
      }
      StringWriter stack = new StringWriter();
      fault.printStackTrace(new PrintWriter(stack));
      return line(entry.getLevel(), message) + stack;
    }
  }
}
