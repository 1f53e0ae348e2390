package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.app.cli.Invocation;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The admin pages. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AdminTest {
  private static final int HOG_REQUESTS = 30;

  private static Program run(Variant variant, String... options) throws Exception {
    return new Program.Start().variable("APP_ADMIN_PORT", "0").run(variant.words(options));
  }

  private static Reply ask(int port, String target, String... fields) throws Exception {
    try (Client client = new Client(port)) {
      return client.ask("GET " + target, fields).read();
    }
  }

  @EachEngine
  void theSecondLineSaysWhereTheAdminPagesAre(Variant variant) throws Exception {
    try (Program program = run(variant)) {
      int port = program.port();
      int admin = program.adminPort();
      assertThat(ask(admin, "/health/live").text()).isEqualTo("{\"status\":\"UP\"}\n");
      assertThat(ask(admin, "/health/ready").status()).isEqualTo(200);
      assertThat(ask(admin, "/").text()).contains("/metrics");
      assertThat(ask(admin, "/ping").status()).isEqualTo(404);
      assertThat(ask(port, "/metrics").status()).isEqualTo(404);
      assertThat(program.signal("TERM").end()).isZero();
      assertThat(program.out().readLine()).isNull();
      assertThat(program.complaints()).isEmpty();
    }
  }

  @EachEngine
  void readinessEndsWithTheFirstSignalAndLivenessDoesNot(Variant variant) throws Exception {
    String[] patient = {"--grace=60s", "--body-timeout=60s", "--min-rate=0"};
    try (Program program = run(variant, patient)) {
      int port = program.port();
      int admin = program.adminPort();
      try (Client busy = new Client(port)) {
        busy.ask("POST /write", "Content-Length: 5").send("he");
        while (Scrape.of(admin).sum("http_server_requests_active") < 1) {
          Thread.onSpinWait();
        }
        program.signal("TERM");
        while (ask(admin, "/health/ready").status() == 200) {
          Thread.onSpinWait();
        }
        assertThat(ask(admin, "/health/ready").status()).isEqualTo(503);
        assertThat(ask(admin, "/health/live").status()).isEqualTo(200);
        assertThat(Scrape.of(admin).sum("http_server_requests_active")).isEqualTo(1);
        assertThat(busy.hasInput()).as("an answer before all of that").isFalse();
        assertThat(busy.send("llo").read().status()).isEqualTo(204);
      }
      assertThat(program.end()).isZero();
    }
  }

  @EachEngine
  void adminPagesAnswerWhenTheEngineCannot(Variant variant) throws Exception {
    try (Program program = run(variant, "--lab")) {
      int port = program.port();
      int admin = program.adminPort();
      assertThat(ask(port, "/cpu?us=1").status()).isEqualTo(200);
      List<Client> hogs = new ArrayList<>();
      try {
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
          Client hog = new Client(port);
          hogs.add(hog);
          // they take a second each, one after another
          for (int asked = 0; asked < HOG_REQUESTS; asked++) {
            hog.ask("GET /cpu?us=1000000");
          }
        }
        assertThat(ask(admin, "/health/live").status()).isEqualTo(200);
        assertThat(answers(hogs.getLast())).as("answers before that").isLessThan(HOG_REQUESTS);
      } finally {
        for (Client hog : hogs) {
          hog.close();
        }
      }
    }
  }

  /** The number of answers that have arrived. */
  private static int answers(Client client) throws Exception {
    int count = 0;
    while (client.hasInput()) {
      assertThat(client.read().status()).isEqualTo(200);
      count++;
    }
    return count;
  }

  @EachEngine
  void infoShowsEngineVersionAndOptions(Variant variant) throws Exception {
    try (Program program = run(variant, "--idle-timeout=7s")) {
      int port = program.port();
      int admin = program.adminPort();
      Reply reply = ask(admin, "/info");
      assertThat(reply.field("Content-Type")).contains("application/json");
      assertThat(reply.field("Cache-Control")).contains("no-store");
      assertThat(reply.text())
          .contains("\"engine\" : \"" + variant.engine() + "\"")
          .contains("\"version\" : \"")
          .contains("\"jdk\" : \"" + Runtime.version() + "\"")
          .contains("\"pid\" : " + program.pid())
          .contains("\"port\" : \"" + port + "\"")
          .contains("\"admin-port\" : \"" + admin + "\"")
          .contains("\"idle-timeout\" : \"7s\"")
          .contains("\"head-timeout\" : \"10s\"")
          .contains("\"lab\" : \"false\"")
          .doesNotContain("\"help\"");
      assertThat(reply.text().contains("\"loops\" : \"2\""))
          .isEqualTo(variant.engine().equals("epoll"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | text/html; charset=utf-8
          text/html                          | text/html; charset=utf-8
          text/plain;q=0.5,text/html         | text/html; charset=utf-8
          */*                                | text/plain; charset=utf-8
          text/html,text/plain               | text/plain; charset=utf-8
          text/html;q=0                      | text/plain; charset=utf-8
          application/json                   | text/plain; charset=utf-8
          """)
  void theIndexIsAPageForABrowser(String accepted, String type) throws Exception {
    Reply reply = reply("/", "Accept: " + accepted);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.field("Content-Type")).contains(type);
    assertThat(reply.field("Vary")).contains("Accept");
    assertThat(reply.field("Cache-Control")).contains("no-store");
    assertThat(reply.text().startsWith("<!doctype html>")).isEqualTo(type.contains("html"));
  }

  @Test
  void theIndexIsTextForAClientThatDoesNotSayWhatItAccepts() throws Exception {
    assertThat(reply("/").text()).startsWith("/metrics       for Prometheus\n");
  }

  @Test
  void theIndexLinksToEachPageAndFitsAPhoneAndTheDark() throws Exception {
    Server server = server(Variant.EPOLL);
    try {
      int port = server.adminAddress().orElseThrow().getPort();
      String page = ask(port, "/", "Accept: text/html").text();
      String text = ask(port, "/").text();
      List<String> links =
          Pattern.compile("<a href=\"(/[^\"]*)\">")
              .matcher(page)
              .results()
              .map(link -> link.group(1))
              .toList();
      assertThat(links)
          .containsExactlyElementsOf(text.lines().map(line -> line.split(" ", 2)[0]).toList())
          .hasSize(4);
      for (String link : links) {
        assertThat(ask(port, link).status()).as(link).isEqualTo(200);
      }
      assertThat(page)
          .contains(
              "width=device-width", "\"color-scheme\" content=\"light dark\"", "@media (max-width");
    } finally {
      server.stop();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          */*                                             | text/plain; version=0.0.4; charset=utf-8
          text/plain                                      | text/plain; version=0.0.4; charset=utf-8
          application/openmetrics-text;version=1.0.0      | application/openmetrics-text; version=1.0.0; charset=utf-8
          application/openmetrics-text;q=0.8,*/*;q=0.1    | application/openmetrics-text; version=1.0.0; charset=utf-8
          application/openmetrics-text;q=0.5,text/plain   | text/plain; version=0.0.4; charset=utf-8
          application/openmetrics-text;q=0,text/plain     | text/plain; version=0.0.4; charset=utf-8
          application/openmetrics-text;q=0                | text/plain; version=0.0.4; charset=utf-8
          application/openmetrics-text;q=x                | text/plain; version=0.0.4; charset=utf-8
          application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.7,application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.5,*/*;q=0.1 | application/openmetrics-text; version=1.0.0; charset=utf-8
          """)
  void metricsUseTheFormatThatTheClientAccepts(String accepted, String type) throws Exception {
    assertFormat(metrics("Accept: " + accepted), type);
  }

  @Test
  void severalAcceptFieldsAreCombined() throws Exception {
    assertFormat(
        metrics("Accept: text/plain;q=0.5", "Accept: application/openmetrics-text"),
        "application/openmetrics-text; version=1.0.0; charset=utf-8");
  }

  private static Reply metrics(String... fields) throws Exception {
    return reply("/metrics", fields);
  }

  private static Reply reply(String target, String... fields) throws Exception {
    Server server = server(Variant.VTHREADS);
    try {
      return ask(server.adminAddress().orElseThrow().getPort(), target, fields);
    } finally {
      server.stop();
    }
  }

  private static void assertFormat(Reply reply, String type) {
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.field("Content-Type")).contains(type);
    assertThat(reply.text().endsWith("# EOF\n")).isEqualTo(type.contains("openmetrics"));
    assertThat(reply.text()).contains("# TYPE heddle_connections gauge");
  }

  private static Server server(Variant variant) throws Exception {
    Invocation.Serve invocation =
        (Invocation.Serve) Invocation.of(List.of(variant.words()), Map.of("APP_ADMIN_PORT", "0"));
    return Server.start(invocation.options(), new FatalExit());
  }

  @EachEngine
  void anAdminPortThatIsTakenIsNamedWithTheRemedy(Variant variant) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());
      try (Program program =
          new Program.Start()
              .variable("APP_ADMIN_PORT", port)
              .run(variant.words("--access-log=target/never-written.log"))) {
        assertThat(program.end()).isEqualTo(1);
        assertThat(program.errors())
            .contains("cannot listen on 127.0.0.1:" + port)
            .contains("--admin-port")
            .doesNotContain("Exception");
        assertThat(program.out().readLine()).isNull();
      }
    }
  }

  @EachEngine
  void adminPagesMayHaveAnotherAddress(Variant variant) throws Exception {
    try (Program program = run(variant, "--admin-host=127.0.0.2")) {
      program.port();
      String line = program.out().readLine();
      assertThat(line).matches("admin on http://127\\.0\\.0\\.2:\\d+/");
      String url = line.substring("admin on ".length());
      try (HttpClient client = HttpClient.newHttpClient()) {
        HttpRequest live = HttpRequest.newBuilder(URI.create(url + "health/live")).build();
        assertThat(client.send(live, HttpResponse.BodyHandlers.ofString()).body())
            .isEqualTo("{\"status\":\"UP\"}\n");
      }
      int port = URI.create(url).getPort();
      assertThatThrownBy(() -> new Client(port).close()).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void anAdminHostOfAnotherMachineIsNamedWithTheRemedy() throws Exception {
    try (Program program = run(Variant.VTHREADS, "--admin-host=192.0.2.1")) {
      assertThat(program.end()).isEqualTo(1);
      assertThat(program.errors())
          .contains("cannot listen on 192.0.2.1:0", "for the admin pages", "--admin-host");
    }
  }

  @Test
  void thereAreNoAdminPagesWhenTheyAreOff() throws Exception {
    try (Program program =
        new Program.Start().variable("APP_ADMIN_PORT", "off").run(Variant.EPOLL.words())) {
      program.port();
      assertThat(program.signal("TERM").end()).isZero();
      assertThat(program.out().readLine()).isNull();
    }
  }
}
