package io.heddle.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets everything run that waits for a carrier, while virtual threads of the server keep all
 * carriers busy. There is one for the JVM, like the scheduler.
 *
 * <p>The scheduler of JDK 25 has many queues: one of each carrier, for threads that it has woken or
 * that have yielded on it, and others for threads that were started, or woken by a timer or another
 * platform thread. A carrier stays with one queue until that is empty. Under full load, a queue may
 * never be, since each request is followed by another one. Then the threads in the other queues
 * wait for as long as the load lasts: new connections, handlers that sleep, and the JDK's thread
 * that finds out which sockets are ready.
 *
 * <p>Therefore a messenger is sent now and then, a virtual thread that wakes itself by a timer. If
 * that takes long, the carriers are busy, and the server's threads rest before they begin with
 * another request. Soon the carriers have nothing to do but what has waited. When the messenger
 * finds them idle, it wakes the threads that rest.
 */
public final class Intermission {
  /** When a messenger is late, and when the next one may be sent after it has arrived. */
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** The next one is sent later if many have rested, which costs each about 1 % of this. */
  private static final long NANOS_PER_THREAD = TimeUnit.MICROSECONDS.toNanos(50);

  /** One of so many requests sends a messenger if one is due, so it costs each one little. */
  private static final int REQUESTS_PER_MESSENGER = 64;

  /** How long a messenger sleeps at a time: about the shortest time that a timer can measure. */
  private static final long SLEEP_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

  /** If it sleeps for longer than this, others have run meanwhile. */
  private static final long OVERSLEPT_NANOS = TimeUnit.MICROSECONDS.toNanos(150);

  /** If there is always something else to run, the others rest no longer than this. */
  private static final long MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

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

  /** Rests if the messenger is awaited; otherwise sends one now and then. */
  private static boolean rest() {
    Messenger messenger = LATEST.get();
    if (messenger.isAwaited()) {
      messenger.await();
      return true;
    }
    if (messenger.mayBeFollowed()
        && ThreadLocalRandom.current().nextInt(REQUESTS_PER_MESSENGER) == 0) {
      sendAfter(messenger);
    }
    return false;
  }

  private static void sendAfter(Messenger before) {
    Messenger messenger = new Messenger();
    if (LATEST.compareAndSet(before, messenger)) {
      try {
        Thread.ofVirtual().start(messenger);
      } catch (RuntimeException | Error e) {
        messenger.arrive();
        throw e;
      }
    }
  }

  private static final class Messenger implements Runnable {
    private final Queue<Thread> resting = new ConcurrentLinkedQueue<>();

    /** When it is late; once it has arrived, when the next one may be sent. */
    private volatile long dueNanos = System.nanoTime() + INTERVAL_NANOS;

    private volatile boolean hasOverslept;
    private volatile boolean hasArrived;

    boolean isAwaited() {
      return !hasArrived && (hasOverslept || isDue());
    }

    boolean mayBeFollowed() {
      return hasArrived && isDue();
    }

    private boolean isDue() {
      return System.nanoTime() - dueNanos >= 0;
    }

    /** Rests until it arrives. An interrupt does not end that. */
    void await() {
      resting.add(Thread.currentThread());
      boolean interrupted = false;
      while (!hasArrived) {
        LockSupport.park(this);
        interrupted |= Thread.interrupted(); // an interrupted thread would not park
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void run() {
      try {
        hasOverslept = isDue() || oversleeps();
        long end = System.nanoTime() + MAX_NANOS;
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

    /** Wakes all that rest. */
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
