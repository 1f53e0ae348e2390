package io.heddle.app.log;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lines of the access log. A full disk may accept only part of a line. The sink then
 * keeps the rest and writes it first when there is space again, so that no partial line remains
 * between complete ones. The lines in between are dropped. Only the log's writer thread may use it,
 * but any thread may read the counts.
 */
final class LineSink {
  private static final Logger LOG = System.getLogger(AccessLog.class.getName());
  private static final byte[] NOTHING = {};

  private final @Nullable Path file;
  private final LongAdder written = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private WritableByteChannel out;
  private byte[] rest = NOTHING;
  private boolean failing;

  /** Writes to a channel that cannot be reopened. */
  LineSink(WritableByteChannel out) {
    this(out, null);
  }

  private LineSink(WritableByteChannel out, @Nullable Path file) {
    this.out = out;
    this.file = file;
  }

  /**
   * Appends to the file, or writes to stdout if the name is {@code -}.
   *
   * @throws IOException if the file cannot be opened
   */
  static LineSink to(String name) throws IOException {
    if (name.equals("-")) {
      return new LineSink(StandardOutput.open());
    }
    Path file = Path.of(name);
    return new LineSink(open(file), file);
  }

  /** Opens a pipe for reading as well: otherwise this would block until it has a reader. */
  private static FileChannel open(Path file) throws IOException {
    StandardOutput.refuseIfClosed(file);
    Set<? extends OpenOption> options =
        Files.exists(file) && !Files.isRegularFile(file)
            ? Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE)
            : Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return FileChannel.open(file, options);
  }

  /** The number of lines that were written completely. */
  long written() {
    return written.sum();
  }

  /** The number of lines that were not written, or not completely. */
  long dropped() {
    return dropped.sum();
  }

  /** Writes any number of complete lines. Of consecutive failures, only the first is logged. */
  void write(byte[] lines) {
    if (lines.length == 0 && rest.length == 0) {
      return;
    }
    boolean wasTorn = rest.length > 0;
    byte[] bytes = wasTorn ? concatenation(rest, lines) : lines;
    ByteBuffer left = ByteBuffer.wrap(bytes);
    try {
      while (left.hasRemaining()) {
        out.write(left);
      }
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        failing = true;
        LOG.log(
            Level.WARNING,
            "cannot write the access log: {0}; lines are dropped until it can be written again",
            e.getMessage());
      }
    }
    settle(bytes, left.position(), wasTorn);
  }

  private static byte[] concatenation(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** Counts the written and dropped lines, and keeps the rest of a partial line. */
  private void settle(byte[] bytes, int gone, boolean wasTorn) {
    written.add(countLines(bytes, 0, gone));
    boolean isTorn = gone == 0 ? wasTorn : bytes[gone - 1] != '\n';
    int end = gone;
    while (isTorn && bytes[end++] != '\n') {}
    rest = isTorn ? Arrays.copyOfRange(bytes, gone, end) : NOTHING;
    dropped.add(countLines(bytes, end, bytes.length));
  }

  private static int countLines(byte[] bytes, int from, int to) {
    int lines = 0;
    for (int i = from; i < to; i++) {
      lines += bytes[i] == '\n' ? 1 : 0;
    }
    return lines;
  }

  /** Opens the file by its name again, if it has one. If that fails, the old file stays in use. */
  void reopen() {
    if (file == null) {
      return;
    }
    try {
      WritableByteChannel fresh = open(file);
      close();
      out = fresh;
      failing = false;
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "cannot reopen the access log {0} ({1}), so it continues in the old file: {2}, then send"
              + " SIGHUP again",
          file,
          e.getClass().getSimpleName(),
          remedy(e));
    }
  }

  private static String remedy(IOException e) {
    return switch (e) {
      case NoSuchFileException gone -> "create its folder";
      case AccessDeniedException denied -> "let this process write there";
      default -> "make sure that it can be opened";
    };
  }

  /** Closes the file. A partial line stays partial. */
  void close() {
    if (rest.length > 0) {
      rest = NOTHING;
      dropped.increment();
    }
    try {
      out.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot close the access log: {0}", e.getMessage());
    }
  }
}
