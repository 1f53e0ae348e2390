package io.heddle.engine.epoll;

import io.heddle.connection.Protocol;
import io.heddle.connection.Timeouts;
import io.heddle.engine.Census;
import io.heddle.engine.ConnectionCount;
import io.heddle.engine.ConnectionCount.Admission;
import io.heddle.engine.Probe;
import io.heddle.engine.Trouble;
import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * One event loop: a thread that waits for any of its sockets to be ready, and for tasks that other
 * threads give it. It never waits for anything else.
 */
final class EpollLoop {
  private static final Trouble TROUBLE = Trouble.of(EpollLoop.class);

  /** How long a handler that promised never to wait may hold up the end of its loop. */
  private static final long MOST_END_MILLIS = 1_000;

  final Protocol protocol;
  final Timeouts timeouts;

  private final ConnectionCount count;
  private final Workforce workers;
  private final Census census = new Census();
  private final LoopLoad load = new LoopLoad();
  private final Consumer<SelectionKey> ready = this::serve;
  private final Selector selector;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isWoken = new AtomicBoolean();
  private final Thread thread;
  private volatile boolean stopped;
  private volatile boolean ended;

  EpollLoop(Protocol protocol, Timeouts timeouts, ConnectionCount count, Workforce workers)
      throws IOException {
    this.protocol = protocol;
    this.timeouts = timeouts;
    this.count = count;
    this.workers = workers;
    this.selector = Selector.open();
    this.thread = Thread.ofPlatform().daemon().unstarted(this::run);
  }

  void start(String name) {
    thread.setName(name);
    thread.start();
  }

  Selector selector() {
    return selector;
  }

  /** Makes this the loop that accepts. To be called before it starts. */
  void accept(Acceptor acceptor) throws IOException {
    acceptor.register(selector);
  }

  private void run() {
    long intervalMillis = timeouts.sweepInterval().toMillis();
    long nextSweep = System.nanoTime() + intervalMillis * 1_000_000;
    while (!stopped) {
      int events = await(intervalMillis);
      runTasks();
      long now = System.nanoTime();
      if (now - nextSweep >= 0) {
        nextSweep = now + intervalMillis * 1_000_000;
        sweep(now);
        now = System.nanoTime();
      }
      load.turned(events, now);
    }
    forEach(Selected::abort);
    runTasks();
    discard();
    ended = true;
    runTasks();
  }

  /** Waits for sockets to be ready and serves them; how many. */
  private int await(long mostMillis) {
    int events = 0;
    try {
      events = selector.select(ready, mostMillis);
    } catch (IOException e) {
      TROUBLE.error("a loop cannot wait for its sockets", e);
      LockSupport.parkNanos(mostMillis * 1_000_000);
    }
    load.wake();
    return events;
  }

  /** The first to be served ends the wait: the selector returns only after the last. */
  private void serve(SelectionKey key) {
    load.wake();
    guarded(((Selected) key.attachment())::ready);
  }

  private void sweep(long nowNanos) {
    census.begin();
    forEach(selected -> selected.sweep(nowNanos, census));
    census.end();
  }

  /** Closes the selector. To be called by others only if the loop never starts. */
  void discard() {
    try {
      selector.close();
    } catch (IOException e) {
      TROUBLE.warn("closing a selector", e);
    }
  }

  private void runTasks() {
    isWoken.set(false);
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      guarded(task);
    }
  }

  /** No fault of one connection may end the loop, which is the life of all the others. */
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      TROUBLE.error("a loop's task failed", e);
    }
  }

  private void forEach(Consumer<Selected> action) {
    for (SelectionKey key : selector.keys()) {
      guarded(() -> action.accept((Selected) key.attachment()));
    }
  }

  private boolean isOwnThread() {
    return Thread.currentThread().equals(thread);
  }

  /**
   * Has the loop do this soon. Any thread may call it. When the loop has ended, a worker that comes
   * back late finds all sockets closed, and clears up itself.
   */
  void execute(Runnable task) {
    tasks.add(task);
    if (ended) {
      runTasks();
    } else if (!isOwnThread() && isWoken.compareAndSet(false, true)) {
      selector.wakeup();
    }
  }

  /** Gives work that may wait to a worker. */
  void lend(Loan loan) {
    workers.lend(loan);
  }

  /** Has the loop serve a probe. Any thread may call it. */
  void serve(Probe probe) {
    execute(
        () -> {
          try {
            new EpollProbe(probe).register(selector);
          } catch (IOException | ClosedSelectorException e) {
            probe.close();
          }
        });
  }

  Census census() {
    return census;
  }

  LoopLoad load() {
    return load;
  }

  /** Takes over a connection that has been accepted. The accepting loop's thread calls it. */
  void adopt(SocketChannel channel) {
    Admission admission = count.enter();
    if (admission == Admission.DROPPED) {
      EpollConnection.close(channel);
    } else if (isOwnThread()) {
      open(channel, admission);
    } else {
      execute(() -> open(channel, admission));
    }
  }

  private void open(SocketChannel channel, Admission admission) {
    EpollConnection connection;
    try {
      connection = new EpollConnection(this, channel, admission);
    } catch (IOException clientGone) {
      EpollConnection.close(channel);
      count.leave(admission);
      return;
    } catch (RuntimeException | Error e) {
      EpollConnection.close(channel);
      count.leave(admission);
      throw e;
    }
    connection.begin();
  }

  /** Says that a connection's socket is closed. */
  void closed(Admission admission) {
    count.leave(admission);
  }

  /** Ends the idle connections. Any thread may call it. */
  void drain() {
    execute(() -> forEach(Selected::drain));
  }

  /** Ends the loop and its connections. Any thread may call it. */
  void stop() {
    stopped = true;
    selector.wakeup();
  }

  /**
   * Waits until the loop's sockets are closed: that a closed socket is free, its selector decides.
   */
  void awaitEnd() {
    try {
      thread.join(MOST_END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
