package io.heddle.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Gives whatever is waiting for a carrier a chance to run while the server's own virtual threads
 * keep all carriers busy. The whole JVM shares one, as it shares the scheduler.
 *
 * <p>The scheduler of JDK 25 has many queues: one of each carrier, for threads that it has woken or
 * that have yielded on it, and others, mostly for threads that were started, or woken by a timer or
 * another platform thread. A carrier stays with one queue until that is empty. Under full load, a
 * queue may never be, since each request is followed by another one. Then the threads in the other
 * queues wait for as long as the load lasts: new connections, handlers that sleep, and the JDK's
 * thread that finds out which sockets are ready.
 *
 * <p>Therefore a messenger is sent now and then, a virtual thread that sleeps for a moment and is
 * woken by a timer. If it is late, the carriers are busy, and the server's threads rest before they
 * begin with another request. Soon the carriers have nothing to do but what has waited. When the
 * messenger finds them idle, it wakes the threads that rest.
 */
public final class Intermission {
  /** After how long a messenger counts as late, and how long after its arrival another is sent. */
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** If many threads rested, the next is sent later; a rest costs each about 1 % of this. */
  private static final long NANOS_PER_THREAD = TimeUnit.MICROSECONDS.toNanos(50);

  /** One of so many requests sends a messenger when one is due, so it costs each one little. */
  private static final int REQUESTS_PER_MESSENGER = 64;

  /** If no messenger has been sent for so long after it was due, the next request sends one. */
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** How long a messenger sleeps at a time: about the shortest sleep that a timer can manage. */
  private static final long SLEEP_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

  /** A longer sleep suggests that others ran meanwhile. */
  private static final long OVERSLEPT_NANOS = TimeUnit.MICROSECONDS.toNanos(150);

  /** A messenger that always finds others running gives up after this. */
  private static final long MAX_RUN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** If a messenger is so late, nobody waits for it any longer. */
  private static final long LOST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final AtomicReference<Messenger> LATEST = new AtomicReference<>(first());

  private Intermission() {}

  private static Messenger first() {
    Messenger messenger = new Messenger();
    messenger.arrive();
    return messenger;
  }

  /**
   * Lets others run before the next request of a connection: a few, or all if some have waited for
   * long. The connection's virtual thread calls this.
   */
  @SuppressWarnings("ThreadPriorityCheck") // no result depends on it
  public static void giveWay() {
    if (!rest()) {
      Thread.yield();
    }
  }

  /** Lets all others run if some have waited for long. A virtual thread calls this as it begins. */
  public static void begin() {
    rest();
  }

  /**
   * Ends a rest that has lasted for too long: the messenger may never come if memory is short, or
   * if threads that are not the server's never leave a carrier. Platform threads call this now and
   * then, as virtual threads may all rest.
   */
  public static void relieve() {
    Messenger messenger = LATEST.get();
    if (messenger.isLost()) {
      messenger.arrive();
    }
  }

  /** Rests if the messenger is late; otherwise sends one now and then. */
  private static boolean rest() {
    Messenger messenger = LATEST.get();
    try {
      if (messenger.isLate()) {
        messenger.await();
        return true;
      }
      if (messenger.isToBeFollowed()) {
        sendAfter(messenger);
      }
    } catch (OutOfMemoryError _) {
      // it goes on without a rest
    }
    return false;
  }

  private static void sendAfter(Messenger before) {
    Messenger messenger = new Messenger();
    if (LATEST.compareAndSet(before, messenger)) {
      boolean isSent = false;
      try {
        Thread.ofVirtual().start(messenger);
        isSent = true;
      } finally {
        if (!isSent) {
          messenger.arrive();
        }
      }
    }
  }

  private static final class Messenger implements Runnable {
    private final Queue<Thread> resting = new ConcurrentLinkedQueue<>();

    /** When it is late; once it has arrived, when the next one is due. */
    private volatile long dueNanos = System.nanoTime() + INTERVAL_NANOS;

    private volatile boolean hasArrived;

    boolean isLate() {
      return !hasArrived && overdueNanos() >= 0;
    }

    boolean isLost() {
      return !hasArrived && overdueNanos() >= LOST_NANOS;
    }

    boolean isToBeFollowed() {
      long overdue = hasArrived ? overdueNanos() : -1;
      return overdue >= 0
          && (overdue >= LONGEST_NANOS
              || ThreadLocalRandom.current().nextInt(REQUESTS_PER_MESSENGER) == 0);
    }

    private long overdueNanos() {
      return System.nanoTime() - dueNanos;
    }

    /** Rests until it arrives. An interrupt does not end that. */
    void await() {
      Thread own = Thread.currentThread();
      if (isLost()) {
        arrive();
      }
      resting.add(own);
      if (hasArrived) {
        resting.remove(own); // nobody may ever look there again
        return;
      }
      boolean interrupted = false;
      while (!hasArrived) {
        LockSupport.park(this);
        interrupted |= Thread.interrupted(); // an interrupted thread would not park
      }
      if (interrupted) {
        own.interrupt();
      }
    }

    @Override
    public void run() {
      try {
        oversleeps();
        long end = System.nanoTime() + MAX_RUN_NANOS;
        boolean hasOverslept = isLate();
        while (hasOverslept && System.nanoTime() - end < 0) {
          hasOverslept = oversleeps();
        }
      } finally {
        arrive();
      }
    }

    /** Sleeps; returns whether others have run meanwhile. */
    private static boolean oversleeps() {
      long began = System.nanoTime();
      LockSupport.parkNanos(SLEEP_NANOS);
      return System.nanoTime() - began > OVERSLEPT_NANOS;
    }

    /** Wakes all that rest. Any thread may call this, and again. */
    void arrive() {
      dueNanos = System.nanoTime() + INTERVAL_NANOS;
      hasArrived = true;
      int count = 0;
      for (Thread each = resting.poll(); each != null; each = resting.poll()) {
        LockSupport.unpark(each);
        count++;
      }
      dueNanos = System.nanoTime() + Math.max(INTERVAL_NANOS, count * NANOS_PER_THREAD);
    }
  }
}
