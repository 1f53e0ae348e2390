package io.heddle.proxy;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The servers among which a proxy chooses for each request. Thread-safe. */
public final class Upstream {
  /**
   * The address of a server.
   *
   * @param socket where it listens
   * @param authority host and port, as in a Host field
   */
  public record Address(InetSocketAddress socket, String authority) {}

  private final List<UpstreamServer> servers;
  private final Balance balance;
  private final LongSupplier nanoTime;
  private final AtomicInteger turn = new AtomicInteger();

  /**
   * Servers that are all alike.
   *
   * @param addresses at least one
   * @param limits of each server
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public Upstream(
      List<Address> addresses, UpstreamLimits limits, Balance balance, LongSupplier nanoTime) {
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("there is no server: name one");
    }
    this.servers =
        addresses.stream()
            .map(each -> new UpstreamServer(each.socket(), each.authority(), limits))
            .toList();
    this.balance = balance;
    this.nanoTime = nanoTime;
  }

  long now() {
    return nanoTime.getAsLong();
  }

  /**
   * Chooses a server and {@linkplain UpstreamServer#enter enters} it. If all are down, any of them
   * is tried: they may be up again.
   *
   * @param tried servers that have failed to answer this request
   * @return null if none is left that may have another request
   */
  @Nullable UpstreamServer choose(Collection<UpstreamServer> tried) {
    List<UpstreamServer> up = up();
    return choose(up.isEmpty() && tried.isEmpty() ? servers : up, tried);
  }

  private List<UpstreamServer> up() {
    long now = now();
    for (UpstreamServer server : servers) {
      if (!server.health().isUp(now)) {
        return servers.stream().filter(each -> each.health().isUp(now)).toList();
      }
    }
    return servers;
  }

  private @Nullable UpstreamServer choose(
      List<UpstreamServer> candidates, Collection<UpstreamServer> tried) {
    int count = candidates.size();
    int first = count <= 1 ? 0 : Math.floorMod(turn.getAndIncrement(), count);
    UpstreamServer chosen = null;
    for (int i = 0; i < count; i++) {
      UpstreamServer next = candidates.get((first + i) % count);
      if (tried.contains(next)) {
        continue;
      }
      boolean isBetter =
          chosen == null
              || (balance == Balance.LEAST_CONNECTIONS && next.active() < chosen.active());
      if (isBetter && next.enter()) {
        if (chosen != null) {
          chosen.leave();
        }
        chosen = next;
      }
    }
    return chosen;
  }
}
