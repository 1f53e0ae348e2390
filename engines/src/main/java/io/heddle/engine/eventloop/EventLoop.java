package io.heddle.engine.eventloop;

import io.heddle.connection.Outbound;
import io.heddle.connection.Protocol;
import io.heddle.connection.Timeouts;
import io.heddle.engine.Admission;
import io.heddle.engine.ConnectionCount;
import io.heddle.engine.EngineObserver;
import io.heddle.engine.Intermission;
import io.heddle.engine.Listener;
import io.heddle.engine.PhaseCount;
import io.heddle.engine.Probe;
import io.heddle.engine.SocketWire;
import io.heddle.engine.Trouble;
import io.heddle.http.Blocking;
import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An event loop: a thread that waits until any of its sockets is ready, or another thread gives it
 * a task. It never waits for anything else.
 */
final class EventLoop {
  private static final Trouble TROUBLE = Trouble.of(EventLoop.class);

  /** How long a handler that breaks its promise never to block may delay the end of its loop. */
  private static final long MAX_END_MILLIS = 1_000;

  /** After this many tasks the sockets get a turn, however many tasks are left. */
  private static final int MAX_TASKS = 256;

  private final Protocol protocol;
  private final ConnectionCount count;
  private final EngineObserver observer;
  private final Workforce workforce;
  private final PhaseCount phases = new PhaseCount();
  private final LoopLoad load = new LoopLoad();
  private final Consumer<SelectionKey> ready = this::serve;
  private final Outbound outbound = new LoopOutbound(this);
  private final Selector selector;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isWoken = new AtomicBoolean();
  private final Thread thread;
  private final List<Acceptor> acceptors = new ArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private @Nullable Timeouts timeouts;
  private long sweepMillis;
  private volatile boolean stopped;
  private volatile boolean ended;

  EventLoop(Protocol protocol, ConnectionCount count, EngineObserver observer, Workforce workforce)
      throws IOException {
    this.protocol = protocol;
    this.count = count;
    this.observer = observer;
    this.workforce = workforce;
    this.selector = Selector.open();
    this.thread = Thread.ofPlatform().daemon().unstarted(this::run);
  }

  void start(String name) {
    thread.setName(name);
    thread.start();
  }

  Protocol protocol() {
    return protocol;
  }

  /** The way to other servers, which only the loop's thread uses. */
  Outbound outbound() {
    return outbound;
  }

  Selector selector() {
    return selector;
  }

  /** Makes this loop accept connections. Call it before the loop starts, or on its thread. */
  void accept(Acceptor accepting) throws IOException {
    accepting.register(selector);
    acceptors.add(accepting);
  }

  /** Makes this loop accept connections soon. Any thread may call this. */
  void acceptSoon(Acceptor accepting) {
    execute(
        () -> {
          try {
            accept(accepting);
          } catch (IOException | ClosedSelectorException e) {
            failed("a loop cannot accept connections", e);
          }
        });
  }

  private void run() {
    long nextSweep = System.nanoTime();
    while (!stopped) {
      long intervalMillis = sweepMillis();
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
    runAllTasks();
    discard();
    ended = true;
    runAllTasks();
  }

  /** The time between two sweeps, which is computed only when the timeouts have changed. */
  @SuppressWarnings("ReferenceEquality") // equal timeouts in another object only cost a little time
  private long sweepMillis() {
    Timeouts now = protocol.timeouts();
    if (now != timeouts) {
      timeouts = now;
      sweepMillis = now.sweepInterval().toMillis();
    }
    return sweepMillis;
  }

  /** Waits for sockets to be ready and serves them; returns how many. */
  private int await(long mostMillis) {
    int events = 0;
    try {
      events = tasks.isEmpty() ? selector.select(ready, mostMillis) : selector.selectNow(ready);
    } catch (IOException e) {
      failed("a loop cannot wait for its sockets", e);
      LockSupport.parkNanos(mostMillis * 1_000_000);
    }
    load.wake();
    return events;
  }

  /** The wait ends when the first socket is served; the selector returns only after the last. */
  private void serve(SelectionKey key) {
    load.wake();
    guarded(((Selected) key.attachment())::ready);
  }

  private void sweep(long nowNanos) {
    phases.begin();
    forEach(selected -> selected.sweep(nowNanos, phases));
    Intermission.relieve();
    phases.end();
  }

  /** Closes the selector. Other threads may call this only if the loop never starts. */
  void discard() {
    try {
      selector.close();
    } catch (IOException e) {
      TROUBLE.warn("closing a selector", e);
    }
  }

  private void runTasks() {
    isWoken.set(false);
    for (int i = 0; i < MAX_TASKS; i++) {
      Runnable task = tasks.poll();
      if (task == null) {
        return;
      }
      guarded(task);
    }
  }

  private void runAllTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      guarded(task);
    }
  }

  /** A fault of one connection must not end the loop, which serves all the others. */
  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      failed("a loop's task failed", e);
    }
  }

  /** Reports a fault on this loop, or on a worker. */
  void failed(String what, Throwable fault) {
    if (fault instanceof VirtualMachineError error) {
      observer.fatal(error);
    }
    TROUBLE.error(what, fault);
  }

  private void forEach(Consumer<Selected> action) {
    for (SelectionKey key : selector.keys()) {
      guarded(() -> action.accept((Selected) key.attachment()));
    }
  }

  boolean isOwnThread() {
    return Thread.currentThread().equals(thread);
  }

  /**
   * Runs a task on the loop soon. Any thread may call this. After the loop has ended, a worker that
   * comes back late runs the task itself; all sockets are closed by then.
   */
  void execute(Runnable task) {
    tasks.add(task);
    if (ended) {
      runAllTasks();
    } else if (!isOwnThread() && isWoken.compareAndSet(false, true)) {
      selector.wakeup();
    }
  }

  /** The workers for calls that block this long. */
  Team workers(Blocking blocking) {
    return workforce.team(blocking);
  }

  /** Makes the loop serve a probe. Any thread may call this. */
  void serve(Probe probe) {
    execute(
        () -> {
          try {
            new LoopProbe(probe).register(selector);
          } catch (IOException | ClosedSelectorException e) {
            probe.close();
          }
        });
  }

  PhaseCount phases() {
    return phases;
  }

  LoopLoad load() {
    return load;
  }

  /** How many connections it has, or is about to have. Any thread may call this. */
  int connections() {
    return connections.get();
  }

  /** Takes over an accepted connection. Called on the accepting loop's thread. */
  void adopt(SocketChannel channel, Protocol spoken) {
    Admission admission = count.enter();
    if (admission == Admission.DROPPED) {
      SocketWire.close(channel);
      return;
    }
    connections.incrementAndGet();
    if (isOwnThread()) {
      open(channel, spoken, admission);
    } else {
      execute(() -> open(channel, spoken, admission));
    }
  }

  private void open(SocketChannel channel, Protocol spoken, Admission admission) {
    LoopConnection connection;
    try {
      if (stopped) {
        throw new IOException("the loop has ended");
      }
      connection = new LoopConnection(this, channel, spoken, admission, count.nextSerial());
    } catch (IOException clientGone) {
      SocketWire.close(channel);
      closed(admission);
      return;
    } catch (RuntimeException | Error e) {
      SocketWire.close(channel);
      closed(admission);
      throw e;
    }
    connection.begin();
  }

  /** Reports that a connection's socket is closed. */
  void closed(Admission admission) {
    connections.decrementAndGet();
    count.leave(admission);
  }

  /** Makes the loop leave these listeners. The result opens when it has. */
  CountDownLatch leave(List<Listener> gone) {
    return run(
        () -> {
          for (Acceptor acceptor : List.copyOf(acceptors)) {
            if (gone.contains(acceptor.listener())) {
              acceptors.remove(acceptor);
              leave(acceptor);
            }
          }
        });
  }

  private void leave(Acceptor acceptor) {
    try {
      acceptor.leave(selector, ready);
    } catch (IOException e) {
      failed("a loop cannot stop accepting", e);
    }
  }

  /** Runs a task on the loop soon. The result opens when it has ended. */
  CountDownLatch run(Runnable task) {
    CountDownLatch done = new CountDownLatch(1);
    execute(
        () -> {
          try {
            task.run();
          } finally {
            done.countDown();
          }
        });
    return done;
  }

  /** Makes the loop check its deadlines soon. Any thread may call this. */
  void wake() {
    selector.wakeup();
  }

  /** Ends the loop and its connections. Any thread may call this. */
  void stop() {
    stopped = true;
    selector.wakeup();
  }

  /**
   * Waits until the loop's sockets are closed: the selector closes them when it is closed itself.
   */
  void awaitEnd() {
    try {
      thread.join(MAX_END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
