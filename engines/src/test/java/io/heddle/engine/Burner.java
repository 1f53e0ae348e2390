package io.heddle.engine;

import io.heddle.http.Request;
import io.heddle.http.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Handlers that compute until they are released, and so occupy what runs them: processors, loops or
 * workers.
 */
final class Burner {
  private static final long MAX_NANOS = Duration.ofSeconds(15).toNanos();

  /** Enough requests to occupy all loops, all carriers of virtual threads and all workers. */
  private static final int REQUESTS =
      Math.max(2 * Variant.POOL_THREADS, 2 * Runtime.getRuntime().availableProcessors());

  private final AtomicInteger burning = new AtomicInteger();
  private volatile boolean released;

  /** The handler. */
  Response burn(Request request) {
    burning.incrementAndGet();
    long deadline = System.nanoTime() + MAX_NANOS;
    while (!released && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    return Response.text("burnt");
  }

  /** Computes for about the processor time in the query. */
  static Response compute(Request request) {
    int millis = request.queryParameter("ms").map(Integer::parseInt).orElse(0);
    long end = System.nanoTime() + millis * 1_000_000L;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return Response.text("computed");
  }

  /** Connects enough clients to occupy everything; returns once the server has accepted them. */
  List<Client> connect(Server server) throws IOException {
    int before = server.recorder().accepted();
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      clients.add(server.connect());
    }
    Await.until("all are accepted", () -> server.recorder().accepted() == before + REQUESTS);
    return clients;
  }

  /** Sends a request from each client, and waits until {@code count} handlers run. */
  void begin(List<Client> clients, String target, int count) throws IOException {
    for (Client client : clients) {
      client.get(target);
    }
    Await.until(count + " handlers compute", () -> burning.get() >= count);
  }

  /** Releases all handlers. */
  void release() {
    released = true;
  }
}
