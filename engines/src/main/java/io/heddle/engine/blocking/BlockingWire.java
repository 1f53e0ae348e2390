package io.heddle.engine.blocking;

import io.heddle.connection.Connection;
import io.heddle.connection.Phase;
import io.heddle.connection.Protocol;
import io.heddle.connection.Wire;
import io.heddle.engine.Pause;
import io.heddle.engine.SocketWire;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A plain blocking socket as the wire of a connection's own thread. */
final class BlockingWire implements Wire {
  /**
   * One sendfile call moves at most this much. On a platform thread it returns only when everything
   * is sent, and the progress of a slow client must stay visible.
   */
  private static final int MAX_SENT_BYTES = 128 << 10;

  /** Size of the copies when sendfile cannot wait. */
  private static final int COPIED_BYTES = 16 << 10;

  /**
   * When a read first asks whether something else has happened. It then asks less and less often.
   */
  private static final int FIRST_ASK_MILLIS = 25;

  private static final int MAX_ASK_MILLIS = 200;

  private final SocketChannel channel;
  private final Connection connection;
  private final Protocol protocol;
  private final SendTurns turns;
  private final Pause pause = new Pause();
  private @Nullable InputStream timed;

  /** Guarded by this object's monitor. */
  private boolean isInterruptible = true;

  /**
   * A wire for a connection's socket.
   *
   * @param turns of all connections that send files
   */
  BlockingWire(SocketChannel channel, Connection connection, Protocol protocol, SendTurns turns) {
    this.channel = channel;
    this.connection = connection;
    this.protocol = protocol;
    this.turns = turns;
  }

  @Override
  public boolean waits() {
    return true;
  }

  /**
   * Between requests nothing needs an answer at the deadline, so the sweep ends the read. Within a
   * request, this method checks now and then whether the connection has expired.
   */
  @Override
  public int read(ByteBuffer buffer) throws IOException {
    Phase phase = connection.phase();
    if (phase != Phase.HEAD && phase != Phase.BODY) {
      return channel.read(buffer);
    }
    int slice = sliceMillis(phase);
    return readWithin(buffer, slice, slice, () -> false);
  }

  @Override
  public int read(ByteBuffer buffer, BooleanSupplier happens) throws IOException {
    int slice = sliceMillis(connection.phase());
    return readWithin(
        buffer, Math.min(slice, FIRST_ASK_MILLIS), Math.min(slice, MAX_ASK_MILLIS), happens);
  }

  /** After how long a read checks whether the connection has expired. */
  private int sliceMillis(Phase phase) {
    long nanos = protocol.timeouts().nanos(phase);
    return Math.clamp(TimeUnit.NANOSECONDS.toMillis(nanos) / 8, 5, 500);
  }

  private int readWithin(ByteBuffer buffer, int firstMillis, int maxMillis, BooleanSupplier happens)
      throws IOException {
    InputStream in = timed;
    if (in == null) {
      in = channel.socket().getInputStream();
      timed = in;
    }
    int millis = firstMillis;
    channel.socket().setSoTimeout(millis);
    int from = buffer.arrayOffset() + buffer.position();
    while (true) {
      try {
        int count = in.read(buffer.array(), from, buffer.remaining());
        if (connection.isExpired()) {
          // bytes that trickle in are no reason to keep waiting
          throw new SocketTimeoutException("the client took too long");
        }
        buffer.position(buffer.position() + Math.max(count, 0));
        return count;
      } catch (SocketTimeoutException e) {
        if (connection.isExpired()) {
          throw e;
        }
        if (happens.getAsBoolean()) {
          return 0;
        }
        if (millis < maxMillis) {
          millis = Math.min(2 * millis, maxMillis);
          channel.socket().setSoTimeout(millis);
        }
      }
    }
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    return channel.write(buffer);
  }

  @Override
  public long send(FileChannel file, long position, long count) throws IOException {
    long sent = transfer(file, position, Math.min(count, MAX_SENT_BYTES));
    return sent == 0 ? copy(file, position, count) : sent;
  }

  /**
   * A client that reads as fast as this sends would occupy a carrier for the whole file. A thread
   * that has waited for its turn does not pause again: no more send at a time than there are
   * carriers.
   */
  private long transfer(FileChannel file, long position, long count) throws IOException {
    if (!turns.isNeeded(count)) {
      return file.transferTo(position, count, channel);
    }
    pause.ifDue();
    turns.take();
    try {
      return file.transferTo(position, count, channel);
    } finally {
      turns.give();
    }
  }

  /**
   * On a virtual thread, transferTo returns 0 instead of waiting for a full socket. An ordinary
   * write does wait.
   */
  private int copy(FileChannel file, long position, long count) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate((int) Math.min(count, COPIED_BYTES));
    return file.read(piece, position) > 0 ? channel.write(piece.flip()) : 0;
  }

  @Override
  public void giveWay() {
    pause.ifDue();
  }

  @Override
  public synchronized void setInterruptible(boolean value) {
    isInterruptible = value;
  }

  /** Interrupts the connection's thread, if it may be interrupted. Any thread may call this. */
  synchronized void interrupt(Thread thread) {
    if (isInterruptible) {
      thread.interrupt();
    }
  }

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public boolean hasInput() {
    return SocketWire.hasInput(channel);
  }
}
