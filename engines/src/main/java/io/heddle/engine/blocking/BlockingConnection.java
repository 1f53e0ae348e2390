package io.heddle.engine.blocking;

import io.heddle.connection.Connection;
import io.heddle.connection.Driver;
import io.heddle.connection.Outbound;
import io.heddle.connection.Phase;
import io.heddle.connection.Protocol;
import io.heddle.engine.Admission;
import io.heddle.engine.SocketWire;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.HttpException;
import io.heddle.http.Status;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A connection as one piece of blocking code, from start to end: {@link #run} is the engine's loop.
 * The connection's thread owns it; other threads may call only the methods that say so.
 */
final class BlockingConnection implements Runnable, Driver {

  /**
   * Size of the read buffer of an idle connection. Most requests fit; others need one more read.
   * Apart from its thread, an idle connection holds nothing else.
   */
  private static final int IDLE_BYTES = 256;

  private final BlockingEngine engine;
  private final SocketChannel channel;
  private final Protocol protocol;
  private final Connection connection;
  private final BlockingWire wire;
  private final Thread thread;
  private final Admission admission;

  /**
   * Odd while the thread reads, and another number for each read. Either the thread or a dismissal
   * ends a read by incrementing it, and thereby decides whether its bytes count.
   */
  private final AtomicInteger reads = new AtomicInteger();

  // Of the thread that checks deadlines.
  private boolean isDoomed;
  private boolean isDismissed;

  private volatile boolean isCalling;
  private volatile boolean isWoken;

  BlockingConnection(
      BlockingEngine engine,
      SocketChannel channel,
      Protocol protocol,
      ThreadKind threads,
      SendTurns turns,
      Admission admission,
      long serial)
      throws IOException {
    this.engine = engine;
    this.channel = channel;
    this.protocol = protocol;
    this.admission = admission;
    ConnectionInfo info =
        ConnectionInfo.plain(
            serial,
            (InetSocketAddress) channel.getRemoteAddress(),
            (InetSocketAddress) channel.getLocalAddress());
    this.connection = protocol.open(info, IDLE_BYTES, this);
    this.wire = new BlockingWire(channel, connection, protocol, turns);
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
          case CALL -> call();
          case AWAIT -> await();
          case CLOSE -> open = false;
          case RESET -> {
            SocketWire.resetOnClose(channel);
            open = false;
          }
        }
      }
    } catch (IOException clientGone) {
      // nothing is left to report it to
    } catch (RuntimeException | Error e) {
      engine.failed("a connection failed", e);
    } finally {
      close();
    }
  }

  private void read() throws IOException {
    engine.giveWay();
    int read = reads.incrementAndGet();
    try {
      int count = wire.read(connection.space());
      if (reads.compareAndSet(read, read + 1)) {
        connection.filled(count);
      } else {
        leave();
      }
    } catch (SocketTimeoutException e) {
      reads.compareAndSet(read, read + 1);
      connection.expire();
    }
  }

  /**
   * Ends a connection between requests. A last word to the client, such as an alert, may not wait.
   */
  private void leave() throws IOException {
    channel.configureBlocking(false);
    connection.expire();
  }

  @Override
  public Outbound outbound() {
    return engine.outbound();
  }

  @Override
  public boolean isOwnThread() {
    return Thread.currentThread().equals(thread);
  }

  @Override
  public void wake() {
    isWoken = true;
    LockSupport.unpark(thread);
  }

  /** Waits until it is woken, or has overstayed. */
  private void await() throws IOException {
    while (!isWoken) {
      if (!channel.isOpen()) {
        throw new ClosedChannelException();
      }
      if (connection.isExpired()) {
        connection.expire();
        return;
      }
      LockSupport.park(this);
    }
    isWoken = false;
  }

  /** Closes the socket and releases everything. Call it once. */
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
   * Ends the connection if it takes too long. Called by the thread that checks deadlines. Between
   * requests it ends only at the second check: at the first, the connection's thread may just have
   * read something.
   *
   * @return the connection's phase
   */
  Phase sweep(long nowNanos) {
    Phase phase = connection.phase();
    int read = reads.get();
    if (!connection.isExpired()) {
      isDismissed = false;
    } else if (isDoomed && !wire.hasInput()) {
      dismiss(read);
    }
    isDoomed = false;
    if (connection.overstays(nowNanos, wire)) {
      switch (phase) {
        case OPENED, IDLE -> isDoomed = true;
        case WRITE, LINGER -> abort();
        case HANDLING -> interruptCall();
        case UPSTREAM -> LockSupport.unpark(thread);
        case HEAD, BODY, CLOSED -> {
          // the reading thread checks the deadline itself, so that it can answer
        }
      }
    }
    return phase;
  }

  /**
   * Wakes the thread from its read, so that it ends the connection itself, as TLS does with an
   * alert. A thread whose read has ended goes on. If the connection has made no progress when it
   * has overstayed once more, its thread waits for something else.
   *
   * @param read which read it is, from before the connection was seen to have expired
   */
  private void dismiss(int read) {
    if (isDismissed) {
      abort();
      return;
    }
    isDismissed = true;
    if (read % 2 != 0 && reads.compareAndSet(read, read + 1)) {
      try {
        channel.shutdownInput();
      } catch (IOException e) {
        abort();
      }
    }
  }

  /**
   * Closes the socket, so that any operation the thread waits for fails. Any thread may call this.
   */
  void abort() {
    SocketWire.close(channel);
  }

  /** Closes the socket, and interrupts a handler that is running. Any thread may call this. */
  void end() {
    abort();
    thread.interrupt();
  }

  /** Makes the call. Afterwards no interrupt comes that was meant for the handler. */
  private void call() {
    if (protocol.timeouts().handler().isEmpty()) {
      connection.call(wire);
      return;
    }
    isCalling = true;
    try {
      connection.call(wire);
    } finally {
      synchronized (this) {
        isCalling = false;
      }
      if (!engine.isStopped()) {
        Thread.interrupted();
      }
    }
  }

  private synchronized void interruptCall() {
    if (isCalling) {
      wire.interrupt(thread);
    }
  }
}
