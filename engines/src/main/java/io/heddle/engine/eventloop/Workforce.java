package io.heddle.engine.eventloop;

import io.heddle.engine.EngineObserver;
import io.heddle.engine.Meter;
import io.heddle.http.Blocking;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * The running workers of an engine. Calls that only read the disk have a team of their own, so that
 * a file never waits behind handlers that wait for something else. Any thread may lend to them.
 */
final class Workforce {
  /** With this many probes waiting, more would show nothing new. */
  private static final int MAX_PROBES = 64;

  private final Team handlers;
  private final Team readers;
  private final EngineObserver observer;

  /** The send times of probes that no worker has reached, oldest first. */
  private final Queue<Long> probes = new ConcurrentLinkedQueue<>();

  Workforce(Workers workers, EngineObserver observer) {
    this.handlers = new Team("handlers", workers.start(), observer);
    this.readers = new Team("readers", workers.startReaders(), observer);
    this.observer = observer;
  }

  /** The team for calls that block this long. */
  Team team(Blocking blocking) {
    return blocking == Blocking.BRIEFLY ? readers : handlers;
  }

  /** Queues a probe like a call, and reports to the observer how late a worker reaches it. */
  void probe() {
    if (probes.size() == MAX_PROBES) {
      return;
    }
    long sent = System.nanoTime();
    probes.add(sent);
    boolean isQueued =
        handlers.queue(
            () -> {
              probes.remove(sent);
              observer.borrowed(System.nanoTime() - sent);
            });
    if (!isQueued) {
      probes.remove(sent);
    }
  }

  /** The metrics of both teams. */
  List<Meter> meters() {
    return Stream.of(handlers, readers).flatMap(team -> team.meters().stream()).toList();
  }

  /** Lets the threads end. */
  void end() {
    handlers.end();
    readers.end();
  }
}
