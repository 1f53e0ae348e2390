package io.heddle.engine.blocking;

import io.heddle.connection.Connection;
import io.heddle.connection.Phase;
import io.heddle.connection.Protocol;
import io.heddle.connection.Wire;
import io.heddle.engine.Admission;
import io.heddle.engine.SocketWire;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.HttpException;
import io.heddle.http.Status;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;

/**
 * The whole life of a connection as one piece of blocking code: {@link #run} is the engine. The
 * connection's own thread owns it; the methods that others may call say so.
 */
final class BlockingConnection implements Runnable {

  /**
   * Room for what comes while the connection is idle. Most requests fit; for the others one more
   * read follows. It is all that an idle connection keeps, next to its thread.
   */
  private static final int IDLE_BYTES = 256;

  private final BlockingEngine engine;
  private final SocketChannel channel;
  private final Connection connection;
  private final Wire wire;
  private final Thread thread;
  private final Admission admission;
  private boolean isDoomed;

  BlockingConnection(
      BlockingEngine engine,
      SocketChannel channel,
      Protocol protocol,
      ThreadKind threads,
      Admission admission,
      long serial)
      throws IOException {
    this.engine = engine;
    this.channel = channel;
    this.admission = admission;
    ConnectionInfo info =
        ConnectionInfo.plain(
            serial,
            (InetSocketAddress) channel.getRemoteAddress(),
            (InetSocketAddress) channel.getLocalAddress());
    this.connection = protocol.open(info, IDLE_BYTES);
    this.wire = new BlockingWire(channel, connection, protocol, engine::giveWay);
    this.thread = threads.unstarted("connection", this);
  }

  void start() {
    thread.start();
  }

  @Override
  public void run() {
    try {
      if (admission == Admission.TURNED_AWAY) {
        connection.refuse(new HttpException(Status.SERVICE_UNAVAILABLE, "too many connections"));
      }
      boolean open = true;
      while (open) {
        switch (connection.next()) {
          case READ -> read();
          case WRITE -> connection.flush(wire);
          case CALL -> connection.call(wire);
          case CLOSE -> open = false;
          case RESET -> {
            SocketWire.resetOnClose(channel);
            open = false;
          }
        }
      }
    } catch (IOException clientGone) {
      // there is nobody left to tell
    } catch (RuntimeException | Error e) {
      engine.failed("a connection failed", e);
    } finally {
      close();
    }
  }

  private void read() throws IOException {
    engine.giveWay();
    try {
      connection.filled(wire.read(connection.space()));
    } catch (SocketTimeoutException e) {
      connection.expire();
    }
  }

  /** Closes the socket and gives everything back. To be called once. */
  void close() {
    try {
      SocketWire.close(channel);
    } finally {
      try {
        connection.closed();
      } catch (RuntimeException | Error e) {
        engine.failed("the end of a connection failed", e);
      } finally {
        engine.closed(this, admission);
      }
    }
  }

  /**
   * Ends what takes too long. The thread that watches the deadlines calls it. A socket is closed
   * only at the second look: at the first, the connection's thread may just have read something.
   *
   * @return where the connection is in its life
   */
  Phase sweep(long nowNanos) {
    Phase phase = connection.phase();
    if (isDoomed && connection.isExpired() && !wire.hasInput()) {
      abort();
    }
    isDoomed = false;
    if (connection.overstays(nowNanos, wire)) {
      switch (phase) {
        case OPENED, IDLE, WRITE, LINGER -> isDoomed = true;
        case HANDLING -> thread.interrupt();
        case HEAD, BODY, CLOSED -> {
          // the thread that reads looks at the deadline by itself, so that it can answer
        }
      }
    }
    return phase;
  }

  /** Closes the socket, so that whatever the thread waits for there fails. Any thread may call. */
  void abort() {
    SocketWire.close(channel);
  }
}
