package io.heddle.app;

import io.heddle.app.cli.ListenOptions;
import io.heddle.app.cli.Options;
import io.heddle.app.config.ListenAddress;
import io.heddle.app.config.ServerConfig;
import io.heddle.app.sites.Sites;
import io.heddle.app.tls.CertificateFiles;
import io.heddle.engine.EngineConfig;
import io.heddle.engine.Layer;
import io.heddle.engine.ListenerConfig;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where the server listens: plain and encrypted addresses. */
final class Listening {
  private final List<ListenerConfig> listeners = new ArrayList<>();
  private final List<Boolean> secure = new ArrayList<>();
  private final List<Encryption> encryptions = new ArrayList<>();
  private final ClientLayers layers;

  private Listening(ClientLayers layers) {
    this.layers = layers;
  }

  /**
   * The addresses of the options: one, and another one for HTTPS if it is on.
   *
   * @throws StartupException if a certificate or an inherited socket cannot be used
   */
  static Listening of(Options options) throws StartupException {
    Listening listening = new Listening(ClientLayers.of(options));
    listening.add(plain(options.listen()), options.forwarding().proxyProtocol());
    listening.addSecure(options);
    return listening;
  }

  /**
   * Reads the certificates of the options, and takes no inherited socket.
   *
   * @throws StartupException if one cannot be used
   */
  static void checkCertificates(Options options) throws StartupException {
    new Listening(ClientLayers.of(options)).addSecure(options);
  }

  private void addSecure(Options options) throws StartupException {
    if (options.tls().port().isPresent()) {
      int port = options.tls().port().getAsInt();
      add(
          new InetSocketAddress(options.listen().address(), port),
          options.forwarding().proxyProtocol(),
          List.of(options.tls().files()));
    }
  }

  /**
   * The addresses of virtual servers.
   *
   * @throws StartupException if a certificate cannot be used
   */
  static Listening of(Sites sites, Configuration configuration) throws StartupException {
    Listening listening = new Listening(ClientLayers.of(configuration.options()));
    for (ListenAddress address : sites.addresses()) {
      if (address.isTls()) {
        listening.add(
            address.address(), address.isProxied(), certificates(address, configuration.servers()));
      } else {
        listening.add(ListenerConfig.plain(address.address()), address.isProxied());
      }
    }
    return listening;
  }

  /** The certificates of the servers on an address; those of the default server are first. */
  private static List<CertificateFiles> certificates(
      ListenAddress address, List<ServerConfig> servers) {
    List<ServerConfig> on =
        servers.stream()
            .filter(
                server ->
                    server.listens().stream()
                        .anyMatch(its -> its.equals(address) || address.includes(its)))
            .toList();
    return Stream.concat(
            on.stream().filter(ServerConfig::isDefault),
            on.stream().filter(server -> !server.isDefault()))
        .flatMap(server -> server.certificates().stream())
        .toList();
  }

  private static ListenerConfig plain(ListenOptions listen) throws StartupException {
    return listen.inherit()
        ? InheritedSocket.take()
        : ListenerConfig.plain(new InetSocketAddress(listen.address(), listen.port()));
  }

  private void add(ListenerConfig plain, boolean isProxied) {
    listeners.add(plain.with(layers.below(Layer.NONE, isProxied)));
    secure.add(false);
  }

  private void add(
      InetSocketAddress address, boolean isProxied, List<CertificateFiles> certificates)
      throws StartupException {
    Encryption encryption = new Encryption(certificates);
    encryptions.add(encryption);
    listeners.add(new ListenerConfig(address, layers.below(encryption.layer(), isProxied)));
    secure.add(true);
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
    return secure.indexOf(true);
  }

  /**
   * The URLs of the server.
   *
   * @param actual the addresses that it listens on, with their real ports
   */
  List<String> urls(List<InetSocketAddress> actual) {
    List<String> urls = new ArrayList<>();
    for (int i = 0; i < actual.size(); i++) {
      String scheme = secure.get(i) ? "https" : "http";
      urls.add(
          ListeningUrl.of(
              scheme, listeners.get(i).address().getAddress(), actual.get(i).getPort()));
    }
    return urls;
  }

  /**
   * Reads all certificates again, soon and on another thread. If some cannot be used, the old ones
   * stay, and the reason is logged.
   */
  void reload() {
    if (!encryptions.isEmpty()) {
      Thread.ofPlatform().name("certificates").daemon().start(this::replaceCertificates);
    }
  }

  private synchronized void replaceCertificates() {
    boolean areReplaced = true;
    for (Encryption encryption : encryptions) {
      String reason = encryption.replace();
      if (!reason.isEmpty()) {
        areReplaced = false;
        Messages.error("the old certificates stay: " + reason);
      }
    }
    if (areReplaced) {
      Messages.info("the certificates were read again");
    }
  }
}
