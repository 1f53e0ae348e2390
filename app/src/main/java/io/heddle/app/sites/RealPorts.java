package io.heddle.app.sites;

import io.heddle.app.config.ListenAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The ports that the server really has, where it was configured to pick free ones. */
final class RealPorts {
  private final Map<ListenAddress, Integer> ports = new ConcurrentHashMap<>();

  void set(ListenAddress configured, int port) {
    ports.put(configured, port);
  }

  int of(ListenAddress configured) {
    return ports.getOrDefault(configured, configured.address().getPort());
  }
}
