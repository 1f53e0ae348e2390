package io.heddle.engine;

import io.heddle.http.Request;
import io.heddle.http.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Handlers that compute until they are told to stop, and so hold whatever runs them: processors,
 * loops or workers.
 */
final class Burner {
  private static final long MAX_NANOS = Duration.ofSeconds(15).toNanos();

  /** So many requests hold all loops, all carriers of virtual threads and all workers. */
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

  /** Computes for as long as the query says, of processor time or about that. */
  static Response compute(Request request) {
    int millis = request.queryParameter("ms").map(Integer::parseInt).orElse(0);
    long end = System.nanoTime() + millis * 1_000_000L;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return Response.text("computed");
  }

  /** Connects as many clients as it takes to hold everything. The server has accepted them. */
  List<Client> connect(Server server) throws IOException {
    int before = server.recorder().accepted();
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      clients.add(server.connect());
    }
    Await.until("all are accepted", () -> server.recorder().accepted() == before + REQUESTS);
    return clients;
  }

  /** Has the clients ask for the handler, and waits until so many of them run. */
  void begin(List<Client> clients, String target, int count) throws IOException {
    for (Client client : clients) {
      client.get(target);
    }
    Await.until(count + " handlers compute", () -> burning.get() >= count);
  }

  /** Lets all of them end. */
  void release() {
    released = true;
  }
}
