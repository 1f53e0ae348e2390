package io.heddle.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Budget;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connections of which some are taken and others are removed. */
class IdleConnectionsTest {
  private static final int MOST = 100;

  private final IdleConnections unused = new IdleConnections(MOST);

  private static UpstreamConnection connection() throws IOException {
    UpstreamServer server =
        new UpstreamServer(
            InetSocketAddress.createUnresolved("server", 1), "server", UpstreamLimits.STANDARD);
    return UpstreamConnection.open(server, new ScriptedLines(), new Budget(1 << 20));
  }

  /** As many as it keeps. */
  private List<UpstreamConnection> keepAll() throws IOException {
    List<UpstreamConnection> kept = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      kept.add(connection());
      assertThat(unused.keep(kept.getLast())).isTrue();
    }
    return kept;
  }

  private List<UpstreamConnection> takeAll() {
    List<UpstreamConnection> taken = new ArrayList<>();
    for (UpstreamConnection next = unused.take(); next != null; next = unused.take()) {
      taken.add(next);
    }
    return taken;
  }

  @Test
  void theOneThatWasUsedLastIsTakenFirst() throws IOException {
    assertThat(takeAll()).isEmpty();
    assertThat(keepAll().reversed()).isEqualTo(takeAll());
  }

  @Test
  void thereAreNeverMoreThanTheLimit() throws IOException {
    UpstreamConnection first = keepAll().getFirst();
    assertThat(unused.keep(connection())).isFalse();
    assertThat(unused.remove(first)).isTrue();
    assertThat(unused.keep(connection())).isTrue();
    assertThat(unused.keep(connection())).isFalse();
    assertThat(takeAll()).hasSize(MOST);
    assertThat(unused.keep(connection())).isTrue();
  }

  @Test
  void whatIsRemovedIsNeverTakenHoweverMany() throws IOException {
    for (int removed = 0; removed <= MOST; removed++) {
      List<UpstreamConnection> left = keepAll();
      for (int i = 0; i < removed; i++) {
        // from both ends
        UpstreamConnection next = i % 3 == 0 ? left.removeLast() : left.removeFirst();
        assertThat(unused.remove(next)).isTrue();
        assertThat(unused.remove(next)).as("once more").isFalse();
      }
      assertThat(takeAll()).isEqualTo(left.reversed());
    }
  }

  @Test
  void whatIsTakenCannotBeRemovedButKeptAgain() throws IOException {
    UpstreamConnection connection = keepAll().getLast();
    assertThat(unused.take()).isSameAs(connection);
    assertThat(unused.remove(connection)).isFalse();
    assertThat(unused.keep(connection)).isTrue();
    assertThat(unused.take()).isSameAs(connection);
  }
}
