package io.heddle.engine;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine observer that records its calls. */
final class Watcher implements EngineObserver {
  private final Trap trap = new Trap();
  private final Queue<Admission> admissions = new ConcurrentLinkedQueue<>();
  private final AtomicInteger refusedClients = new AtomicInteger();
  private final AtomicInteger acceptFailures = new AtomicInteger();
  private final Queue<Boolean> handshakes = new ConcurrentLinkedQueue<>();
  private final Queue<Long> probes = new ConcurrentLinkedQueue<>();
  private final Queue<Long> borrowings = new ConcurrentLinkedQueue<>();

  @Override
  public void admitted(Admission admission) {
    admissions.add(admission);
    trap.reach(Moment.ADMITTED);
  }

  @Override
  public void clientRefused() {
    refusedClients.incrementAndGet();
  }

  @Override
  public void acceptFailed() {
    acceptFailures.incrementAndGet();
  }

  @Override
  public void handshakeEnded(boolean isComplete) {
    handshakes.add(isComplete);
  }

  @Override
  public void probed(long delayNanos) {
    probes.add(delayNanos);
    trap.reach(Moment.PROBED);
  }

  @Override
  public void borrowed(long delayNanos) {
    borrowings.add(delayNanos);
    trap.reach(Moment.BORROWED);
  }

  /** Actions to run inside the observer's calls. */
  Trap trap() {
    return trap;
  }

  Map<Admission, Integer> admissions() {
    Map<Admission, Integer> counts = new EnumMap<>(Admission.class);
    admissions.forEach(admission -> counts.merge(admission, 1, Integer::sum));
    return counts;
  }

  /** How many connections were refused because of their client. */
  int refusedClients() {
    return refusedClients.get();
  }

  /** How many attempts to accept have failed. */
  int acceptFailures() {
    return acceptFailures.get();
  }

  /** Whether each handshake was completed. */
  List<Boolean> handshakes() {
    return List.copyOf(handshakes);
  }

  /** How long each probe waited, in nanoseconds. */
  List<Long> probes() {
    return List.copyOf(probes);
  }

  /** How long each lent connection waited for a worker, in nanoseconds. */
  List<Long> borrowings() {
    return List.copyOf(borrowings);
  }
}
