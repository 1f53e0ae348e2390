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
 * A bounded queue to a thread that writes. Those who have something to be written never wait, not
 * even for a lock; what finds no room because the writing is slow or stuck is dropped and counted.
 */
final class Spool<E> {
  /** Writes, on the spool's thread, and may wait there. */
  interface Writer<E> {
    void write(E element);

    /** Is called when nothing more waits, and at times when nothing has come. */
    default void flush() {}

    /** Is called at the end, when all is written. */
    default void close() {}
  }

  private static final Logger LOG = System.getLogger(Spool.class.getName());

  /** How long the end may wait for a writer that is stuck. */
  private static final Duration LAST_WRITES = Duration.ofSeconds(2);

  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** What comes within this time is written together, and does not have to wake the thread. */
  private static final long GATHERING_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Queue<E> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicLong room;
  private final LongAdder dropped = new LongAdder();
  private final ToLongFunction<E> size;
  private final Writer<E> writer;
  private final Thread thread;
  private boolean failing;
  private volatile boolean idle;
  private volatile boolean closing;

  /**
   * A spool that does not write yet.
   *
   * @param capacity how much may wait, as the sum of the elements' sizes
   */
  Spool(String name, long capacity, ToLongFunction<E> size, Writer<E> writer) {
    this.room = new AtomicLong(capacity);
    this.size = size;
    this.writer = writer;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  /** Begins to write. What was put before waits for that. */
  void start() {
    thread.start();
  }

  /** Has the element written, soon and elsewhere, or drops it. */
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

  /** How many elements were dropped. */
  long dropped() {
    return dropped.sum();
  }

  /** Has the writer flush soon, although nothing comes. */
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

  /** A writer that fails loses this element, and not the thread. */
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

  /** Of such faults only the first is logged: a writer that fails may do so for each element. */
  private void report(Throwable fault) {
    if (!failing) {
      failing = true;
      LOG.log(Level.ERROR, thread.getName() + " failed to write", fault);
    }
  }

  private void await() {
    idle = true;
    // Whoever puts an element sees that this is idle, or this sees the element.
    if (waiting.isEmpty() && !closing) {
      LockSupport.parkNanos(this, IDLE_NANOS);
    }
    idle = false;
    if (!closing) {
      LockSupport.parkNanos(this, GATHERING_NANOS);
    }
  }

  /**
   * Ends once all is written that was put before, even if it was never started; gives up on a
   * writer that is stuck.
   *
   * @return whether all was written
   */
  boolean close() {
    closing = true;
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
    LockSupport.unpark(thread);
    try {
      return thread.join(LAST_WRITES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
