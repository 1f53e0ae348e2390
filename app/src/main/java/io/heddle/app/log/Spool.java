package io.heddle.app.log;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;

/**
 * A bounded queue to a writer thread. A caller of {@link #put} never waits, not even for a lock. If
 * the writer is slow or stuck and the queue is full, elements are dropped and counted.
 */
final class Spool<E> {
  /** Writes on the spool's thread, where it may wait. */
  interface Writer<E> {
    void write(E element);

    /** Called when the queue is empty, and from time to time while it stays empty. */
    default void flush() {}

    /** Called at the end, when everything is written. */
    default void close() {}
  }

  private static final Logger LOG = System.getLogger(Spool.class.getName());

  /** How long {@link #close} should wait for a writer that is stuck. */
  static final Duration LAST_WRITES = Duration.ofSeconds(2);

  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Elements that arrive within this time are written together with a single wake-up. */
  private static final long GATHERING_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Queue<E> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicLong room;
  private final LongAdder dropped = new LongAdder();
  private final ToLongFunction<E> size;
  private final Writer<E> writer;
  private final Duration lastWrites;
  private final Thread thread;
  private boolean failing;
  private volatile boolean idle;
  private volatile boolean closing;

  /**
   * A spool whose thread is not started yet.
   *
   * @param capacity the largest sum of the waiting elements' sizes
   * @param lastWrites how long {@link #close} waits for the writer
   */
  Spool(String name, long capacity, ToLongFunction<E> size, Writer<E> writer, Duration lastWrites) {
    this.room = new AtomicLong(capacity);
    this.size = size;
    this.writer = writer;
    this.lastWrites = lastWrites;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  /** Starts writing, beginning with the elements that already wait. */
  void start() {
    thread.start();
  }

  /** Queues the element, or drops it if there is no room. */
  void put(E element) {
    long needed = size.applyAsLong(element);
    if (room.addAndGet(-needed) < 0) {
      room.addAndGet(needed);
      dropped.increment();
      return;
    }
    waiting.add(element);
    if (idle) {
      LockSupport.unpark(thread);
    }
  }

  /** The number of elements that were dropped. */
  long dropped() {
    return dropped.sum();
  }

  /** Makes the writer flush soon, even if there is no new element. */
  void wake() {
    LockSupport.unpark(thread);
  }

  private void run() {
    boolean last;
    do {
      last = closing;
      for (E element = waiting.poll(); element != null; element = waiting.poll()) {
        guarded(element);
        room.addAndGet(size.applyAsLong(element));
      }
      flush();
      if (!last) {
        await();
      }
    } while (!last);
    writer.close();
  }

  /** If the writer fails, this element is lost and the thread goes on. */
  private void guarded(E element) {
    try {
      writer.write(element);
    } catch (RuntimeException | Error e) {
      dropped.increment();
      report(e);
    }
  }

  private void flush() {
    try {
      writer.flush();
    } catch (RuntimeException | Error e) {
      report(e);
    }
  }

  /** Logs only the first failure, since a writer may fail for every element. */
  private void report(Throwable fault) {
    if (!failing) {
      failing = true;
      LOG.log(Level.ERROR, thread.getName() + " failed to write", fault);
    }
  }

  private void await() {
    idle = true;
    // Either put() sees that this thread is idle, or this thread sees the new element.
    if (waiting.isEmpty() && !closing) {
      LockSupport.parkNanos(this, IDLE_NANOS);
    }
    idle = false;
    if (!closing) {
      LockSupport.parkNanos(this, GATHERING_NANOS);
    }
  }

  /**
   * Writes all waiting elements, even if the spool was never started, then stops. Gives up if the
   * writer is stuck.
   *
   * @return whether everything was written
   */
  boolean close() {
    closing = true;
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
    LockSupport.unpark(thread);
    try {
      return thread.join(lastWrites);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
