package io.heddle.engine.eventloop;

import io.heddle.connection.Connection;
import io.heddle.connection.Driver;
import io.heddle.connection.Outbound;
import io.heddle.connection.Phase;
import io.heddle.connection.Protocol;
import io.heddle.connection.Step;
import io.heddle.engine.Admission;
import io.heddle.engine.PhaseCount;
import io.heddle.engine.SocketWire;
import io.heddle.http.Blocking;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.HttpException;
import io.heddle.http.Status;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection on a loop: {@link #advance} is the engine's loop. The loop's thread owns it, except
 * while a worker has it ({@link Loan}).
 */
final class LoopConnection implements Selected, Driver {
  /** After this many reads the other connections get a turn. */
  private static final int MAX_READS = 16;

  /**
   * A client that ends its input while its call waits for a worker has most likely left. If it has
   * only half-closed, it still gets an answer when a worker is free within this time.
   */
  private static final long MAX_LEFT_NANOS = Duration.ofSeconds(1).toNanos();

  private static final String BUSY = "the server is busy";
  private static final String LEFT = "the client ended its input while its request was waiting";

  private final EventLoop loop;
  private final SocketChannel channel;
  private final SocketWire wire;
  private final Connection connection;
  private final Admission admission;
  private @Nullable SelectionKey key;
  private @Nullable Loan loan;
  private long leftNanos;
  private boolean closed;

  LoopConnection(
      EventLoop loop, SocketChannel channel, Protocol protocol, Admission admission, long serial)
      throws IOException {
    this.loop = loop;
    this.channel = channel;
    this.wire = new SocketWire(channel);
    this.admission = admission;
    ConnectionInfo info =
        ConnectionInfo.plain(
            serial,
            (InetSocketAddress) channel.getRemoteAddress(),
            (InetSocketAddress) channel.getLocalAddress());
    this.connection = protocol.open(info, 0, this);
  }

  EventLoop loop() {
    return loop;
  }

  /**
   * Begins without waiting for readiness. The first request has often arrived already, and a
   * connection that ends with it is never registered.
   */
  void begin() {
    if (admission == Admission.TURNED_AWAY) {
      refuse("too many connections");
    } else {
      advance();
    }
  }

  @Override
  public Outbound outbound() {
    return loop.outbound();
  }

  @Override
  public boolean isOwnThread() {
    return loop.isOwnThread();
  }

  @Override
  public void wake() {
    if (loop.isOwnThread()) {
      woken();
    } else {
      loop.execute(this::woken);
    }
  }

  private void woken() {
    // a worker that has it gives it back, and then it advances anyway
    if (loan == null && !closed) {
      // the selector reports what the client sends, if it has been asked to
      boolean isReported =
          key != null && key.isValid() && key.interestOps() == SelectionKey.OP_READ;
      advance(isReported ? 0 : MAX_READS);
    }
  }

  private void refuse(String reason) {
    // a client that has left is no fault of the server's
    Status status = reason.equals(LEFT) ? Status.REQUEST_TIMEOUT : Status.SERVICE_UNAVAILABLE;
    try {
      connection.refuse(new HttpException(status, reason));
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
    advance();
  }

  @Override
  public void ready() {
    Loan lent = loan;
    if (lent == null) {
      advance();
    } else if (lent.isQueued()) {
      readQueued(lent);
    } else {
      // The worker is notified. Level-triggered readiness must not repeat until it listens again.
      listen(0, lent);
    }
  }

  /**
   * Reads what the client sends while its call waits for a worker, as far as there is room. The
   * loop cannot notice in any other way that the client ends its input, or is gone.
   */
  private void readQueued(Loan lent) {
    if (!lent.hold()) {
      listen(0, lent);
      return;
    }
    try {
      ByteBuffer space = connection.space();
      boolean hasRoom = space.hasRemaining();
      int count = hasRoom ? wire.read(space) : 0;
      connection.filled(count);
      if (count < 0) {
        leftNanos = System.nanoTime();
      }
      if (count < 0 || !hasRoom) {
        setInterest(0);
      }
      lent.release();
    } catch (IOException clientGone) {
      takeBack(lent);
      close();
    } catch (RuntimeException | Error e) {
      takeBack(lent);
      close();
      throw e;
    }
  }

  private void takeBack(Loan held) {
    held.cancelHeld();
    loan = null;
    held.leaveQueue();
  }

  /** Does everything that needs no waiting. */
  private void advance() {
    advance(MAX_READS);
  }

  private void advance(int maxReads) {
    wire.beginTurn();
    int readsLeft = maxReads;
    try {
      while (true) {
        switch (connection.next()) {
          case READ -> {
            if (readsLeft == 0) {
              setInterest(wire.awaits() | SelectionKey.OP_READ);
              return;
            }
            readsLeft = read() ? readsLeft - 1 : 0;
          }
          case WRITE -> {
            if (!connection.flush(wire) && connection.next() == Step.WRITE) {
              setInterest(wire.awaits());
              return;
            }
          }
          case CALL -> {
            Blocking blocking = connection.blocking();
            if (blocking != Blocking.NEVER) {
              lend(blocking);
              return;
            }
            connection.call(wire);
          }
          case AWAIT -> {
            setInterest(0);
            return;
          }
          case CLOSE -> {
            close();
            return;
          }
          case RESET -> {
            SocketWire.resetOnClose(channel);
            close();
            return;
          }
        }
      }
    } catch (IOException clientGone) {
      close();
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /**
   * Reads once; returns false if the read did not fill the buffer. The selector reports bytes that
   * arrive later.
   */
  private boolean read() throws IOException {
    ByteBuffer space = connection.space();
    int room = space.remaining();
    int count = wire.read(space);
    connection.filled(count);
    return count < 0 || count == room;
  }

  private void lend(Blocking blocking) throws IOException {
    setInterest(SelectionKey.OP_READ);
    leftNanos = 0;
    Team team = loop.workers(blocking);
    Loan lent = new Loan(this, team, connection, wire, System.nanoTime());
    loan = lent;
    try {
      if (!team.lend(lent)) {
        loan = null;
        refuse(BUSY);
      }
    } catch (RuntimeException | Error e) {
      loan = null;
      throw e;
    }
  }

  /** Takes the connection back from the worker. */
  void returned(boolean isAlive) {
    loan = null;
    if (isAlive && !closed && channel.isOpen()) {
      advance();
    } else {
      close();
    }
  }

  /** Registers interest in these operations, or none, on behalf of a worker. */
  void listen(int operations, Loan borrower) {
    try {
      setInterest(operations);
      if (operations != 0 && channel.isOpen() && !connection.isExpired()) {
        return;
      }
    } catch (IOException e) {
      SocketWire.close(channel);
    }
    borrower.signal();
  }

  /** Sets the interest; registers the socket the first time. */
  private void setInterest(int operations) throws IOException {
    if (key == null) {
      key = channel.register(loop.selector(), operations, this);
    } else if (key.isValid() && key.interestOps() != operations) {
      key.interestOps(operations);
    }
  }

  @Override
  public void sweep(long nowNanos, PhaseCount phases) {
    Phase phase = connection.phase();
    phases.count(phase);
    Loan lent = loan;
    if (lent != null && lent.isQueued()) {
      sweepQueued(nowNanos, phase, lent);
    } else if (connection.overstays(nowNanos, wire)) {
      if (lent == null) {
        connection.expire();
        advance();
      } else {
        expire(phase, lent);
      }
    }
  }

  /** Cancels a call that waits too long for a worker, or whose client has left. */
  private void sweepQueued(long nowNanos, Phase phase, Loan lent) {
    long queued = nowNanos - lent.lentNanos();
    // Half-closing is normal while a response is being sent.
    boolean hasLeft =
        phase != Phase.WRITE && leftNanos != 0 && nowNanos - leftNanos >= MAX_LEFT_NANOS;
    if ((hasLeft || queued >= loop.protocol().timeouts().queue().toNanos()) && lent.cancel()) {
      loan = null;
      if (hasLeft) {
        lent.leaveQueue();
        refuse(LEFT);
      } else {
        lent.timeOut();
        refuse(BUSY);
      }
    }
  }

  private void expire(Phase phase, Loan lent) {
    switch (phase) {
      case HANDLING -> lent.interrupt();
      case BODY -> lent.signal();
      case WRITE -> {
        SocketWire.close(channel);
        lent.signal();
      }
      case OPENED, IDLE, HEAD, UPSTREAM, LINGER, CLOSED -> {
        // it has been returned meanwhile
      }
    }
  }

  @Override
  public void abort() {
    Loan lent = loan;
    if (lent == null || lent.cancel()) {
      close();
    } else {
      SocketWire.close(channel);
      lent.signal();
      lent.interrupt();
    }
  }

  private void close() {
    if (!closed) {
      closed = true;
      SocketWire.close(channel);
      try {
        connection.closed();
      } finally {
        loop.closed(admission);
      }
    }
  }
}
