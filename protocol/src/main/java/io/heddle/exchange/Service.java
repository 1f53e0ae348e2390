package io.heddle.exchange;

import io.heddle.connection.Timeouts;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.RequestHead;
import io.heddle.http.RequestId;
import io.heddle.http.Site;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * A site that is served: its settings of the moment, who observes it, and whether it is about to
 * end. All protocols and connections of a server share one. Any thread may use it.
 */
public final class Service {
  private final Observer observer;
  private final LongSupplier nanoTime;
  private final AtomicReference<State> state;

  /** What may change while connections are served. */
  private record State(Settings settings, Timeouts timeouts, boolean draining) {
    static State of(Settings settings, boolean draining) {
      Timeouts timeouts = settings.timeouts();
      return new State(settings, draining ? timeouts.draining() : timeouts, draining);
    }
  }

  /**
   * A service whose requests are timed.
   *
   * @param nanoTime nanoseconds of a clock that never goes back, read twice a request
   */
  public Service(Settings settings, Observer observer, LongSupplier nanoTime) {
    this.observer = new GuardedObserver(observer);
    this.nanoTime = nanoTime;
    this.state = new AtomicReference<>(State.of(settings, false));
  }

  /** A service whose requests are not timed. */
  public Service(Settings settings, Observer observer) {
    this(settings, observer, () -> 0);
  }

  /** A site within the standard bounds; faults go to the system's log, nobody else observes. */
  public static Service of(Site site) {
    return new Service(Settings.of(site), new FaultLog());
  }

  /** Logs what a handler does wrong. */
  private static final class FaultLog implements Observer {
    private static final Logger LOG = System.getLogger(Service.class.getName());

    @Override
    public void failed(Exchange soFar, Throwable failure) {
      LOG.log(Level.ERROR, "the handler of " + soFar.route().name() + " failed", failure);
    }
  }

  /** Who is told of what happens. What the observer throws is logged and goes no further. */
  public Observer observer() {
    return observer;
  }

  public Settings settings() {
    return state.get().settings;
  }

  /** Serves by these settings from now on; requests under way keep those that they began with. */
  public void apply(Settings next) {
    state.updateAndGet(now -> State.of(next, now.draining));
  }

  /** How long connections may stay in each phase, at this moment. */
  public Timeouts timeouts() {
    return state.get().timeouts;
  }

  /** From now on each connection ends with its next response, or when it is quiet. */
  public void drain() {
    state.updateAndGet(now -> State.of(now.settings, true));
  }

  public boolean isDraining() {
    return state.get().draining;
  }

  /**
   * Begins with a request whose head is complete.
   *
   * @param current the settings by which its head was read
   */
  public Call begin(RequestHead head, RequestId id, Settings current) {
    return new Call(observer, nanoTime, current, head, id);
  }

  /**
   * A request that is refused before its head is complete.
   *
   * @param line as far as it was read
   * @param current the settings by which it was read
   */
  public Call refused(ConnectionInfo connection, RequestId id, String line, Settings current) {
    return new Call(observer, current, connection, id, line);
  }
}
