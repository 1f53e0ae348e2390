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
 * A site being served: its current settings, its observer, and whether it is draining. All
 * protocols and connections of a server share one. Thread-safe.
 */
public final class Service {
  private final Observer observer;
  private final LongSupplier nanoTime;
  private final AtomicReference<State> state;

  /** The parts that may change while connections are served. */
  private record State(Settings settings, Timeouts timeouts, boolean draining) {
    static State of(Settings settings, boolean draining) {
      Timeouts timeouts = settings.timeouts();
      return new State(settings, draining ? timeouts.draining() : timeouts, draining);
    }
  }

  /**
   * A service that times requests.
   *
   * @param nanoTime a monotonic clock in nanoseconds, read twice per request
   */
  public Service(Settings settings, Observer observer, LongSupplier nanoTime) {
    this.observer = new GuardedObserver(observer);
    this.nanoTime = nanoTime;
    this.state = new AtomicReference<>(State.of(settings, false));
  }

  /** A service that does not time requests. */
  public Service(Settings settings, Observer observer) {
    this(settings, observer, () -> 0);
  }

  /**
   * A service with standard limits; it logs faults to the system logger and has no other observer.
   */
  public static Service of(Site site) {
    return of(Settings.of(site));
  }

  /** A service by these settings; faults go to the system's log, nobody else observes. */
  public static Service of(Settings settings) {
    return new Service(settings, new FaultLog());
  }

  /** Logs the faults of handlers. */
  private static final class FaultLog implements Observer {
    private static final Logger LOG = System.getLogger(Service.class.getName());

    @Override
    public void failed(Exchange soFar, Throwable failure) {
      LOG.log(Level.ERROR, "the handler of " + soFar.route().name() + " failed", failure);
    }
  }

  /** The observer; its exceptions are logged and not thrown on. */
  public Observer observer() {
    return observer;
  }

  public Settings settings() {
    return state.get().settings;
  }

  /** Applies these settings to new requests; requests in progress keep theirs. */
  public void apply(Settings next) {
    state.updateAndGet(now -> State.of(next, now.draining));
  }

  /** How long connections may currently stay in each phase. */
  public Timeouts timeouts() {
    return state.get().timeouts;
  }

  /** Ends each connection from now on, with its next response or when it is quiet. */
  public void drain() {
    state.updateAndGet(now -> State.of(now.settings, true));
  }

  public boolean isDraining() {
    return state.get().draining;
  }

  /**
   * Begins a request whose head is complete.
   *
   * @param current the settings used to read the head
   */
  public Call begin(RequestHead head, RequestId id, Settings current) {
    Forwarding forwarding = current.forwarding();
    return new Call(observer, nanoTime, current, forwarding.seen(head), forwarding.named(head, id));
  }

  /**
   * Begins a request that is refused before its head is complete.
   *
   * @param line the request line as far as it was read
   * @param current the settings used to read it
   */
  public Call refused(ConnectionInfo connection, RequestId id, String line, Settings current) {
    return new Call(observer, current, connection, id, line);
  }
}
