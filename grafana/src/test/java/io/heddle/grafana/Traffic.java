package io.heddle.grafana;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Sends every kind of traffic that the dashboard has a panel for to one server, until it is closed:
 * steady clients on keep-alive connections, guests with few requests, strangers with a new
 * connection each, slow clients and handlers that time out, requests that compute, and a crowd from
 * time to time.
 *
 * <p>It does not check the responses. A request may fail, for example while the crowd is there, and
 * the dashboard has to show that.
 */
final class Traffic implements AutoCloseable {
  /** The options of a server for this traffic, except the limit of connections. */
  static final List<String> OPTIONS =
      List.of(
          "--max-body-bytes=1MiB",
          "--head-timeout=400ms",
          "--body-timeout=400ms",
          "--write-timeout=1500ms",
          "--idle-timeout=3s",
          "--linger-timeout=400ms",
          "--handler-timeout=2s");

  private static final int CLIENTS = 6;
  private static final int GUESTS = 10;
  private static final int CROWD = 250;
  private static final int COMPUTING = 3;
  private static final int COMPUTING_MICROS = 40_000;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String NOTE = "a note that is stored";

  private static final List<String> TARGETS =
      List.of(
          "/",
          "/ping",
          "/api/",
          "/echo",
          "/echo/value",
          "/user-agent",
          "/read",
          "/stats",
          "/plaintext",
          "/json",
          "/bytes?n=100",
          "/bytes?n=300000",
          "/sleep?ms=5",
          "/sleep?ms=60",
          "/cpu?us=300",
          "/cpu?us=2000");

  private static final List<String> STRANGERS =
      List.of(
          "GET /ping HTTP/1.1\nHost: a\nConnection: close\n\n",
          "HEAD / HTTP/1.1\nHost: a\nConnection: close\n\n",
          "GET /ping HTTP/1.0\n\n",
          "GET /nothing-here HTTP/1.1\nHost: a\nConnection: close\n\n",
          "DELETE /ping HTTP/1.1\nHost: a\nConnection: close\n\n",
          "GET /sleep?ms=long HTTP/1.1\nHost: a\nConnection: close\n\n",
          "POST /api/echo HTTP/1.1\nHost: a\nContent-Length: 9000000\n\n",
          "GET /ping HTTP/1.1\nHost: a\nHost: b\n\n",
          "GET /ping HTTP/1.1\n\n",
          "NONSENSE\n\n");

  private static final List<String> SLOW =
      List.of(
          "",
          "GET /ping HTT",
          "POST /api/echo HTTP/1.1\nHost: a\nContent-Length: 100\n\nhalf of it",
          "GET /ping HTTP/1.1\nHost: a\n\n",
          "GET /sleep?ms=4000 HTTP/1.1\nHost: a\nConnection: close\n\n");

  private static final String ASIDE = "GET /ping HTTP/1.1\nHost: a\n\n";
  private static final String ENDLESS = "GET /bytes?n=100000000 HTTP/1.1\nHost: a\n\n";
  private static final String TALKATIVE =
      "POST /api/echo HTTP/1.1\nHost: a\nContent-Length: 900000000\n\n";

  private final int port;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final List<Thread> threads = new ArrayList<>();
  private final List<Connection> guests = new ArrayList<>();

  private Traffic(int port) {
    this.port = port;
  }

  /** Starts the traffic to the server on this port. */
  static Traffic on(int port) {
    Traffic traffic = new Traffic(port);
    for (int i = 0; i < CLIENTS; i++) {
      int first = i * 3;
      traffic.begin(() -> traffic.ask(first));
    }
    traffic.begin(() -> traffic.meet(STRANGERS));
    SLOW.forEach(text -> traffic.begin(() -> traffic.meet(List.of(text))));
    traffic.begin(traffic::doNotRead);
    traffic.begin(traffic::talkOn);
    traffic.threads.add(Thread.ofVirtual().start(traffic::host));
    traffic.begin(traffic::crowd);
    traffic.begin(traffic::compute);
    return traffic;
  }

  private void begin(Turns.Turn turn) {
    threads.add(Turns.repeat(turn));
  }

  /** A steady client: requests each target once, starting with this one. */
  private void ask(int first) throws IOException, InterruptedException {
    for (int i = 0; i < TARGETS.size(); i++) {
      send(request(TARGETS.get((first + i) % TARGETS.size())).GET());
    }
    send(request("/api/echo").POST(BodyPublishers.ofString(NOTE.repeat(100))));
    send(request("/write").POST(BodyPublishers.ofString(NOTE)));
  }

  private HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
        .timeout(PATIENCE);
  }

  private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
    client.send(request.build(), BodyHandlers.discarding());
    TimeUnit.MILLISECONDS.sleep(15);
  }

  /** Sends each text on a new connection and waits until the server closes it. */
  private void meet(List<String> texts) throws IOException, InterruptedException {
    for (String text : texts) {
      try (Connection connection = new Connection(port)) {
        connection.send(text).awaitEnd();
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** Requests more than fits into the kernel's buffers and does not read it. */
  private void doNotRead() throws IOException, InterruptedException {
    try (Connection connection = new Connection(port, 4 << 10)) {
      connection.send(ENDLESS);
      TimeUnit.SECONDS.sleep(2);
    }
  }

  /** Keeps sending after a refusal. */
  private void talkOn() throws IOException, InterruptedException {
    try (Connection connection = new Connection(port)) {
      connection.send(TALKATIVE);
      for (int i = 0; i < 20; i++) {
        connection.send("x".repeat(100));
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  private void host() {
    Turns.run(this::entertain);
    guests.forEach(Connection::close);
  }

  private void entertain() throws IOException, InterruptedException {
    while (guests.size() < GUESTS) {
      guests.add(new Connection(port));
    }
    for (Connection guest : List.copyOf(guests)) {
      try {
        guest.send(ASIDE);
      } catch (IOException e) {
        // It arrived while the crowd was there and was rejected.
        guest.close();
        guests.remove(guest);
      }
    }
    TimeUnit.SECONDS.sleep(1);
  }

  private void crowd() throws IOException, InterruptedException {
    TimeUnit.SECONDS.sleep(2);
    List<Connection> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < CROWD; i++) {
        crowd.add(new Connection(port));
      }
      TimeUnit.MILLISECONDS.sleep(200);
    } finally {
      for (Connection connection : crowd) {
        connection.close();
      }
    }
    TimeUnit.SECONDS.sleep(1);
  }

  /** Requests more computation at once than a carrier can do, so that some of it queues. */
  private void compute() throws InterruptedException {
    List<CompletableFuture<HttpResponse<Void>>> answers = new ArrayList<>();
    for (int i = 0; i < COMPUTING; i++) {
      HttpRequest request = request("/cpu?us=" + COMPUTING_MICROS).build();
      answers.add(client.sendAsync(request, BodyHandlers.discarding()));
    }
    CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .handle((all, failure) -> COMPUTING)
        .join();
    TimeUnit.MILLISECONDS.sleep(300);
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    client.shutdownNow();
  }
}
