package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.connection.Phase;
import io.heddle.engine.eventloop.EventLoopEngine;
import io.heddle.engine.eventloop.Workers;
import io.heddle.exchange.Service;
import io.heddle.exchange.Settings;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.http1.Http1;
import io.heddle.proxy.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On an event loop, no thread waits for the server behind a proxy. */
@Timeout(60)
class ProxyWaitTest {
  private static final int REQUESTS = 1_000;

  @Test
  void aThousandRequestsWaitOnOneLoopWithTwoWorkers() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    try (OtherServer other =
        new OtherServer(
            peer -> {
              peer.readHead();
              asked.incrementAndGet();
              assertThat(answer.await(40, TimeUnit.SECONDS)).isTrue();
              peer.send("HTTP/1.1 200 OK\nContent-Length: 4\n\nlate");
            })) {
      Proxy proxy = other.proxy();
      Service service =
          Service.of(
              Settings.of(
                  head ->
                      head.path().contentEquals("/wait")
                          ? new Route("wait", _ -> Response.text("by a worker"))
                          : new Route("proxy", proxy)));
      EngineConfig config = EngineConfig.onPort(0);
      try (EventLoopEngine engine =
          new EventLoopEngine(new Http1(service), config, 1, new Workers.Pool(2, 10))) {
        engine.start();
        List<Client> clients = new ArrayList<>();
        try {
          for (int i = 0; i < REQUESTS; i++) {
            clients.add(new Client(engine.addresses().getFirst()).get("/proxy"));
          }
          Await.until("all requests have arrived", () -> asked.get() == REQUESTS);
          Await.until(
              "the engine has counted them", () -> engine.connections(Phase.UPSTREAM) == REQUESTS);
          try (Client client = new Client(engine.addresses().getFirst())) {
            assertThat(client.get("/wait").read().text()).isEqualTo("by a worker");
          }
          answer.countDown();
          for (Client client : clients) {
            assertThat(client.read().text()).isEqualTo("late");
          }
        } finally {
          for (Client client : clients) {
            client.close();
          }
        }
      }
    }
  }
}
