package io.heddle.app.watch;

import io.heddle.connection.Exchange;
import io.heddle.connection.Observer;
import io.heddle.http.RequestHead;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A line for each response, in common log format. A thread of its own writes them, so that a slow
 * disk holds up no response; when it falls behind too far, lines are dropped and counted.
 */
public final class AccessLog implements Observer, Closeable {
  private static final Logger LOG = System.getLogger(AccessLog.class.getName());
  private static final int MOST_WAITING_LINES = 1 << 16;
  private static final long CLOSE_MILLIS = 5_000;
  private static final long POLL_MILLIS = 200;

  private record Entry(long millis, String client, String request, int status, long bytes) {}

  private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(MOST_WAITING_LINES);
  private final LongAdder dropped = new LongAdder();
  private final InstantSource clock;
  private final OutputStream out;
  private final DateTimeFormatter time =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneId.systemDefault());
  private final Thread writer = Thread.ofPlatform().name("access-log").daemon().unstarted(this::run);
  private volatile boolean closing;

  private AccessLog(OutputStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  /**
   * A log that appends to the file, or writes to stdout if that is {@code -}.
   *
   * @throws IOException when the file cannot be opened
   */
  public static AccessLog open(String file, InstantSource clock) throws IOException {
    OutputStream out =
        file.equals("-")
            ? new PrintStream(System.out, false)
            : Files.newOutputStream(
                Path.of(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return new AccessLog(out, clock);
  }

  /** Begins to write. */
  public void start() {
    writer.start();
  }

  @Override
  public void responded(Exchange exchange) {
    String request =
        exchange
            .head()
            .map(AccessLog::requestLine)
            .orElse("-");
    Entry entry =
        new Entry(
            clock.millis(),
            exchange.peer().getHostAddress(),
            request,
            exchange.status().code(),
            exchange.contentBytes());
    if (!waiting.offer(entry)) {
      dropped.increment();
    }
  }

  private static String requestLine(RequestHead head) {
    return head.method() + " " + head.target().replace("\"", "%22") + " " + head.version();
  }

  /** How many lines were dropped because they could not be written fast enough. */
  public long dropped() {
    return dropped.sum();
  }

  private void run() {
    StringBuilder lines = new StringBuilder();
    try {
      while (!closing || !waiting.isEmpty()) {
        Entry entry = waiting.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        while (entry != null && lines.length() < MOST_WAITING_LINES) {
          append(lines, entry);
          entry = waiting.poll();
        }
        if (entry != null) {
          append(lines, entry);
        }
        write(lines);
        lines.setLength(0);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void append(StringBuilder lines, Entry entry) {
    lines
        .append(entry.client)
        .append(" - - [")
        .append(time.format(Instant.ofEpochMilli(entry.millis)))
        .append("] \"")
        .append(entry.request)
        .append("\" ")
        .append(entry.status)
        .append(' ')
        .append(entry.bytes == 0 ? "-" : Long.toString(entry.bytes))
        .append('\n');
  }

  private void write(StringBuilder lines) {
    if (lines.isEmpty()) {
      return;
    }
    try {
      out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      dropped.add(lines.chars().filter(c -> c == '\n').count());
      LOG.log(Level.WARNING, "cannot write the access log: {0}", e.getMessage());
    }
  }

  /** Writes what is waiting, for at most 5 seconds. */
  @Override
  public void close() {
    closing = true;
    try {
      writer.join(CLOSE_MILLIS);
      out.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "closing the access log: {0}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
