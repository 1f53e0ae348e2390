package io.heddle.app;

import io.heddle.app.cli.Options;
import io.heddle.engine.ClientLimit;
import io.heddle.engine.Layer;
import io.heddle.engine.ListenerConfig;
import io.heddle.engine.proxyprotocol.ProxyProtocol;
import io.heddle.http.Networks;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What lies under the protocol, and under TLS, because of who the client is: a proxy may announce
 * it, and it may have only so many connections.
 *
 * @param trusted where proxies are that are believed
 * @param max connections of a client; empty if there is no limit
 * @param limit shared by all listeners; empty if there is none
 */
record ClientLayers(Networks trusted, OptionalInt max, Optional<ClientLimit> limit) {
  /** Nothing lies there. */
  static final ClientLayers NONE =
      new ClientLayers(Networks.NONE, OptionalInt.empty(), Optional.empty());

  /**
   * The layers for other options. Connections of proxies are not limited: they have many clients.
   * Connections that are counted go on to count.
   */
  ClientLayers next(Options options) {
    Networks proxies = options.forwarding().trusted();
    OptionalInt most = options.listen().maxConnectionsPerClient();
    if (proxies.equals(trusted) && most.equals(max)) {
      return this;
    }
    Optional<ClientLimit> counted =
        most.stream().mapToObj(each -> limited(each, proxies)).findFirst();
    return new ClientLayers(proxies, most, counted);
  }

  private ClientLimit limited(int each, Networks proxies) {
    return limit
        .map(before -> before.renewed(each, proxies))
        .orElseGet(() -> new ClientLimit(each, proxies));
  }

  /**
   * A listener with these layers under its own.
   *
   * @param isProxied whether its connections begin with a header of the PROXY protocol
   */
  ListenerConfig below(ListenerConfig listener, boolean isProxied) {
    Layer upper = listener.layer();
    Layer counted = limit.map(its -> its.under(upper)).orElse(upper);
    return listener.with(isProxied ? new ProxyProtocol(trusted).under(counted) : counted);
  }
}
