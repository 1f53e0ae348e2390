package io.heddle.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * A logger for one class that survives failures of the logging itself. Without file descriptors,
 * logging may be unable to load the classes it needs; that must not end the accepting thread or an
 * event loop. Thread-safe.
 */
public final class Trouble {
  private final Logger log;

  private Trouble(Logger log) {
    this.log = log;
  }

  /** A logger for this class. */
  public static Trouble of(Class<?> source) {
    return new Trouble(System.getLogger(source.getName()));
  }

  /** Logs a fault of ours, with its stack trace. */
  public void error(String message, Throwable fault) {
    report(Level.ERROR, message, fault);
  }

  /** Logs something that is not our fault. */
  public void warn(String message) {
    report(Level.WARNING, message, null);
  }

  /** Logs something that is not our fault, on one line. */
  public void warn(String message, Throwable cause) {
    report(Level.WARNING, message + ": " + cause.getMessage(), null);
  }

  /** Logs a fault of a client, on one line that appears only where such details are wanted. */
  public void debug(String message, Throwable cause) {
    report(Level.DEBUG, message + ": " + cause.getMessage(), null);
  }

  private void report(Level level, String message, @Nullable Throwable fault) {
    try {
      log.log(level, message, fault);
    } catch (RuntimeException | Error unloggable) {
      // nothing is left to report it to
    }
  }
}
