package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.cli.Invocation;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The metrics of every engine. */
@ParameterizedClass(name = "{0}")
@EnumSource(Variant.class)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MetricsTest {
  private static final String REQUESTS = "http_server_requests_seconds_count";
  private static final Duration MAX_WAIT = Duration.ofSeconds(20);

  @Parameter private Variant variant;
  private Server server;
  private final List<Client> clients = new ArrayList<>();

  private Client serve(String... options) throws Exception {
    Invocation.Serve invocation =
        (Invocation.Serve)
            Invocation.of(List.of(variant.words(options)), Map.of("APP_ADMIN_PORT", "0"));
    server = Server.start(invocation.options(), new FatalExit());
    return connect();
  }

  private Client connect() throws IOException {
    Client client = new Client(server.address().getPort());
    clients.add(client);
    return client;
  }

  @AfterEach
  void stop() throws Exception {
    for (Client client : clients) {
      client.close();
    }
    server.stop();
  }

  private Scrape scrape() throws IOException {
    return Scrape.of(server.adminAddress().orElseThrow().getPort());
  }

  /** Scrapes until the condition holds, since a response is counted shortly after it is sent. */
  private Scrape await(String what, Predicate<Scrape> holds) throws Exception {
    long deadline = System.nanoTime() + MAX_WAIT.toNanos();
    Scrape scrape = scrape();
    while (!holds.test(scrape)) {
      assertThat(System.nanoTime()).as("not in time: " + what).isLessThan(deadline);
      Thread.sleep(10);
      scrape = scrape();
    }
    return scrape;
  }

  private void awaitSum(double sum, String name, String... labels) throws Exception {
    await(sum + " of " + name + List.of(labels), scrape -> scrape.sum(name, labels) == sum);
  }

  private boolean hasLoops() {
    return variant.engine().equals("epoll");
  }

  @Test
  void requestsAreCountedByRouteMethodAndStatus() throws Exception {
    Client client = serve();
    client.ask("GET /ping").read();
    client.ask("GET /ping?x=1").read();
    client.ask("HEAD /ping").readHead();
    client.ask("GET /echo/one").read();
    client.ask("GET /echo/two").read();
    client.ask("DELETE /ping").read();
    awaitSum(6, REQUESTS);
    Scrape scrape = scrape();
    assertThat(scrape.sum(REQUESTS, "uri=\"/ping\"", "method=\"GET\"", "status=\"200\""))
        .isEqualTo(2);
    assertThat(scrape.sum(REQUESTS, "uri=\"/ping\"", "method=\"HEAD\"")).isEqualTo(1);
    assertThat(scrape.sum(REQUESTS, "uri=\"/echo/{value}\"", "outcome=\"SUCCESS\"")).isEqualTo(2);
    assertThat(scrape.sum(REQUESTS, "status=\"405\"", "outcome=\"CLIENT_ERROR\"")).isEqualTo(1);
  }

  @Test
  void everySeriesNamesTheApplicationAndTheEngine() throws Exception {
    serve().ask("GET /ping").read();
    String engine = "engine=\"" + variant.engine() + "\"";
    assertThat(scrape().samples().keySet())
        .allSatisfy(name -> assertThat(name).contains("application=\"heddle\"", engine));
  }

  @Test
  void pathsThatClientsInventAreOneSeries() throws Exception {
    Client client = serve();
    for (int i = 0; i < 100; i++) {
      client.ask("GET /no/such/path/" + i).read();
      client.ask("GET /echo/" + i).read();
    }
    awaitSum(200, REQUESTS);
    assertThat(scrape().series(REQUESTS)).hasSize(2);
  }

  @Test
  void theDurationIncludesTheHandler() throws Exception {
    serve("--lab").ask("GET /sleep?ms=60").read();
    awaitSum(1, REQUESTS);
    Scrape scrape = scrape();
    assertThat(scrape.sum("http_server_requests_seconds_sum")).isBetween(0.06, 20.0);
    assertThat(scrape.sum("http_server_requests_seconds_bucket", "le=\"0.05\"")).isZero();
    assertThat(scrape.has("http_server_requests_seconds_bucket", "le=\"5.0E-4\"")).isTrue();
  }

  @Test
  void aRequestIsActiveWhileItsHandlerRuns() throws Exception {
    Client client = serve("--body-timeout=1m", "--min-rate=0");
    client.ask("POST /api/echo", "Content-Length: 5", "Expect: 100-continue");
    assertThat(client.read().status()).as("what the handler causes when it reads").isEqualTo(100);
    awaitSum(1, "http_server_requests_active");
    assertThat(client.send("hello").read().status()).isEqualTo(200);
    awaitSum(0, "http_server_requests_active");
  }

  @Test
  void anAbandonedRequestIsNoLongerActive() throws Exception {
    Client client = serve();
    client.ask("POST /write", "Content-Length: 5").send("he");
    awaitSum(1, "http_server_requests_active");
    client.close();
    awaitSum(0, "http_server_requests_active");
  }

  @Test
  void connectionsAreCountedByTheirState() throws Exception {
    Client idle = serve("--lab", "--grace=10ms", "--head-timeout=1m");
    idle.ask("GET /ping").read();
    connect().send("GET /ping HT");
    connect().ask("GET /sleep?ms=60000");
    awaitSum(1, "heddle_connections", "state=\"idle\"");
    awaitSum(1, "heddle_connections", "state=\"reading\"");
    awaitSum(1, "heddle_connections", "state=\"handling\"");
    awaitSum(3, "heddle_connections_open");
    awaitSum(3, "heddle_connections_accepted_total");
  }

  @Test
  void aConnectionAboveTheLimitIsRejected() throws Exception {
    serve("--max-connections=1").ask("GET /ping").read();
    assertThat(connect().ask("GET /ping").read().status()).isEqualTo(503);
    awaitSum(1, "heddle_connections_rejected_total", "reason=\"limit\"");
    Scrape scrape = scrape();
    assertThat(scrape.sum("heddle_connections_accepted_total")).isEqualTo(1);
    assertThat(scrape.sum("heddle_connections_limit")).isEqualTo(1);
    assertThat(scrape.has("heddle_protocol_errors_total")).isFalse();
    assertThat(scrape.sum(REQUESTS)).as("requests that were timed").isEqualTo(1);
  }

  @Test
  void theTimeoutOfAnIdleConnectionIsCounted() throws Exception {
    serve("--idle-timeout=60ms").ask("GET /ping").read();
    awaitSum(1, "heddle_connections_timed_out_total", "reason=\"idle\"");
    awaitSum(0, "heddle_protocol_errors_total");
  }

  @Test
  void theTimeoutOfAHeadIsCounted() throws Exception {
    serve("--head-timeout=60ms");
    assertThat(answerToPartOfAHead().status()).isEqualTo(408);
    awaitSum(1, "heddle_connections_timed_out_total", "reason=\"head\"");
    awaitSum(0, "heddle_protocol_errors_total");
  }

  /** The time begins when the server accepts, so a busy client may be too late to send anything. */
  private Reply answerToPartOfAHead() throws IOException {
    while (true) {
      try {
        return connect().send("GET /ping HT").read();
      } catch (EOFException | SocketException tooLate) {
        // the next one may be quicker
      }
    }
  }

  @Test
  void theTimeoutOfAHandlerIsCounted() throws Exception {
    Client client = serve("--lab", "--handler-timeout=60ms");
    assertThat(client.ask("GET /sleep?ms=20000").read().status()).isEqualTo(503);
    awaitSum(1, "heddle_connections_timed_out_total", "reason=\"handling\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\n\n",
        "GET /%zz HTTP/1.1\nHost: h\n\n",
        "GET / HTTP/7.0\nHost: h\n\n"
      })
  void brokenRulesAreCountedByReason(String request) throws Exception {
    Reply refusal = serve().send(request).read();
    awaitSum(1, "heddle_protocol_errors_total");
    String status = "status=\"" + refusal.status() + "\"";
    assertThat(scrape().sum("heddle_protocol_errors_total", status)).isEqualTo(1);
    assertThat(scrape().has(REQUESTS)).as("a request that was timed").isFalse();
    String reason = refusal.text().strip().replaceFirst("^[^:]*: ", "");
    assertThat(scrape().has("heddle_protocol_errors_total", "reason=\"" + reason + "\"")).isTrue();
  }

  @Test
  void bytesAreCountedInBothDirections() throws Exception {
    Client client = serve();
    Reply reply = client.post("/api/echo", new byte[3_000]).read();
    int headBytes = reply.head().stream().mapToInt(line -> line.length() + 2).sum() + 2;
    awaitSum(headBytes + 3_000, "heddle_sent_bytes_total");
    assertThat(scrape().sum("heddle_received_bytes_total")).isGreaterThan(3_000);
  }

  @Test
  void theReadinessDelayIsMeasured() throws Exception {
    serve();
    Scrape scrape = await("a probe", some -> some.sum("heddle_readiness_delay_seconds_count") > 3);
    assertThat(scrape.sum("heddle_readiness_delay_seconds_sum")).isPositive();
    awaitSum(0, "heddle_readiness_waiting_seconds");
    assertThat(scrape.has("heddle_readiness_delay_seconds_bucket", "le=\"1.0E-5\"")).isTrue();
  }

  @Test
  void onlyTheEventLoopHasLoopsAndWorkers() throws Exception {
    serve("--lab").ask("GET /sleep?ms=1").read();
    if (hasLoops()) {
      await("a delay", some -> some.sum("heddle_worker_delay_seconds_count") > 0);
      awaitSum(1, "heddle_worker_calls_total");
      awaitSum(0, "heddle_workers_busy");
      await("an event", some -> some.sum("heddle_selector_events_total") > 0);
      // the connection may be on another loop, but the probe wakes each
      Scrape scrape =
          await("a wake-up", some -> some.sum("heddle_selector_wakeups_total", "loop=\"0\"") > 0);
      assertThat(scrape.sum("heddle_loop_busy_seconds_total")).isPositive();
      assertThat(scrape.has("heddle_workers_limit")).isEqualTo(variant == Variant.EPOLL_POOL);
    } else {
      assertThat(scrape().samples().keySet())
          .noneMatch(name -> name.matches("heddle_(worker|selector|loop).*"));
    }
  }

  @Test
  void theProcessIsMeasuredToo() throws Exception {
    serve();
    List<String> names =
        List.of(
            "jvm_threads_virtual_parallelism",
            "jvm_threads_virtual_pool_size_threads",
            "jvm_threads_virtual_live_threads",
            "jvm_memory_used_bytes",
            "jvm_memory_allocated_bytes_total",
            "jvm_gc_live_data_size_bytes",
            "jvm_threads_live_threads",
            "process_cpu_seconds_total",
            "process_files_open_files",
            "process_files_max_files",
            "process_resident_memory_bytes",
            "process_uptime_seconds",
            "heddle_info");
    for (String name : names) {
      await(name, scrape -> scrape.has(name));
    }
  }
}
