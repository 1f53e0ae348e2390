package io.heddle.app.watch;

import io.heddle.connection.Exchange;
import io.heddle.connection.Observer;
import io.heddle.http.RequestHead;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A line for each response, in common log format. A thread of its own writes them, so that a disk
 * that is slow, full or gone holds up no response; lines that it cannot take are dropped and
 * counted.
 */
public final class AccessLog implements Observer {
  private static final Logger LOG = System.getLogger(AccessLog.class.getName());
  private static final int MOST_WAITING_LINES = 1 << 16;
  private static final int MOST_GATHERED_CHARS = 1 << 16;
  private static final long POLL_MILLIS = 100;

  /** How long the end may wait for a sink that takes nothing. */
  private static final Duration LAST_WRITES = Duration.ofSeconds(2);

  private record Entry(long millis, String client, String request, int status, long bytes) {}

  private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(MOST_WAITING_LINES);
  private final LongAdder dropped = new LongAdder();
  private final InstantSource clock;
  private final OutputStream out;
  private final DateTimeFormatter time =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneId.systemDefault());
  private final Thread writer =
      Thread.ofPlatform().name("access-log").daemon().unstarted(this::run);
  private volatile boolean closing;
  private boolean failing;

  AccessLog(OutputStream out, InstantSource clock) {
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
            ? new FileOutputStream(FileDescriptor.out)
            : Channels.newOutputStream(FileChannel.open(Path.of(file), options(Path.of(file))));
    return new AccessLog(out, clock);
  }

  /** A pipe is opened for reading too: otherwise that would wait until there is a reader. */
  private static Set<? extends OpenOption> options(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file)
        ? Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE)
        : Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Begins to write. What was logged before waits for that. */
  public void start() {
    writer.start();
  }

  @Override
  public void responded(Exchange exchange) {
    Entry entry =
        new Entry(
            clock.millis(),
            exchange.peer().getHostAddress(),
            exchange.head().map(AccessLog::requestLine).orElse("-"),
            exchange.status().code(),
            exchange.contentBytes());
    if (!waiting.offer(entry)) {
      dropped.increment();
    }
  }

  private static String requestLine(RequestHead head) {
    return head.method() + " " + head.target().replace("\"", "%22") + " " + head.version();
  }

  /** How many lines were dropped because they could not be written, or not fast enough. */
  public long dropped() {
    return dropped.sum();
  }

  private void run() {
    StringBuilder lines = new StringBuilder();
    try (out) {
      while (!closing || !waiting.isEmpty()) {
        Entry entry = waiting.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        int count = 0;
        while (entry != null) {
          append(lines, entry);
          count++;
          entry = lines.length() < MOST_GATHERED_CHARS ? waiting.poll() : null;
        }
        write(lines, count);
        lines.setLength(0);
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "closing the access log: {0}", e.getMessage());
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

  /** Writes; of failures in a row only the first is logged. */
  private void write(StringBuilder lines, int count) {
    if (count == 0) {
      return;
    }
    try {
      out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
      failing = false;
    } catch (IOException e) {
      dropped.add(count);
      if (!failing) {
        failing = true;
        LOG.log(Level.WARNING, "cannot write the access log: {0}", e.getMessage());
      }
    }
  }

  /**
   * Ends the log once all is written that was logged; gives up on a sink that takes nothing. It
   * must have been started.
   */
  public void close() {
    closing = true;
    try {
      if (!writer.join(LAST_WRITES)) {
        LOG.log(Level.WARNING, "the access log takes nothing: its last lines are lost");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (dropped() > 0) {
      LOG.log(Level.WARNING, "the access log lacks {0} lines", dropped());
    }
  }
}
