package io.heddle.engine;

import io.heddle.connection.Protocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * The listening sockets of an engine, which change while it runs. Only one thread at a time may
 * change them; any thread may ask for their addresses.
 */
public final class Listeners {
  /** Which socket is meant by a configuration, from the surest sign to the weakest. */
  private static final List<BiPredicate<Listener, ListenerConfig>> SIGNS =
      List.of(
          (listener, wanted) -> isSame(listener.address(), wanted.address()),
          (listener, wanted) -> listener.configured().equals(wanted),
          (listener, wanted) -> isSame(listener.configured().address(), wanted.address()));

  private final Protocol protocol;
  private final EngineConfig config;
  private volatile List<Listener> current = List.of();

  /** No listeners yet. */
  public Listeners(Protocol protocol, EngineConfig config) {
    this.protocol = protocol;
    this.config = config;
  }

  /**
   * A change that has not begun. All sockets of it are open.
   *
   * @param wanted the configuration
   * @param all the listeners from now on, in the order of the configuration
   * @param added those of them that are new
   * @param gone the listeners that are not wanted any more
   */
  public record Change(
      List<ListenerConfig> wanted, List<Listener> all, List<Listener> added, List<Listener> gone) {
    /** Where the listeners will be. */
    public List<InetSocketAddress> addresses() {
      return all.stream().map(Listener::address).toList();
    }
  }

  /**
   * Opens the sockets that a configuration needs in addition. A socket stays if its address is
   * configured again, with any layer.
   *
   * @throws IOException when one cannot be opened; no new one is open then
   */
  public Change open(List<ListenerConfig> wanted) throws IOException {
    List<Listener> gone = new ArrayList<>(current);
    Map<Integer, Listener> all = new TreeMap<>();
    for (BiPredicate<Listener, ListenerConfig> sign : SIGNS) {
      for (int i = 0; i < wanted.size(); i++) {
        if (!all.containsKey(i)) {
          keep(i, wanted.get(i), sign, gone, all);
        }
      }
    }
    List<Listener> added = new ArrayList<>();
    try {
      for (int i = 0; i < wanted.size(); i++) {
        if (!all.containsKey(i)) {
          Listener opened = new Listener(wanted.get(i), config, protocol);
          added.add(opened);
          all.put(i, opened);
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      added.forEach(Listener::close);
      throw e;
    }
    return new Change(List.copyOf(wanted), List.copyOf(all.values()), added, gone);
  }

  /** Whether a socket cannot have one if another has the other: 0.0.0.0 and :: are the same. */
  private static boolean isSame(InetSocketAddress one, InetSocketAddress other) {
    return one.equals(other)
        || (one.getPort() == other.getPort()
            && one.getAddress().isAnyLocalAddress()
            && other.getAddress().isAnyLocalAddress());
  }

  private static void keep(
      int index,
      ListenerConfig wanted,
      BiPredicate<Listener, ListenerConfig> sign,
      List<Listener> left,
      Map<Integer, Listener> kept) {
    for (Listener listener : left) {
      if (sign.test(listener, wanted)) {
        left.remove(listener);
        kept.put(index, listener);
        return;
      }
    }
  }

  /**
   * Begins a change: the connections of gone listeners drain, and new connections of the others
   * have their new layers. Where these demand something else, open connections drain too.
   */
  public void begin(Change change) {
    change.gone().forEach(Listener::drain);
    for (int i = 0; i < change.all().size(); i++) {
      change.all().get(i).configure(change.wanted().get(i));
    }
    current = change.all();
  }

  /** The listeners, in the order of the configuration. */
  public List<Listener> all() {
    return current;
  }

  /** Where they listen, in the order of the configuration and with the actual ports. */
  public List<InetSocketAddress> addresses() {
    return current.stream().map(Listener::address).toList();
  }

  /** Closes all sockets. */
  public void close() {
    current.forEach(Listener::close);
  }
}
