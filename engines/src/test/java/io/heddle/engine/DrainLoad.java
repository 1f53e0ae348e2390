package io.heddle.engine;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that post and reconnect while a server stops, and count unanswered requests: those on new
 * connections, or, if the clients reuse connections, those on connections that have been used.
 */
final class DrainLoad {
  static final int CLIENTS = 12;
  private static final int SIZE = 40_000;

  private final boolean reuses;
  private final AtomicInteger answered = new AtomicInteger();
  private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();

  /** Clients that use a connection for many requests, or for only one. */
  DrainLoad(boolean reuses) {
    this.reuses = reuses;
  }

  /** Starts a server and the clients, and stops the server under load. */
  void drain(Setup setup) throws Exception {
    List<Background> clients = new ArrayList<>();
    try (Server server = setup.start()) {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(Background.run(() -> run(server)));
      }
      int before = answered.get();
      Await.until("clients are served", () -> answered.get() >= before + 2 * CLIENTS);
      server.stop(Duration.ofSeconds(10));
      for (Background client : clients) {
        client.join();
      }
    }
  }

  private void run(Server server) throws Exception {
    while (true) {
      try (Client client = server.connect().patience(Duration.ofSeconds(8))) {
        use(client);
      } catch (ConnectException stopped) {
        return;
      } catch (IOException reset) {
        // the connection was not established, so nothing was requested
      }
    }
  }

  private void use(Client client) {
    boolean again = true;
    boolean counts = !reuses;
    Promptness promptness = new Promptness();
    while (again) {
      try {
        client.post("/count", SIZE);
        promptness.begun();
        client.send(Pattern.bytes(SIZE));
        long completeNanos = System.nanoTime();
        Reply reply = client.read();
        promptness.answered(completeNanos);
        if (reply.status() == 200) {
          answered.incrementAndGet();
        } else {
          unanswered.add(reply.head().getFirst());
        }
        again = reuses && !reply.closes();
        counts = true;
      } catch (IOException e) {
        if (counts && promptness.isPrompt()) {
          unanswered.add(e.toString());
        }
        again = false;
      }
    }
  }

  int answered() {
    return answered.get();
  }

  List<String> unanswered() {
    return List.copyOf(unanswered);
  }
}
