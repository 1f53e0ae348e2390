package io.heddle.engine.vthreads;

import io.heddle.connection.Connection;
import io.heddle.connection.Phase;
import io.heddle.connection.Protocol;
import io.heddle.connection.Timeouts;
import io.heddle.connection.Transport;
import io.heddle.engine.ConnectionCount.Admission;
import io.heddle.engine.Trouble;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;

/**
 * The whole life of a connection as one piece of blocking code: {@link #run} is the engine. The
 * connection's own thread owns it; the methods that others may call say so.
 */
final class BlockingConnection implements Runnable, Transport {
  private static final Trouble TROUBLE = Trouble.of(BlockingConnection.class);

  /**
   * Room for what comes while the connection is idle. Most requests fit; for the others one more
   * read follows. It is all that an idle connection keeps, beside its thread.
   */
  private static final int IDLE_BYTES = 256;

  /**
   * One call of sendfile moves at most this much. On a platform thread it returns only when all of
   * that has gone, and a slow client must be seen to make progress.
   */
  private static final int MOST_SENT_BYTES = 128 << 10;

  /** What is copied by hand when sendfile cannot wait. */
  private static final int COPIED_BYTES = 16 << 10;

  private final VirtualThreadEngine engine;
  private final SocketChannel channel;
  private final Connection connection;
  private final ThreadKind thread;
  private final Admission admission;

  BlockingConnection(
      VirtualThreadEngine engine,
      SocketChannel channel,
      Protocol protocol,
      ThreadKind thread,
      Admission admission)
      throws IOException {
    this.engine = engine;
    this.channel = channel;
    this.thread = thread;
    this.admission = admission;
    InetSocketAddress peer = (InetSocketAddress) channel.getRemoteAddress();
    this.connection = new Connection(protocol, peer.getAddress(), IDLE_BYTES);
  }

  @Override
  public void run() {
    try {
      if (admission == Admission.TURNED_AWAY) {
        connection.turnAway();
      }
      boolean open = true;
      while (open) {
        switch (connection.next()) {
          case READ -> {
            giveWay();
            connection.filled(channel.read(connection.space()));
          }
          case WRITE -> connection.flush(this);
          case CALL -> connection.call(this);
          case CLOSE -> open = false;
        }
      }
    } catch (IOException clientGone) {
      // there is nobody left to tell
    } catch (RuntimeException | Error e) {
      TROUBLE.error("a connection failed", e);
    } finally {
      close();
    }
  }

  /**
   * Lets the other connections run before this one asks for its next request. Under load that is
   * there by then, which saves the read that finds nothing, the wait for readiness and the waking.
   */
  @SuppressWarnings("ThreadPriorityCheck") // a matter of cost: without it everything still works
  private void giveWay() {
    if (thread == ThreadKind.VIRTUAL) {
      Thread.yield();
    }
  }

  /** Closes the socket and gives everything back. To be called once. */
  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      TROUBLE.warn("closing a connection", e);
    } finally {
      connection.closed();
      engine.closed(this, admission);
    }
  }

  /** Ends what takes too long. The thread that watches the deadlines calls it. */
  void checkDeadline(long nowNanos, Timeouts timeouts) {
    if (connection.overstays(nowNanos, timeouts)) {
      if (connection.endsByClosing()) {
        abort();
      } else {
        endInput();
      }
    }
  }

  /** Where the connection is in its life. Any thread may ask. */
  Phase phase() {
    return connection.phase();
  }

  /** Ends the connection unless a request is in progress. Any thread may call it. */
  void endIfIdle() {
    Phase phase = connection.phase();
    if (phase == Phase.IDLE || phase == Phase.OPENED) {
      endInput();
    }
  }

  /** Makes the thread's read return -1 as if the client had sent its last. */
  private void endInput() {
    try {
      channel.shutdownInput();
    } catch (IOException e) {
      abort();
    }
  }

  /** Closes the socket, so that whatever the thread waits for there fails. Any thread may call. */
  void abort() {
    try {
      channel.close();
    } catch (IOException e) {
      TROUBLE.warn("closing a connection", e);
    }
  }

  @Override
  public boolean waits() {
    return true;
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    return channel.read(buffer);
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    return channel.write(buffer);
  }

  @Override
  public long send(FileChannel file, long position, long count) throws IOException {
    long sent = file.transferTo(position, Math.min(count, MOST_SENT_BYTES), channel);
    return sent > 0 ? sent : copy(file, position, count);
  }

  /**
   * On a virtual thread transferTo does not wait for a full socket, it returns 0. A write by hand
   * does wait.
   */
  private int copy(FileChannel file, long position, long count) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate((int) Math.min(count, COPIED_BYTES));
    return file.read(piece, position) > 0 ? channel.write(piece.flip()) : 0;
  }

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }
}
