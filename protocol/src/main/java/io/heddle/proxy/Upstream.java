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
    int first = servers.size() == 1 ? 0 : Math.floorMod(turn.getAndIncrement(), servers.size());
    UpstreamServer up = choose(first, tried, true);
    return up == null && tried.isEmpty() ? choose(first, tried, false) : up;
  }

  private @Nullable UpstreamServer choose(
      int first, Collection<UpstreamServer> tried, boolean isUp) {
    long now = now();
    UpstreamServer chosen = null;
    for (int i = 0; i < servers.size(); i++) {
      UpstreamServer next = servers.get((first + i) % servers.size());
      if (tried.contains(next) || (isUp && !next.health().isUp(now))) {
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
