package io.heddle.engine.eventloop;

import io.heddle.connection.Connection;
import io.heddle.connection.Step;
import io.heddle.connection.Wire;
import io.heddle.engine.Pause;
import io.heddle.engine.SocketWire;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection lent to a worker for one call, because its handler or its bodies may block. For the
 * worker the socket appears to block: while it is not ready, the worker parks, and the loop wakes
 * it. Until a worker starts, the loop may take the connection back.
 */
final class Loan implements Wire {
  private enum State {
    QUEUED,
    /** The loop reads for a moment what the client has sent meanwhile. */
    HELD,
    BEGUN,
    CANCELLED
  }

  /** How often a read asks whether something else has happened. */
  private static final long ASK_NANOS = 25_000_000;

  private final LoopConnection lender;
  private final Team team;
  private final Connection connection;
  private final SocketWire wire;
  private final long lentNanos;
  private final Pause pause = new Pause();
  private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
  private volatile @Nullable Thread worker;
  private volatile boolean isReady;

  /** Guarded by this object's monitor. */
  private boolean isInterruptible = true;

  Loan(LoopConnection lender, Team team, Connection connection, SocketWire wire, long lentNanos) {
    this.lender = lender;
    this.team = team;
    this.connection = connection;
    this.wire = wire;
    this.lentNanos = lentNanos;
  }

  /** When the connection was lent, as {@link System#nanoTime}. */
  long lentNanos() {
    return lentNanos;
  }

  /** Takes the connection back, unless a worker has started. Called on the loop's thread. */
  boolean cancel() {
    return state.compareAndSet(State.QUEUED, State.CANCELLED);
  }

  /**
   * Keeps workers from beginning while the loop uses the connection; false if one has begun. Called
   * on the loop's thread, which must release or cancel it soon.
   */
  boolean hold() {
    return state.compareAndSet(State.QUEUED, State.HELD);
  }

  /** Takes the connection back while it is {@linkplain #hold held}. */
  void cancelHeld() {
    state.set(State.CANCELLED);
  }

  /** Leaves the queue after it was cancelled. */
  void leaveQueue() {
    team.remove(this);
  }

  /** Leaves the queue after it was cancelled because it waited too long. */
  void timeOut() {
    team.timedOut();
    leaveQueue();
  }

  /** Lets workers begin again. */
  void release() {
    state.set(State.QUEUED);
  }

  /** Whether no worker has started. */
  boolean isQueued() {
    return state.get() == State.QUEUED;
  }

  /** Marks the call as started by a worker; returns false if the connection was taken back. */
  boolean begin() {
    worker = Thread.currentThread();
    while (!state.compareAndSet(State.QUEUED, State.BEGUN)) {
      if (state.get() == State.CANCELLED) {
        return false;
      }
      Thread.onSpinWait();
    }
    return true;
  }

  /** Makes the call, and gives the connection back. The worker calls this. */
  void run() {
    boolean isAlive = false;
    try {
      wire.beginTurn();
      try {
        connection.call(this);
      } finally {
        endWork();
      }
      if (connection.next() == Step.WRITE) {
        // send what needs no waiting; the loop sends the rest
        connection.flush(wire);
      }
      isAlive = true;
    } catch (IOException clientGone) {
      // the loop closes the connection
    } catch (RuntimeException | Error e) {
      lender.loop().failed("a connection failed", e);
    } finally {
      boolean goesOn = isAlive;
      lender.loop().execute(() -> lender.returned(goesOn));
    }
  }

  /**
   * Wakes the worker, because the socket may be ready or the deadline has passed. Called on the
   * loop's thread.
   */
  void signal() {
    isReady = true;
    LockSupport.unpark(worker);
  }

  /**
   * Interrupts the handler, if it is still running and may be interrupted. Called on the loop's
   * thread.
   */
  synchronized void interrupt() {
    Thread current = worker;
    if (current != null && isInterruptible) {
      current.interrupt();
    }
  }

  /** After this no interrupt comes, and none is left for what the thread does next. */
  private synchronized void endWork() {
    worker = null;
    Thread.interrupted();
  }

  private void await(int operations) {
    boolean interrupted = listen(operations);
    while (!isReady) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    restore(interrupted);
  }

  /** Waits for input, but only for a while. */
  private void awaitInputBriefly() {
    long begunNanos = System.nanoTime();
    boolean interrupted = listen(SelectionKey.OP_READ);
    while (!isReady && System.nanoTime() - begunNanos < ASK_NANOS) {
      LockSupport.parkNanos(this, ASK_NANOS);
      interrupted |= Thread.interrupted();
    }
    restore(interrupted);
  }

  /** Tells the loop what to wait for; returns whether the thread was interrupted. */
  private boolean listen(int operations) {
    isReady = false;
    lender.loop().execute(() -> lender.listen(operations, this));
    return Thread.interrupted();
  }

  private static void restore(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean waits() {
    return true;
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    int count = wire.read(buffer);
    while (count == 0) {
      await(SelectionKey.OP_READ);
      requireTime();
      count = wire.read(buffer);
    }
    return count;
  }

  @Override
  public int read(ByteBuffer buffer, BooleanSupplier happens) throws IOException {
    int count = wire.read(buffer);
    while (count == 0) {
      awaitInputBriefly();
      requireTime();
      count = wire.read(buffer);
      if (count == 0 && happens.getAsBoolean()) {
        return 0;
      }
    }
    return count;
  }

  private void requireTime() throws SocketTimeoutException {
    if (connection.isExpired()) {
      throw new SocketTimeoutException("the client took too long");
    }
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    int count = wire.write(buffer);
    while (count == 0) {
      await(SelectionKey.OP_WRITE);
      if (connection.isExpired()) {
        throw new IOException("the client took too long to read");
      }
      count = wire.write(buffer);
    }
    return count;
  }

  @Override
  public long send(FileChannel file, long position, long count) throws IOException {
    wire.beginTurn();
    long sent = wire.send(file, position, count);
    while (sent == 0 && file.size() > position) {
      await(SelectionKey.OP_WRITE);
      wire.beginTurn();
      sent = wire.send(file, position, count);
    }
    return sent;
  }

  @Override
  public void giveWay() {
    pause.ifDue();
  }

  @Override
  public synchronized void setInterruptible(boolean value) {
    isInterruptible = value;
  }

  @Override
  public void shutdownOutput() throws IOException {
    wire.shutdownOutput();
  }

  @Override
  public boolean hasInput() {
    return wire.hasInput();
  }
}
