package io.heddle.app;

import io.heddle.app.cli.Options;
import io.heddle.engine.ClientLimit;
import io.heddle.engine.Layer;
import io.heddle.engine.proxyprotocol.ProxyProtocol;
import io.heddle.http.Networks;
import java.util.Optional;

/**
 * What lies under the protocol, and under TLS, because of who the client is: a proxy may announce
 * it, and it may have only so many connections.
 *
 * @param trusted where proxies are that are believed
 * @param limit shared by all listeners; empty if there is none
 */
record ClientLayers(Networks trusted, Optional<ClientLimit> limit) {
  /**
   * The layers for these options. Connections of proxies are not limited: they have many clients.
   */
  static ClientLayers of(Options options) {
    Networks trusted = options.forwarding().trusted();
    return new ClientLayers(
        trusted,
        options.listen().maxConnectionsPerClient().stream()
            .mapToObj(max -> new ClientLimit(max, trusted))
            .findFirst());
  }

  /**
   * A layer with these under it.
   *
   * @param isProxied whether its connections begin with a header of the PROXY protocol
   */
  Layer below(Layer upper, boolean isProxied) {
    Layer counted = limit.map(its -> its.under(upper)).orElse(upper);
    return isProxied ? new ProxyProtocol(trusted).under(counted) : counted;
  }
}
