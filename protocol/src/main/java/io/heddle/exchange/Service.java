package io.heddle.exchange;

import io.heddle.connection.Timeouts;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.RequestHead;
import io.heddle.http.RequestId;
import io.heddle.http.Site;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A site being served: its current settings, its observer, and whether it is draining. All
 * protocols and connections of a server share one, or its {@linkplain #part parts}. Thread-safe.
 */
public final class Service {
  private final GuardedObserver observer;
  private final LongSupplier nanoTime;

  /** The service that this is a part of; null if it is whole. */
  private final @Nullable Service whole;

  /** Empty in a part that follows the whole. */
  private final AtomicReference<@Nullable State> own;

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
    this(null, State.of(settings, false), new GuardedObserver(observer), nanoTime);
  }

  private Service(
      @Nullable Service whole,
      @Nullable State own,
      GuardedObserver observer,
      LongSupplier nanoTime) {
    this.whole = whole;
    this.own = new AtomicReference<>(own);
    this.observer = observer;
    this.nanoTime = nanoTime;
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
    return state().settings;
  }

  private State state() {
    return orOfWhole(own.get());
  }

  private State orOfWhole(@Nullable State known) {
    return known != null ? known : Objects.requireNonNull(whole).state();
  }

  /** Applies these settings to new requests; requests in progress keep theirs. */
  public void apply(Settings next) {
    own.updateAndGet(now -> State.of(next, orOfWhole(now).draining));
  }

  /**
   * A part of the service, for some of its connections. It has the settings of the whole, and
   * drains with it. If it is drained on its own, it keeps the settings that it has then.
   */
  public Service part() {
    return new Service(this, null, observer, nanoTime);
  }

  /** How long connections may currently stay in each phase. */
  public Timeouts timeouts() {
    return state().timeouts;
  }

  /** Ends each connection from now on, with its next response or when it is quiet. */
  public void drain() {
    own.updateAndGet(now -> State.of(orOfWhole(now).settings, true));
  }

  public boolean isDraining() {
    return state().draining;
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
    return new Call(observer, nanoTime, current, connection, id, line);
  }
}
