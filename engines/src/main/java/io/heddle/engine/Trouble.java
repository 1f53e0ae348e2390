package io.heddle.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Tells the log of one class about trouble, and bears that the log has trouble of its own: where no
 * descriptor is left it cannot load what it needs, and that must not end the thread which accepts,
 * or a loop. Any thread may use it.
 */
public final class Trouble {
  private final Logger log;

  private Trouble(Logger log) {
    this.log = log;
  }

  /** Trouble that a class has. */
  public static Trouble of(Class<?> source) {
    return new Trouble(System.getLogger(source.getName()));
  }

  /** Logs a fault of ours, with its stack. */
  public void error(String message, Throwable fault) {
    report(Level.ERROR, message, fault);
  }

  /** Logs what is no fault of ours, on one line. */
  public void warn(String message, Throwable cause) {
    report(Level.WARNING, message + ": " + cause.getMessage(), null);
  }

  private void report(Level level, String message, @Nullable Throwable fault) {
    try {
      log.log(level, message, fault);
    } catch (RuntimeException | Error unloggable) {
      // nobody is left to tell
    }
  }
}
