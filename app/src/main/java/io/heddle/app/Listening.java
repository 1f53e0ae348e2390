package io.heddle.app;

import io.heddle.app.cli.ListenOptions;
import io.heddle.app.cli.Options;
import io.heddle.app.config.ListenAddress;
import io.heddle.app.sites.Sites;
import io.heddle.engine.EngineConfig;
import io.heddle.engine.ListenerConfig;
import io.heddle.engine.tls.Tls;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where the server listens.
 *
 * @param listeners plain and encrypted addresses
 * @param layers under the protocol of all of them
 */
record Listening(List<ListenerConfig> listeners, ClientLayers layers) {
  /** Nowhere: before the start. */
  static final Listening NOWHERE = new Listening(List.of(), ClientLayers.NONE);

  Listening {
    listeners = List.copyOf(listeners);
  }

  /**
   * The addresses of the options: one, and another one for HTTPS if it is on.
   *
   * @param before where the server has listened until now
   * @throws StartupException if a certificate or an inherited socket cannot be used
   */
  static Listening of(Options options, Listening before) throws StartupException {
    ClientLayers layers = before.layers.next(options);
    boolean isProxied = options.forwarding().proxyProtocol();
    List<ListenerConfig> listeners = new ArrayList<>();
    listeners.add(layers.below(plain(options.listen()), isProxied));
    before
        .encrypted(options)
        .ifPresent(listener -> listeners.add(layers.below(listener, isProxied)));
    return new Listening(listeners, layers);
  }

  /**
   * Reads the certificates of the options, and takes no inherited socket.
   *
   * @throws StartupException if one cannot be used
   */
  static void checkCertificates(Options options) throws StartupException {
    NOWHERE.encrypted(options);
  }

  private Optional<ListenerConfig> encrypted(Options options) throws StartupException {
    if (options.tls().port().isEmpty()) {
      return Optional.empty();
    }
    int port = options.tls().port().getAsInt();
    InetSocketAddress address = new InetSocketAddress(options.listen().address(), port);
    Tls tls = Encryption.of(options.tls().files(), tls(address, List.of()));
    return Optional.of(new ListenerConfig(address, tls));
  }

  /**
   * The addresses of virtual servers.
   *
   * @param before where the server has listened until now
   * @throws StartupException if a certificate cannot be used
   */
  static Listening of(Sites sites, Configuration configuration, Listening before)
      throws StartupException {
    ClientLayers layers = before.layers.next(configuration.options());
    List<ListenerConfig> listeners = new ArrayList<>();
    for (ListenAddress address : sites.addresses()) {
      ListenerConfig listener =
          address.isTls()
              ? new ListenerConfig(
                  address.address(),
                  Encryption.of(
                      address, configuration.servers(), before.tls(address.address(), listeners)))
              : ListenerConfig.plain(address.address());
      listeners.add(layers.below(listener, address.isProxied()));
    }
    return new Listening(listeners, layers);
  }

  private static ListenerConfig plain(ListenOptions listen) throws StartupException {
    return listen.inherit()
        ? InheritedSocket.take()
        : ListenerConfig.plain(new InetSocketAddress(listen.address(), listen.port()));
  }

  /**
   * TLS that is renewed: that at this address until now, or else at any other one, because all
   * share the memory for records.
   *
   * @param added the first listeners of the next configuration
   */
  private Optional<Tls> tls(InetSocketAddress address, List<ListenerConfig> added) {
    return Stream.of(
            listeners.stream().filter(listener -> listener.address().equals(address)),
            listeners.stream(),
            added.stream())
        .flatMap(Function.identity())
        .map(listener -> listener.layer().top())
        .filter(Tls.class::isInstance)
        .map(Tls.class::cast)
        .findFirst();
  }

  /** The configuration of an engine that listens there. */
  EngineConfig config() {
    EngineConfig config = EngineConfig.on(listeners.getFirst());
    for (ListenerConfig more : listeners.subList(1, listeners.size())) {
      config = config.withListener(more);
    }
    return config;
  }

  /** The index of the first encrypted address; -1 if there is none. */
  int firstEncrypted() {
    return IntStream.range(0, listeners.size())
        .filter(i -> isEncrypted(listeners.get(i)))
        .findFirst()
        .orElse(-1);
  }

  private static boolean isEncrypted(ListenerConfig listener) {
    return listener.layer().top() instanceof Tls;
  }

  /**
   * The URLs of the server.
   *
   * @param actual the addresses that it listens on, with their real ports
   */
  List<String> urls(List<InetSocketAddress> actual) {
    List<String> urls = new ArrayList<>();
    for (int i = 0; i < actual.size(); i++) {
      ListenerConfig listener = listeners.get(i);
      String scheme = isEncrypted(listener) ? "https" : "http";
      urls.add(ListeningUrl.of(scheme, listener.address().getAddress(), actual.get(i).getPort()));
    }
    return urls;
  }
}
