package io.heddle.app.log;

import io.heddle.exchange.Exchange;
import io.heddle.exchange.Observer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The access log, with one line per response. A separate thread formats and writes the lines, so
 * that a slow, full or missing disk never delays a response. Lines that cannot be written are
 * dropped and counted.
 */
public final class AccessLog implements Observer {
  private static final Logger LOG = System.getLogger(AccessLog.class.getName());
  private static final long MAX_WAITING_BYTES = 16 << 20;
  private static final int MAX_GATHERED_CHARS = 1 << 16;

  private final LineFormat format;
  private final InstantSource clock;
  private final LineSink sink;
  private final Spool<LogEntry> spool;
  private volatile boolean reopening;

  /**
   * A log that is not started yet.
   *
   * @param lastWrites how long {@link #close} waits for the sink
   */
  AccessLog(LineSink sink, LineFormat format, InstantSource clock, Duration lastWrites) {
    this.sink = sink;
    this.format = format;
    this.clock = clock;
    this.spool =
        new Spool<>(
            "access-log", MAX_WAITING_BYTES, LogEntry::bytesHeld, new LineWriter(), lastWrites);
  }

  /**
   * Opens a log that appends to the file, or writes to stdout if the name is {@code -}.
   *
   * @throws IOException if the file cannot be opened
   */
  public static AccessLog open(String file, LineFormat format, InstantSource clock)
      throws IOException {
    return new AccessLog(LineSink.to(file), format, clock, Spool.LAST_WRITES);
  }

  /** Starts writing, beginning with what was logged before. */
  public void start() {
    spool.start();
  }

  @Override
  public void responded(Exchange exchange) {
    add(LogEntry.of(exchange, clock.millis(), format.showsClient()));
  }

  void add(LogEntry entry) {
    spool.put(entry);
  }

  /**
   * Opens the file by its name again, soon and on the writer's thread, because the old file may
   * have been renamed. Every line is complete in one of the two files.
   */
  public void reopen() {
    reopening = true;
    spool.wake();
  }

  /** The number of lines that were written. */
  public long written() {
    return sink.written();
  }

  /** The number of lines that were dropped because writing failed or was too slow. */
  public long dropped() {
    return spool.dropped() + sink.dropped();
  }

  /** Writes all waiting lines, then closes the log. Gives up if the sink is stuck. */
  public void close() {
    if (!spool.close()) {
      LOG.log(Level.WARNING, "the access log cannot be written in time: its last lines are lost");
    }
    if (dropped() > 0) {
      LOG.log(Level.WARNING, "{0} lines of the access log were dropped", dropped());
    }
  }

  /** Collects lines and passes them to the sink in batches. */
  private final class LineWriter implements Spool.Writer<LogEntry> {
    private final StringBuilder lines = new StringBuilder();

    @Override
    public void write(LogEntry entry) {
      format.append(lines, entry.withoutSecrets());
      if (lines.length() >= MAX_GATHERED_CHARS) {
        flush();
      }
    }

    @Override
    public void flush() {
      sink.write(lines.toString().getBytes(StandardCharsets.UTF_8));
      lines.setLength(0);
      if (reopening) {
        reopening = false;
        sink.reopen();
      }
    }

    @Override
    public void close() {
      sink.close();
    }
  }
}
