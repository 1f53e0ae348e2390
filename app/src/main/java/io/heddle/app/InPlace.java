package io.heddle.app;

import io.heddle.engine.Engine;
import io.heddle.exchange.Service;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** The configuration in place, and how another one takes its place. Any thread may use it. */
final class InPlace {
  private final Engine engine;
  private final Service service;
  private final ServedSite.Surroundings around;

  /** Only a thread that holds this object's lock replaces it. */
  private volatile State state;

  /**
   * What is in place.
   *
   * @param addresses where the server listens, with the actual ports
   */
  private record State(Serving serving, List<InetSocketAddress> addresses) {}

  /**
   * Puts the first configuration in place.
   *
   * @param engine listens as the configuration says
   * @param service has the settings of the configuration
   */
  InPlace(Serving first, Engine engine, Service service, ServedSite.Surroundings around) {
    this.engine = engine;
    this.service = service;
    this.around = around;
    this.state = new State(first, engine.addresses());
    first.begin(engine.addresses());
  }

  /**
   * Puts another configuration in place, at once and completely. Requests that have begun keep the
   * settings that they began with.
   *
   * @throws StartupException if a part of it cannot be used: nothing has changed then
   */
  synchronized void replace(Configuration next) throws StartupException {
    Serving before = state.serving();
    Serving after = before.next(next, around);
    try {
      engine.listen(after.listening().listeners(), addresses -> use(after, addresses));
    } catch (IOException e) {
      throw ListenFailure.of(e, next, addresses());
    } catch (IllegalStateException e) {
      throw new StartupException("the server is stopping", e);
    } finally {
      Serving used = state.serving();
      (used.equals(after) ? before : after).closeExceptFor(used);
    }
  }

  private void use(Serving after, List<InetSocketAddress> addresses) {
    after.begin(addresses);
    state = new State(after, addresses);
    service.apply(after.settings());
  }

  Configuration configuration() {
    return state.serving().configuration();
  }

  /** All addresses that the server listens on, with the real ports. */
  List<InetSocketAddress> addresses() {
    return state.addresses();
  }

  /** The first address for HTTPS; empty if it is off. */
  Optional<InetSocketAddress> tlsAddress() {
    State now = state;
    int index = now.serving().listening().firstEncrypted();
    return index < 0 ? Optional.empty() : Optional.of(now.addresses().get(index));
  }

  /** The URLs of the server. */
  List<String> urls() {
    State now = state;
    return now.serving().listening().urls(now.addresses());
  }
}
