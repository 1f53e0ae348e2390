package io.heddle.http;

import java.net.InetAddress;
import java.util.List;

/** Some networks, such as those of the proxies that a server trusts. */
public record Networks(List<Network> all) {
  /** No network. */
  public static final Networks NONE = new Networks(List.of());

  public Networks {
    all = List.copyOf(all);
  }

  /** Whether an address is in one of them. */
  public boolean contains(InetAddress address) {
    for (Network network : all) {
      if (network.contains(address)) {
        return true;
      }
    }
    return false;
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }
}
