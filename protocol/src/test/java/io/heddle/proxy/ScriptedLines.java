package io.heddle.proxy;

import io.heddle.connection.Caller;
import io.heddle.connection.Line;
import io.heddle.connection.NoSocketException;
import io.heddle.connection.Outbound;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A loop's way to servers that do what a test says. Its lines are connected, and take everything.
 */
final class ScriptedLines implements Outbound {
  /** The lines so far, the first one first. */
  final List<Scripted> opened = new ArrayList<>();

  /** How many lines fail when somebody waits for them. */
  int broken;

  /** Whether no line can be opened. */
  boolean isExhausted;

  /** A line that delivers what the test says. */
  static final class Scripted implements Line {
    final Caller caller;
    private final boolean isBroken;
    private final StringBuilder sent = new StringBuilder();
    private final StringBuilder received = new StringBuilder();
    private boolean isReset;
    boolean isAwaited;
    boolean isClosed;

    private Scripted(Caller caller, boolean isBroken) {
      this.caller = caller;
      this.isBroken = isBroken;
    }

    /** The server sends this, and the line is ready as long as it is to be read. */
    void receives(String text) {
      received.append(text);
      caller.ready();
      while (isAwaited && !isClosed && !received.isEmpty()) {
        caller.ready();
      }
    }

    /** The server ends the connection with a reset. */
    void resets() {
      isReset = true;
      if (isAwaited) {
        caller.ready();
      }
    }

    /** The server takes too long, so the engine closes the line. */
    void isLate() {
      long now = Duration.ofHours(1).toNanos();
      caller.overstays(now);
      if (caller.overstays(now + Duration.ofMinutes(2).toNanos())) {
        isClosed = true;
        caller.ready();
      }
    }

    /** What was sent. */
    String sent() {
      return sent.toString();
    }

    @Override
    public boolean isConnected() {
      return true;
    }

    @Override
    public void await(boolean input, boolean output) throws IOException {
      if (isBroken) {
        throw new IOException("test");
      }
      isAwaited = input;
    }

    @Override
    public int readNow(ByteBuffer buffer) {
      return 0;
    }

    @Override
    public void close() {
      isClosed = true;
    }

    @Override
    public boolean waits() {
      return false;
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
      int count = Math.min(received.length(), buffer.remaining());
      if (count == 0 && isReset) {
        throw new IOException("reset");
      }
      buffer.put(received.substring(0, count).getBytes(StandardCharsets.US_ASCII));
      received.delete(0, count);
      return count;
    }

    @Override
    public int write(ByteBuffer buffer) {
      int count = buffer.remaining();
      sent.append(StandardCharsets.US_ASCII.decode(buffer));
      return count;
    }

    @Override
    public int write(ByteBuffer buffer, BooleanSupplier happens) {
      return write(buffer);
    }

    @Override
    public long send(FileChannel file, long position, long count) {
      throw new IllegalStateException("no request is a file");
    }

    @Override
    public void shutdownOutput() {}

    @Override
    public boolean hasInput() {
      return false;
    }
  }

  @Override
  public boolean waits() {
    return false;
  }

  @Override
  public Line connect(InetSocketAddress address, Caller caller) throws IOException {
    if (isExhausted) {
      throw new NoSocketException(new IOException("test"));
    }
    Scripted line = new Scripted(caller, opened.size() < broken);
    opened.add(line);
    return line;
  }
}
