package io.heddle.app.log;

import io.heddle.exchange.Exchange;
import io.heddle.exchange.Observer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/**
 * A line for each response. A thread of its own formats and writes them, so that a disk that is
 * slow, full or gone holds up no response; lines that it cannot take are dropped and counted.
 */
public final class AccessLog implements Observer {
  private static final Logger LOG = System.getLogger(AccessLog.class.getName());
  private static final long MOST_WAITING_BYTES = 16 << 20;
  private static final int MOST_GATHERED_CHARS = 1 << 16;

  private final LineFormat format;
  private final InstantSource clock;
  private final LineSink sink;
  private final Spool<LogEntry> spool;
  private volatile boolean reopening;

  AccessLog(LineSink sink, LineFormat format, InstantSource clock) {
    this.sink = sink;
    this.format = format;
    this.clock = clock;
    this.spool =
        new Spool<>("access-log", MOST_WAITING_BYTES, LogEntry::bytesHeld, new LineWriter());
  }

  /**
   * A log that appends to the file, or writes to stdout if that is {@code -}.
   *
   * @throws IOException when the file cannot be opened
   */
  public static AccessLog open(String file, LineFormat format, InstantSource clock)
      throws IOException {
    return new AccessLog(LineSink.to(file), format, clock);
  }

  /** Begins to write. What was logged before waits for that. */
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
   * Goes on in a new file of the same name, soon and on the writer's thread: the old one may have
   * been moved away. Every line is whole in one of the two.
   */
  public void reopen() {
    reopening = true;
    spool.wake();
  }

  /** How many lines have been written. */
  public long written() {
    return sink.written();
  }

  /** How many lines were dropped because they could not be written, or not fast enough. */
  public long dropped() {
    return spool.dropped() + sink.dropped();
  }

  /** Ends the log once all is written that was logged; gives up on a sink that takes nothing. */
  public void close() {
    if (!spool.close()) {
      LOG.log(Level.WARNING, "the access log takes nothing: its last lines are lost");
    }
    if (dropped() > 0) {
      LOG.log(Level.WARNING, "the access log lacks {0} lines", dropped());
    }
  }

  /** Gathers lines and gives them to the sink. */
  private final class LineWriter implements Spool.Writer<LogEntry> {
    private final StringBuilder lines = new StringBuilder();

    @Override
    public void write(LogEntry entry) {
      format.append(lines, entry);
      if (lines.length() >= MOST_GATHERED_CHARS) {
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
