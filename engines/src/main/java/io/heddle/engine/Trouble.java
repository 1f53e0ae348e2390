package io.heddle.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A logger for one class that survives failures of the logging itself. Without file descriptors,
 * logging may be unable to load the classes it needs; that must not end the accepting thread or an
 * event loop. Thread-safe.
 */
public final class Trouble {
  /** What many requests meet is logged no more often than this. */
  private static final long RARELY_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Logger log;
  private final LongSupplier nanoTime;
  private final AtomicLong nextRareNanos;

  private Trouble(Logger log, LongSupplier nanoTime) {
    this.log = log;
    this.nanoTime = nanoTime;
    this.nextRareNanos = new AtomicLong(nanoTime.getAsLong());
  }

  /** A logger for this class. */
  public static Trouble of(Class<?> source) {
    return of(source, System::nanoTime);
  }

  /** A logger for this class, with another clock. */
  static Trouble of(Class<?> source, LongSupplier nanoTime) {
    return new Trouble(System.getLogger(source.getName()), nanoTime);
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

  /**
   * Logs something that is not our fault and may happen many times in a row. This logger logs at
   * most one such message per minute.
   */
  public void warnRarely(Supplier<String> message) {
    long next = nextRareNanos.get();
    long now = nanoTime.getAsLong();
    if (now - next >= 0 && nextRareNanos.compareAndSet(next, now + RARELY_NANOS)) {
      report(Level.WARNING, message.get(), null);
    }
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
