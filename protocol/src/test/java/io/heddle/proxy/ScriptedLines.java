package io.heddle.proxy;

import io.heddle.connection.Caller;
import io.heddle.connection.Line;
import io.heddle.connection.Outbound;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
import java.util.function.BooleanSupplier;
 * A loop's way to servers that do what a test says. Its lines are connected, and take everything.
 */
final class ScriptedLines implements Outbound {
  /** The lines so far, the first one first. */
  final List<Scripted> opened = new ArrayList<>();

  /** How many lines fail when somebody waits for them. */
  int broken;

  /** A line that delivers what the test says. */
  static final class Scripted implements Line {
    final Caller caller;
    private final boolean isBroken;
    private final StringBuilder sent = new StringBuilder();
    private final StringBuilder received = new StringBuilder();
    boolean isAwaited;
    boolean isClosed;

    private Scripted(Caller caller, boolean isBroken) {
      this.caller = caller;
      this.isBroken = isBroken;
    }

    /** The server sends this. */
    void receives(String text) {
      received.append(text);
      caller.ready();
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
    public int read(ByteBuffer buffer) {
      buffer.put(received.toString().getBytes(StandardCharsets.US_ASCII));
      int count = received.length();
      received.setLength(0);
      return count;
    }

    @Override
    public int write(ByteBuffer buffer) {
      int count = buffer.remaining();
      sent.append(StandardCharsets.US_ASCII.decode(buffer));
      return count;
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
  public Line connect(InetSocketAddress address, Caller caller) {
    Scripted line = new Scripted(caller, opened.size() < broken);
    opened.add(line);
    return line;
  }
}
    @Override
    public int write(ByteBuffer buffer, BooleanSupplier happens) {
      return write(buffer);
    }

