package io.heddle.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.connection.Connection;
import io.heddle.connection.Phase;
import io.heddle.exchange.Exchange;
import io.heddle.exchange.Observer;
import io.heddle.exchange.Service;
import io.heddle.exchange.Settings;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import io.heddle.http.Route;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The memory that busy connections use together, and connections beyond the limit. */
class BudgetTest implements Observer {
  private static final String HEAD = " / HTTP/1.1\\r\\nHost: h\\r\\n";
  private static final String GET = "GET" + HEAD + "\\r\\n";

  /** More than a refused connection takes: a workspace, and an array for the response. */
  private static final int REFUSED_BYTES = 8 << 10;

  private final List<Integer> statuses = new ArrayList<>();
  private Http1 http1 = http1(0, request -> Response.text("unused"));

  private Http1 http1(long maxBufferBytes, Handler handler) {
    Settings settings = Settings.of(head -> new Route("only", handler));
    return new Http1(new Service(settings, this), InstantSource.system(), maxBufferBytes);
  }

  @Override
  public void responded(Exchange exchange) {
    statuses.add(exchange.status().code());
  }

  /** A connection and its client. */
  private final class Peer {
    final Client client = new Client();
    final Connection connection;
    private final Interpreter interpreter;

    Peer(boolean waits) {
      connection = http1.open(Dialog.info(1), waits ? 256 : 0, new NoDriver());
      interpreter =
          waits ? Interpreter.waiting(connection, client) : Interpreter.looping(connection, client);
    }

    Peer plays(String text) {
      client.sends(text);
      interpreter.run();
      return this;
    }

    void leaves() {
      client.ends();
      assertThat(interpreter.run()).isEqualTo(Interpreter.Stop.CLOSED);
    }

    boolean isRefused() {
      return client.text().contains("503") && client.text().contains("Connection: close");
    }
  }

  private List<Peer> peers(int count, boolean waits, String text) {
    List<Peer> peers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      peers.add(new Peer(waits).plays(text));
      long refused = peers.stream().filter(Peer::isRefused).count();
      assertThat(http1.bufferBytes())
          .isLessThanOrEqualTo(http1.maxBufferBytes() + refused * REFUSED_BYTES);
    }
    return peers;
  }

  private void assertAllLeave(List<Peer> peers) {
    peers.forEach(Peer::leaves);
    assertThat(http1.bufferBytes()).isLessThanOrEqualTo(http1.maxBufferBytes());
    List<Workspace> pooled = new ArrayList<>();
    long before = http1.bufferBytes();
    while (pooled.isEmpty() || http1.bufferBytes() == before) {
      pooled.add(http1.workspaces.take());
    }
    for (Workspace workspace : pooled) {
      assertThat(workspace.isUnused()).isTrue();
      assertThat(workspace.inbox.capacity()).isLessThanOrEqualTo(8 << 10);
      assertThat(workspace.outbox.capacity()).isLessThanOrEqualTo(8 << 10);
      workspace.discard();
    }
    assertThat(http1.bufferBytes()).as("what the pool has is all there is").isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void clientsThatSendOneByteAreTurnedAwayBeyondTheBudget(boolean waits) {
    http1 = http1(100_000, request -> Response.text("unused"));
    List<Peer> peers = peers(100, waits, "G");
    long served = peers.stream().filter(peer -> !peer.isRefused()).count();
    assertThat(served).isBetween(100_000L / 4_096, 100_000L / 2_048);
    peers.stream()
        .filter(Peer::isRefused)
        .forEach(peer -> assertThat(peer.connection.phase()).isEqualTo(Phase.LINGER));
    peers.removeIf(
        peer -> {
          if (peer.isRefused()) {
            peer.leaves();
            return true;
          }
          return false;
        });
    assertThat(http1.bufferBytes()).isLessThanOrEqualTo(http1.maxBufferBytes());
    peers.forEach(peer -> peer.plays("ET" + HEAD + "\\r\\n"));
    assertThat(peers).noneMatch(Peer::isRefused);
    assertAllLeave(peers);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void longHeadsAreTurnedAwayBeyondTheBudget(boolean waits) {
    http1 = http1(500_000, request -> Response.text("unused"));
    List<Peer> peers = peers(50, waits, "GET" + HEAD + "X: {31000*x}");
    assertThat(peers).anyMatch(Peer::isRefused).anyMatch(peer -> !peer.isRefused());
    assertAllLeave(peers);
    assertThat(statuses).contains(503).doesNotContain(500);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void gatheredBodiesAreTurnedAwayBeyondTheBudget(boolean waits) {
    http1 = http1(200_000, Handler.immediate(request -> Response.text("unused")));
    List<Peer> peers =
        peers(50, waits, "POST" + HEAD + "Content-Length: 15000\\r\\n\\r\\n{14000*x}");
    assertThat(peers).anyMatch(Peer::isRefused).anyMatch(peer -> !peer.isRefused());
    assertAllLeave(peers);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aResponseThatWouldBeHeldBackIsSentWhenThereIsNoMemory(boolean waits) {
    for (int size : new int[] {1, 100, 3_000, 5_000}) {
      http1 =
          http1(
              20_000,
              request ->
                  Response.ok(
                      MediaType.BINARY,
                      new Body.Stream(
                          -1,
                          out -> {
                            for (int i = 0; i < 60_000 / size; i++) {
                              out.write(new byte[size]);
                              assertThat(http1.bufferBytes()).isLessThan(20_000 + REFUSED_BYTES);
                            }
                          })));
      Peer peer = new Peer(waits).plays(GET);
      assertThat(peer.client.received()).hasSizeGreaterThan(60_000 / size * size);
      assertAllLeave(List.of(peer));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aHandlerThatCannotReadWithoutMemoryIsAnswered503(boolean waits) {
    http1 = http1(7_000, request -> Response.text("" + request.body().readAllBytes().length));
    Peer peer = new Peer(waits);
    peer.client.sends("POST" + HEAD + "X: {3200*x}\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n");
    peer.client.sends("{1000*1\\r\\nx\\r\\n}").sends("0\\r\\n\\r\\n");
    peer.plays("");
    assertThat(peer.isRefused()).isTrue();
    assertThat(statuses).containsExactly(503);
    assertAllLeave(List.of(peer));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnsweredConnectionIsNotAnsweredAgainWithoutMemory(boolean waits) {
    http1 = http1(9_000, request -> Response.text("unread"));
    String head = "POST" + HEAD + "X: {3100*x}\\r\\nContent-Length: 50000\\r\\n\\r\\n";
    Peer peer = new Peer(waits).plays(head);
    peer.plays("{1000*x}").plays("{40000*x}").plays("{9000*x}");
    assertThat(statuses).containsExactly(200);
    assertThat(peer.client.text()).doesNotContain("503");
    assertThat(peer.connection.phase()).isEqualTo(Phase.IDLE);
    peer.plays("BAD\\r\\n").plays("{20000*x}");
    assertThat(peer.client.text()).doesNotContain("503");
    assertThat(statuses).containsExactly(200, 400);
    assertAllLeave(List.of(peer));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLingeringConnectionKeepsNoLargeBuffers(boolean waits) {
    http1 = http1(1 << 20, request -> Response.text("unused"));
    Peer peer = new Peer(waits).plays("GET" + HEAD + "X: {40000*x}\\r\\n\\r\\n");
    assertThat(peer.connection.phase()).isEqualTo(Phase.LINGER);
    assertThat(http1.bufferBytes()).isLessThan(REFUSED_BYTES);
    assertAllLeave(List.of(peer));
  }

  @Test
  void oneByteOfAHeadTakesLessThan4KiB() {
    http1 = http1(1 << 20, request -> Response.text("unused"));
    assertThat(Workspace.initialBytes()).isLessThan(4 << 10);
    Peer peer = new Peer(true).plays("G");
    assertThat(http1.bufferBytes()).isLessThan(4 << 10);
    peer.leaves();
  }

  @Test
  void idleConnectionsUseNoBudget() throws IOException {
    http1 = http1(1 << 20, request -> Response.text("unused"));
    List<Peer> peers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      peers.add(new Peer(true).plays(GET));
    }
    assertThat(http1.bufferBytes()).as("one workspace for all").isLessThan(8 << 10);
    assertAllLeave(peers);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 255, 256, 1_000, 1_500, 2_047, 2_048, 5_000, 100_000})
  void aClientMayFillTheBufferOfAnIdleConnection(int idleBytes) {
    http1 = http1(1 << 20, Handler.immediate(request -> Response.text("x")));
    Client client = new Client();
    Connection connection = http1.open(Dialog.info(1), idleBytes, new NoDriver());
    Interpreter interpreter = Interpreter.waiting(connection, client);
    for (int i = 0; i < 20; i++) {
      client.sends("{100*" + GET + "}");
      assertThat(interpreter.run()).isEqualTo(Interpreter.Stop.STARVED);
    }
    assertThat(statuses).hasSize(2_000).containsOnly(200);
  }
}
