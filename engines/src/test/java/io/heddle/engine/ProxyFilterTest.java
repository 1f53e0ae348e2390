package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.engine.tls.Tls;
import io.heddle.engine.tls.TlsConfig;
import io.heddle.http.Blocking;
import io.heddle.http.Filter;
import io.heddle.http.Handler;
import io.heddle.http.Request;
import io.heddle.http.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A filter before a proxy that needs a worker, such as a login that checks a password: the worker
 * must not touch the connections to other servers, which belong to the loop.
 */
class ProxyFilterTest {
  private static final int CLIENTS = 8;
  private static final int REQUESTS = 25;
  private static final String ANSWER = "HTTP/1.1 200 OK\nContent-Length: 5\n\nright";

  private record Waiting(Blocking blocking) implements Filter {
    @Override
    public Response filter(Request request, Handler next) throws IOException, InterruptedException {
      return next.handle(request);
    }
  }

  private interface Connecting {
    Client connect() throws IOException;
  }

  private static Setup setup(Variant engine, OtherServer other) {
    return engine
        .server()
        .route("/briefly", other.proxy().with(new Waiting(Blocking.BRIEFLY)))
        .route("/freely", other.proxy().with(new Waiting(Blocking.FREELY)));
  }

  private static void askAll(Connecting connecting) throws Exception {
    List<Background> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(Background.run(() -> ask(connecting)));
    }
    for (Background client : clients) {
      client.join();
    }
  }

  private static void ask(Connecting connecting) throws IOException {
    try (Client client = connecting.connect()) {
      for (int i = 0; i < REQUESTS; i++) {
        String path = i % 2 == 0 ? "/briefly" : "/freely";
        if (i % 5 == 0) {
          client.post(path, 3).send("abc");
        } else {
          client.get(path);
        }
        assertThat(client.read().text()).isEqualTo("right");
      }
    }
  }

  private static OtherServer answering() throws IOException {
    return new OtherServer(
        peer -> {
          while (true) {
            List<String> head = peer.readHead();
            if (head.getFirst().startsWith("POST")) {
              peer.readBytes(3);
            }
            peer.send(ANSWER);
          }
        });
  }

  @EachEngine
  void eachRequestIsAnswered(Variant engine) throws Exception {
    try (OtherServer other = answering();
        Server server = setup(engine, other).start()) {
      askAll(server::connect);
      assertThat(server.recorder().failures()).isEmpty();
    }
  }

  @EachEngine
  void eachRequestOverTlsIsAnswered(Variant engine) throws Exception {
    Identity authority = Identity.authority("authority");
    TlsClients clients = new TlsClients(authority);
    Tls tls = new Tls(TlsConfig.of(List.of(authority.signs("localhost").server())));
    try (OtherServer other = answering();
        Server server = setup(engine, other).over(tls).start()) {
      askAll(() -> new Client(clients.over(Client.connect(server.address(), 0))));
      assertThat(server.recorder().failures()).isEmpty();
    }
  }
}
