package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.engine.tls.Tls;
import io.heddle.engine.tls.TlsConfig;
import io.heddle.http.ClientKey;
import io.heddle.http.Network;
import io.heddle.http.Networks;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A client has only so many connections, whatever the others have. */
class ClientLimitTest {
  private static final Identity AUTHORITY = Identity.authority("authority");
  private static final Duration LONG = Duration.ofSeconds(40);

  private static ClientLimit limit(int max) {
    return new ClientLimit(max, Networks.NONE);
  }

  private static ByteBuffer client(String address) {
    return ClientKey.of(InetAddress.ofLiteral(address));
  }

  @EachEngine
  void answers429BeyondTheLimitOfAClient(Variant engine) throws IOException {
    Watcher watcher = new Watcher();
    ClientLimit limit = limit(2);
    try (Server server = engine.server().over(limit).observer(watcher).start()) {
      try (Client first = server.connect();
          Client second = server.connect()) {
        assertThat(first.get("/ping").read().text()).isEqualTo("pong");
        assertThat(second.get("/ping").read().text()).isEqualTo("pong");
        for (int i = 0; i < 3; i++) {
          try (Client third = server.connect()) {
            Reply reply = third.get("/ping").read();
            assertThat(reply.status()).isEqualTo(429);
            assertThat(reply.field("Retry-After")).contains("1");
            third.expectEnd();
          }
        }
        assertThat(first.get("/wait").read().text()).isEqualTo("waited");
      }
      Await.until("no connection counts any more", () -> limit.clients() == 0);
      assertThat(watcher.refusedClients()).isEqualTo(3);
      try (Client next = server.connect()) {
        assertThat(next.get("/ping").read().text()).isEqualTo("pong");
      }
    }
  }

  /** Answers to a client beyond its limit must not use up the connections of others. */
  @EachEngine
  void manyBeyondTheLimitAreClosedWithoutAnAnswer(Variant engine) throws IOException {
    List<Client> beyond = new ArrayList<>();
    // none of those that were answered leaves by itself
    try (Server server = engine.server().over(limit(1)).lingerTimeout(LONG).start();
        Client only = server.connect()) {
      assertThat(only.get("/ping").read().text()).isEqualTo("pong");
      for (int i = 0; i < 64; i++) {
        beyond.add(server.connect());
      }
      for (Client client : beyond) {
        assertThat(client.readHead().getFirst()).contains("429");
      }
      try (Client dropped = server.connect()) {
        dropped.expectEnd();
      }
      assertThat(only.get("/ping").read().text()).isEqualTo("pong");
      for (Client client : beyond) {
        client.close();
      }
    }
  }

  @EachEngine
  void clientsOfTlsAreAnsweredToo(Variant engine) throws IOException {
    TlsConfig config = TlsConfig.of(List.of(AUTHORITY.signs("localhost").server()));
    TlsClients clients = new TlsClients(AUTHORITY);
    try (Server server = engine.server().over(limit(1).under(new Tls(config))).start();
        Client only = clients.client(server)) {
      assertThat(only.get("/ping").read().text()).isEqualTo("pong");
      try (Client more = clients.client(server)) {
        assertThat(more.get("/ping").read().status()).isEqualTo(429);
      }
    }
  }

  /** Both limits refuse the connection; it gets one answer. */
  @EachEngine
  void aConnectionIsRefusedOnce(Variant engine) throws IOException {
    try (Server server = engine.server().over(limit(1)).maxConnections(1).start();
        Client only = server.connect()) {
      assertThat(only.get("/ping").read().text()).isEqualTo("pong");
      try (Client more = server.connect()) {
        assertThat(more.get("/ping").read().status()).isEqualTo(429);
        more.expectEnd();
      }
    }
  }

  @EachEngine
  void proxiesHaveNoLimit(Variant engine) throws IOException {
    Networks proxies = new Networks(List.of(Network.parse("127.0.0.0/8")));
    ClientLimit limit = new ClientLimit(1, proxies);
    try (Server server = engine.server().over(limit).start();
        Client first = server.connect();
        Client second = server.connect()) {
      assertThat(first.get("/ping").read().text()).isEqualTo("pong");
      assertThat(second.get("/ping").read().text()).isEqualTo("pong");
      assertThat(limit.clients()).isZero();
    }
  }

  @Test
  void eachClientIsCountedForItself() {
    ClientLimit limit = limit(1);
    assertThat(limit.enter(client("192.0.2.1"))).isEqualTo(Admission.SERVED);
    assertThat(limit.enter(client("192.0.2.2"))).isEqualTo(Admission.SERVED);
    assertThat(limit.enter(client("2001:db8::1"))).isEqualTo(Admission.SERVED);
    assertThat(limit.enter(client("192.0.2.1"))).isEqualTo(Admission.TURNED_AWAY);
    assertThat(limit.enter(client("2001:db8::2"))).isEqualTo(Admission.TURNED_AWAY);
    assertThat(limit.enter(client("2001:db8:0:1::1"))).isEqualTo(Admission.SERVED);
    assertThat(limit.clients()).isEqualTo(4);
    limit.leave(client("192.0.2.1"), Admission.TURNED_AWAY);
    assertThat(limit.enter(client("192.0.2.1"))).isEqualTo(Admission.TURNED_AWAY);
    limit.leave(client("192.0.2.1"), Admission.SERVED);
    assertThat(limit.clients()).isEqualTo(3);
  }

  @Test
  void theCountIsExactWhenThreadsRace() throws InterruptedException {
    int max = 5;
    ClientLimit limit = limit(max);
    ByteBuffer client = client("192.0.2.1");
    AtomicInteger current = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int round = 0; round < 5_000; round++) {
                      Admission admission = limit.enter(client);
                      if (admission == Admission.SERVED) {
                        most.accumulateAndGet(current.incrementAndGet(), Math::max);
                        Thread.onSpinWait();
                        current.decrementAndGet();
                      }
                      limit.leave(client, admission);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(most.get()).isBetween(1, max);
    assertThat(limit.clients()).isZero();
    for (int i = 0; i < max; i++) {
      assertThat(limit.enter(client)).isEqualTo(Admission.SERVED);
    }
    assertThat(limit.enter(client)).isEqualTo(Admission.TURNED_AWAY);
  }

  @Test
  void aLimitIsPositive() {
    assertThatThrownBy(() -> limit(0)).hasMessageContaining("must be at least 1");
  }
}
