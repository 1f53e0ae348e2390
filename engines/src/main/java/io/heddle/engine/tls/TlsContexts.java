package io.heddle.engine.tls;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * The contexts of a configuration. Thread-safe.
 *
 * @param standard for most addresses of this machine
 * @param byAddress for those with certificates of their own
 */
record TlsContexts(TlsContext standard, Map<InetAddress, TlsContext> byAddress) {
  TlsContexts {
    byAddress = Map.copyOf(byAddress);
  }

  /**
   * The contexts for this configuration.
   *
   * @throws IllegalArgumentException if the JDK cannot use a certificate
   */
  static TlsContexts of(TlsConfig config) {
    Map<InetAddress, TlsContext> own = new HashMap<>();
    config
        .certificatesAt()
        .forEach(
            (address, certificates) ->
                own.put(address, new TlsContext(config.withCertificates(certificates))));
    return new TlsContexts(new TlsContext(config), own);
  }

  /** The context for clients who have connected to this address of this machine. */
  TlsContext at(InetAddress local) {
    return byAddress.isEmpty() ? standard : byAddress.getOrDefault(local, standard);
  }
}
