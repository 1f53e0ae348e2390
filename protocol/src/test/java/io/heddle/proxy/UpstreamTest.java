package io.heddle.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which server gets a request. */
class UpstreamTest {
  private static final UpstreamLimits LIMITS =
      UpstreamLimits.STANDARD.withFails(2, Duration.ofSeconds(10));

  private long now = Duration.ofHours(1).toNanos();

  private Upstream upstream(int servers, Balance balance, UpstreamLimits limits) {
    List<Upstream.Address> addresses =
        IntStream.range(0, servers).mapToObj(i -> address("server" + i)).toList();
    return new Upstream(addresses, limits, balance, () -> now);
  }

  private static Upstream.Address address(String name) {
    return new Upstream.Address(InetSocketAddress.createUnresolved(name, 1), name);
  }

  private static UpstreamServer chosen(Upstream upstream) {
    return Objects.requireNonNull(upstream.choose(Set.of()));
  }

  private static List<String> names(Upstream upstream, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(chosen(upstream).address().getHostString());
    }
    return names;
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void eachServerHasItsTurn() {
    assertThat(names(upstream(3, Balance.ROUND_ROBIN, LIMITS), 6))
        .containsExactly("server0", "server1", "server2", "server0", "server1", "server2");
  }

  @Test
  void theServerWithTheFewestRequestsIsChosen() {
    Upstream upstream = upstream(2, Balance.LEAST_CONNECTIONS, LIMITS);
    UpstreamServer first = chosen(upstream);
    UpstreamServer second = chosen(upstream);
    assertThat(second).isNotSameAs(first);
    first.leave();
    for (int i = 0; i < 2; i++) {
      assertThat(chosen(upstream)).isSameAs(first);
      first.leave();
    }
    assertThat(first.active()).isZero();
    assertThat(second.active()).as("a choice that was discarded does not count").isEqualTo(1);
  }

  @Test
  void aServerThatFailsIsLeftAloneForAWhile() {
    Upstream upstream = upstream(2, Balance.ROUND_ROBIN, LIMITS);
    UpstreamServer failing = chosen(upstream);
    failing.health().failed(now, "test");
    assertThat(names(upstream, 2)).as("one failure is no reason").contains("server0");
    failing.health().failed(now, "test");
    assertThat(names(upstream, 4)).containsOnly("server1");
    pass(Duration.ofSeconds(10));
    assertThat(names(upstream, 2)).contains("server0");
    failing.health().succeeded();
    failing.health().failed(now, "test");
    assertThat(names(upstream, 2)).contains("server0");
  }

  @Test
  void failuresThatAreFarApartDoNotAddUp() {
    Upstream upstream = upstream(2, Balance.ROUND_ROBIN, LIMITS);
    UpstreamServer failing = chosen(upstream);
    for (int i = 0; i < 5; i++) {
      failing.health().failed(now, "test");
      pass(Duration.ofSeconds(10));
    }
    assertThat(names(upstream, 2)).contains("server0");
  }

  @Test
  void serversAreTriedWhenAllOfThemAreDown() {
    Upstream upstream = upstream(2, Balance.ROUND_ROBIN, LIMITS);
    for (int i = 0; i < 4; i++) {
      chosen(upstream).health().failed(now, "test");
    }
    UpstreamServer first = chosen(upstream);
    assertThat(upstream.choose(Set.of(first))).as("only one of them").isNull();
  }

  @Test
  void theOthersShareWhatAServerThatIsDownDoesNotGet() {
    Upstream upstream = upstream(3, Balance.ROUND_ROBIN, LIMITS);
    UpstreamServer failing = chosen(upstream);
    failing.health().failed(now, "test");
    failing.health().failed(now, "test");
    List<String> names = names(upstream, 6);
    assertThat(names).doesNotContain("server0");
    assertThat(names.stream().filter("server1"::equals)).hasSize(3);
  }

  @Test
  void aServerThatIsDownIsNotAskedWhenTheOthersAreBusy() {
    Upstream upstream = upstream(2, Balance.ROUND_ROBIN, LIMITS.withMaxConnections(1));
    UpstreamServer failing = chosen(upstream);
    failing.leave();
    failing.health().failed(now, "test");
    failing.health().failed(now, "test");
    UpstreamServer busy = chosen(upstream);
    assertThat(busy).isNotSameAs(failing);
    assertThat(upstream.choose(Set.of())).isNull();
    busy.leave();
    assertThat(chosen(upstream)).isSameAs(busy);
  }

  @Test
  void aServerThatWasTriedIsNotChosenAgain() {
    Upstream upstream = upstream(2, Balance.ROUND_ROBIN, LIMITS);
    UpstreamServer first = chosen(upstream);
    @Nullable UpstreamServer second = upstream.choose(Set.of(first));
    assertThat(second).isNotNull().isNotSameAs(first);
    assertThat(upstream.choose(Set.of(first, Objects.requireNonNull(second)))).isNull();
  }

  @Test
  void aServerHasNoMoreRequestsThanItMay() {
    Upstream upstream = upstream(1, Balance.ROUND_ROBIN, LIMITS.withMaxConnections(2));
    UpstreamServer server = chosen(upstream);
    chosen(upstream);
    assertThat(upstream.choose(Set.of())).isNull();
    server.leave();
    assertThat(chosen(upstream)).isSameAs(server);
  }
}
