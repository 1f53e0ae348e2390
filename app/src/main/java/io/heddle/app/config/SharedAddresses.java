package io.heddle.app.config;

import io.heddle.app.tls.CertificateFiles;
import io.heddle.engine.tls.ClientAuth;
import io.heddle.routing.HostNames;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds virtual servers that cannot be told apart, because they share an address. */
final class SharedAddresses {
  /** The servers on an address so far. */
  private static final class Shared {
    private final HostNames.Builder<String> hosts = HostNames.builder();
    private final boolean isTls;
    private @Nullable String serverOfOthers;
    private @Nullable String chosenDefault;

    Shared(boolean isTls) {
      this.isTls = isTls;
    }
  }

  private final Map<Optional<ListenAddress>, Shared> byAddress = new HashMap<>();

  /** All addresses, with the server that has listed each first. */
  private final Map<ListenAddress, String> listens = new LinkedHashMap<>();

  private final Map<ListenAddress, Clients> clients = new HashMap<>();
  private final Optional<ListenAddress> standard;

  /**
   * No servers yet.
   *
   * @param standard where a server listens that names no address; if it is unknown, such servers
   *     are compared only with each other
   */
  SharedAddresses(Optional<ListenAddress> standard) {
    this.standard = standard;
  }

  /** Adds a server, and its mistakes to its block. */
  void add(ServerConfig server, Block block) {
    boolean isNamed = !server.listens().isEmpty();
    if (!isNamed && standard.isEmpty()) {
      add(server, block, Optional.empty(), false);
    }
    for (ListenAddress listen : isNamed ? server.listens() : standard.stream().toList()) {
      requireSameKind(listen, server, block);
      add(server, block, Optional.of(place(listen)), listen.isTls());
      if (listen.isTls()) {
        requireSameClients(listen, server, block);
      }
    }
  }

  /** An address that listens on all addresses accepts the connections of the others too. */
  private void requireSameKind(ListenAddress listen, ServerConfig server, Block block) {
    String own =
        server.listens().isEmpty() ? "it has no listen, and so the address " + listen + "; " : "";
    for (Map.Entry<ListenAddress, String> entry : listens.entrySet()) {
      ListenAddress other = entry.getKey();
      String what = own + "the server " + entry.getValue() + " has this port ";
      boolean isShared =
          (listen.address().getPort() != 0 && other.address().equals(listen.address()))
              || other.includes(listen)
              || listen.includes(other);
      if (isShared && other.isProxied() != listen.isProxied()) {
        block.mistake(
            ServerReader.LISTEN, what + "without proxy-protocol, or with it: write the same");
        return;
      }
      if ((other.includes(listen) || listen.includes(other)) && other.isTls() != listen.isTls()) {
        block.mistake(ServerReader.LISTEN, what + "without tls, or with it: use another port");
      }
    }
    listens.putIfAbsent(listen, server.name());
  }

  /** What clients show is agreed on before they name a host. */
  private void requireSameClients(ListenAddress listen, ServerConfig server, Block block) {
    if (server.certificates().isEmpty()) {
      return;
    }
    CertificateFiles files = server.certificates().get();
    Clients its = new Clients(files.clientAuth(), files.clientAuthorities(), files.maxHandshakes());
    for (Map.Entry<ListenAddress, Clients> other : clients.entrySet()) {
      boolean isShared =
          other.getKey().equals(listen)
              || other.getKey().includes(listen)
              || listen.includes(other.getKey());
      if (isShared && !other.getValue().equals(its)) {
        block.mistake(
            ServerReader.TLS,
            "another server on this address has another client-ca, client-auth or max-handshakes:"
                + " write the same, or listen on another port");
        return;
      }
    }
    clients.put(listen, its);
  }

  /** What an address asks of clients. */
  private record Clients(
      ClientAuth clientAuth, Optional<Path> clientAuthorities, int maxHandshakes) {}

  /** Equal for addresses that are one listener. Each free port is another one. */
  private static ListenAddress place(ListenAddress listen) {
    return listen.address().getPort() == 0
        ? listen
        : new ListenAddress(listen.address(), false, false);
  }

  private void add(
      ServerConfig server, Block block, Optional<ListenAddress> address, boolean isTls) {
    Shared shared = byAddress.computeIfAbsent(address, _ -> new Shared(isTls));
    if (shared.isTls != isTls) {
      block.mistake(
          ServerReader.LISTEN,
          "this address is also used without tls, or with it: use another port");
      return;
    }
    for (String host : server.hosts()) {
      try {
        shared.hosts.add(host, server.name());
      } catch (IllegalArgumentException e) {
        block.mistake(
            ServerReader.HOSTS,
            "on the same address, " + e.getMessage() + " server: remove one of them");
      }
    }
    if (server.hosts().isEmpty() && !block.isWrong(ServerReader.HOSTS)) {
      if (shared.serverOfOthers != null) {
        block.mistake(
            "the server "
                + shared.serverOfOthers
                + " on the same address has no hosts either: write hosts = [example.org]");
      }
      shared.serverOfOthers = server.name();
    }
    if (server.isDefault()) {
      if (shared.chosenDefault != null) {
        block.mistake(
            ServerReader.DEFAULT,
            "the server " + shared.chosenDefault + " is the default of this address: remove one");
      }
      shared.chosenDefault = server.name();
    }
  }
}
