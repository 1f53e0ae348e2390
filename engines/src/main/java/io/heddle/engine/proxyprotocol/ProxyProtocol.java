package io.heddle.engine.proxyprotocol;

import io.heddle.connection.Protocol;
import io.heddle.engine.EngineObserver;
import io.heddle.engine.Layer;
import io.heddle.http.Networks;

/**
 * The PROXY protocol, versions 1 and 2 (haproxy.org, proxy-protocol.txt), for listeners behind a
 * proxy that passes connections on as they are. Each connection begins with a header that names the
 * client. Connections from elsewhere, and those without a valid header, are closed without an
 * answer. Thread-safe.
 *
 * @param trusted where the proxies are; at least one network, because anyone in it can pretend to
 *     be any client
 */
public record ProxyProtocol(Networks trusted) implements Layer {
  public ProxyProtocol {
    if (trusted.isEmpty()) {
      throw new IllegalArgumentException(
          "no proxy is trusted to announce clients: add its address");
    }
  }

  @Override
  public Protocol over(Protocol protocol, EngineObserver observer) {
    return new AnnouncedProtocol(protocol, trusted);
  }
}
