package io.heddle.app.sites;

import io.heddle.app.config.ListenAddress;
import io.heddle.app.config.ServerConfig;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.ErrorPages;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.http.Site;
import io.heddle.routing.HostNames;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All virtual servers of a configuration. The address that a client has connected to selects the
 * servers that it may mean, and the host of each request selects one of them.
 */
public final class Sites implements Site, ErrorPages {
  private final Map<ListenAddress, VirtualServers> byConfigured;
  private final RealPorts ports;
  private final VirtualServers first;
  private volatile Map<InetSocketAddress, VirtualServers> byAddress = Map.of();

  /** The servers on all addresses of this machine, by their port. */
  private volatile Map<Integer, VirtualServers> byPort = Map.of();

  private Sites(Map<ListenAddress, VirtualServers> byConfigured, RealPorts ports) {
    this.ports = ports;
    this.byConfigured = byConfigured;
    this.first = byConfigured.values().iterator().next();
    listening(byConfigured.keySet().stream().map(ListenAddress::address).toList());
  }

  /**
   * Builds the sites of virtual servers.
   *
   * @param servers at least one
   * @param standard where a server listens that names no address
   * @throws IOException when a file or folder cannot be read
   */
  public static Sites of(List<ServerConfig> servers, ListenAddress standard, Common common)
      throws IOException {
    RealPorts ports = new RealPorts();
    SiteBuilder builder = new SiteBuilder(common, servers, ports);
    Map<ListenAddress, Shared> shared = new LinkedHashMap<>();
    for (ServerConfig config : servers) {
      VirtualServer server = builder.build(config);
      List<ListenAddress> listens =
          config.listens().isEmpty() ? List.of(standard) : config.listens();
      for (ListenAddress listen : listens) {
        shared.computeIfAbsent(listen, _ -> new Shared(server)).add(server, config);
      }
    }
    Map<ListenAddress, VirtualServers> byConfigured = new LinkedHashMap<>();
    shared.forEach((listen, its) -> byConfigured.put(listen, its.build()));
    return new Sites(byConfigured, ports);
  }

  /** The servers on an address, while they are collected. */
  private static final class Shared {
    private final HostNames.Builder<VirtualServer> byHost = HostNames.builder();
    private VirtualServer others;
    private boolean isChosen;

    /** The first server of the file is the default, as in nginx. */
    Shared(VirtualServer first) {
      others = first;
    }

    void add(VirtualServer server, ServerConfig config) {
      config.hosts().forEach(host -> byHost.add(host, server));
      if (config.isDefault() || (config.hosts().isEmpty() && !isChosen)) {
        others = server;
        isChosen |= config.isDefault();
      }
    }

    VirtualServers build() {
      return new VirtualServers(byHost.build(), others);
    }
  }

  /** The addresses to listen on, without those that another one includes. */
  public List<ListenAddress> addresses() {
    List<ListenAddress> needed = new ArrayList<>();
    for (ListenAddress listen : byConfigured.keySet()) {
      if (byConfigured.keySet().stream().noneMatch(other -> other.includes(listen))) {
        needed.add(listen);
      }
    }
    return needed;
  }

  /**
   * Records the ports that were free.
   *
   * @param actual where the server listens, in the order of {@link #addresses}
   */
  public void listensOn(List<InetSocketAddress> actual) {
    List<ListenAddress> needed = addresses();
    List<InetSocketAddress> all = new ArrayList<>();
    for (ListenAddress listen : byConfigured.keySet()) {
      int index = needed.indexOf(listen);
      InetSocketAddress address = index < 0 ? listen.address() : actual.get(index);
      ports.set(listen, address.getPort());
      all.add(address);
    }
    listening(all);
  }

  private void listening(List<InetSocketAddress> addresses) {
    Map<InetSocketAddress, VirtualServers> specific = new HashMap<>();
    Map<Integer, VirtualServers> general = new HashMap<>();
    int index = 0;
    for (VirtualServers servers : byConfigured.values()) {
      InetSocketAddress address = addresses.get(index++);
      if (address.getAddress().isAnyLocalAddress()) {
        general.put(address.getPort(), servers);
      } else {
        specific.put(address, servers);
      }
    }
    byAddress = Map.copyOf(specific);
    byPort = Map.copyOf(general);
  }

  @Override
  public Route route(RequestHead head) {
    return at(head.connection()).route(head);
  }

  @Override
  public Response page(Response error, Optional<RequestHead> head, ConnectionInfo connection) {
    return at(connection).page(error, head, connection);
  }

  private VirtualServers at(ConnectionInfo connection) {
    if (byConfigured.size() == 1) {
      return first;
    }
    InetSocketAddress local = connection.local();
    VirtualServers specific = byAddress.isEmpty() ? null : byAddress.get(local);
    return specific != null ? specific : byPort.getOrDefault(local.getPort(), first);
  }
}
