package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.tls.CertificateCommand;
import io.heddle.engine.Engine;
import io.heddle.exchange.Service;
import io.heddle.http.Body;
import io.heddle.http.MediaType;
import io.heddle.http.Request;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.http1.Http1;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.io.TempDir;

/** Behind proxies, and in logs: whose request it is, and which, on every engine. */
final class ClientAddressTest {
  @TempDir private static Path folder;

  private static Path log(Variant variant) {
    return folder.resolve(variant + ".log");
  }

  private static LocalServer serve(Variant variant, String text) throws Exception {
    Files.deleteIfExists(log(variant));
    String common = "access-log = " + log(variant) + "\naccess-log-format = json\n";
    return LocalServer.configured(
        variant, Files.writeString(folder.resolve(variant + ".conf"), common + text));
  }

  private static List<String> lines(Variant variant) throws IOException {
    return Files.readAllLines(log(variant));
  }

  private static String from(String address) {
    return "X-Forwarded-For: 203.0.113.9, " + address;
  }

  @EachEngine
  void trustedProxiesSayWhoTheClientIs(Variant variant) throws Exception {
    try (LocalServer server =
        serve(
            variant,
            """
            trusted-proxies = ["127.0.0.0/8", "::1"]
            request-id = true
            max-connections-per-client = 1
            servers {
              one {
                locations {
                  "/" { respond = ok, rate = 1/h, burst = 1 }
                  "/go" { redirect = "{scheme}://{host}/" }
                }
              }
            }
            """)) {
      assertThat(server.get("/", from("192.0.2.1")).status()).isEqualTo(200);
      assertThat(server.get("/", from("192.0.2.1"), "X-Request-Id: abc-1").status()).isEqualTo(429);
      Reply other = server.get("/", from("2001:db8::1"), "X-Request-Id: abc-2");
      assertThat(other.status()).isEqualTo(200);
      assertThat(other.field("X-Request-Id")).contains("abc-2");
      Reply moved = server.get("/go", from("192.0.2.1"), "X-Forwarded-Proto: https");
      assertThat(moved.field("Location")).contains("https://test/");
      assertThat(moved.field("X-Request-Id").orElseThrow()).matches("[0-9a-f]+-4");
      try (Client second = server.connect()) {
        Reply refused = second.send("GET / HTTP/1.1\n\n").read();
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.field("X-Request-Id").orElseThrow()).matches("[0-9a-f]+-1");
      }
    }
    assertThat(lines(variant))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("\"client\":\"192.0.2.1\"").contains(":200,"),
            line ->
                assertThat(line)
                    .contains("\"client\":\"192.0.2.1\"")
                    .contains("\"request_id\":\"abc-1\"")
                    .contains(":429,"),
            line -> assertThat(line).contains("\"client\":\"2001:db8:0:0:0:0:0:1\""),
            line -> assertThat(line).contains("\"client\":\"192.0.2.1\"").contains(":301,"),
            line -> assertThat(line).contains("\"client\":\"127.0.0.1\"").contains(":400,"));
  }

  @EachEngine
  void aWholeUriHasTheSchemeOfTheClient(Variant variant) throws Exception {
    try (LocalServer server =
        serve(
            variant,
            """
            trusted-proxies = "127.0.0.0/8"
            servers { one { locations { "/" { respond = ok } } } }
            """)) {
      String[] secure = {from("192.0.2.1"), "X-Forwarded-Proto: https"};
      assertThat(server.get("https://test/", secure).text()).isEqualTo("ok");
      assertThat(server.get("http://test/").text()).isEqualTo("ok");
      try (Client plain = server.connect();
          Client encrypted = server.connect()) {
        assertThat(encrypted.ask("GET http://test/", secure).read().status()).isEqualTo(400);
        assertThat(plain.ask("GET https://test/").read().status()).isEqualTo(400);
      }
    }
  }

  @EachEngine
  void nobodyElseIsBelieved(Variant variant) throws Exception {
    try (LocalServer server =
        serve(
            variant,
            """
            trusted-proxies = "10.0.0.0/8"
            servers { one { locations { "/" { redirect = "{scheme}://{host}/" } } } }
            """)) {
      Reply reply =
          server.get("/", from("192.0.2.1"), "X-Forwarded-Proto: https", "X-Request-Id: abc");
      assertThat(reply.field("Location")).contains("http://test/");
      assertThat(reply.field("X-Request-Id")).isEmpty();
    }
    assertThat(lines(variant))
        .singleElement()
        .asString()
        .contains("\"client\":\"127.0.0.1\"")
        .doesNotContain("abc");
  }

  @EachEngine
  void theProxyProtocolAnnouncesClientsUnderTlsToo(Variant variant) throws Exception {
    Needed.that(Shell.has("curl"), "HTTPS: curl is missing (Debian: apt-get install curl)");
    Path keys = folder.resolve("keys");
    if (!Files.exists(keys)) {
      CertificateCommand.run("app", List.of("--out=" + keys, "--host=one.test"));
    }
    try (LocalServer server =
        serve(
            variant,
            """
            trusted-proxies = "127.0.0.0/8"
            max-connections-per-client = 1
            servers {
              one {
                listen = ["127.0.0.1:0 proxy-protocol", "[::1]:0", "127.0.0.2:0 tls proxy-protocol"]
                tls { certificate = keys/cert.pem, key = keys/key.pem }
                locations { "/" { respond = ok } }
              }
            }
            """)) {
      Client first = server.client();
      assertThat(first.send("PROXY TCP4 192.0.2.1 127.0.0.1 1 2\n").ask("GET /1").read().text())
          .isEqualTo("ok");
      try (Client same = server.connect();
          Client other = server.connect()) {
        same.send("PROXY TCP4 192.0.2.1 127.0.0.1 1 2\n");
        assertThat(same.ask("GET /2").read().status()).isEqualTo(429);
        other.send("PROXY TCP4 192.0.2.2 127.0.0.1 1 2\n");
        assertThat(other.ask("GET /3").read().text()).isEqualTo("ok");
      }
      String answer =
          Shell.run(
              "curl -sS --cacert keys/cert.pem --haproxy-protocol --resolve one.test:%1$d:127.0.0.2 https://one.test:%1$d/4"
                  .formatted(server.tlsPort()),
              folder);
      assertThat(answer).isEqualTo("ok");
    }
    List<String> lines = lines(variant);
    assertThat(lines).hasSize(4);
    assertThat(lines.getFirst()).contains("\"client\":\"192.0.2.1\"").doesNotContain("tls");
    assertThat(lines.getLast())
        .contains("\"target\":\"/4\"")
        .contains("\"tls_version\":\"TLSv1.3\",\"tls_cipher\":\"TLS_");
  }

  @EachEngine
  void pathsAreRewrittenBeforeALocationIsChosen(Variant variant) throws Exception {
    Files.createDirectories(folder.resolve("site/new"));
    Files.writeString(folder.resolve("site/new/a b.txt"), "file");
    try (LocalServer server =
        serve(
            variant,
            """
            servers {
              one {
                rewrite = [
                  "^/old/(.*)$ /new/$1"
                  "^/user/(\\\\d+)$ /say?id=$1 last"
                  "^/long(.*)$ /$1$1$1$1$1$1$1$1$1$1$1$1$1$1$1$1"
                ]
                locations {
                  "/" { root = site }
                  "/say" { redirect = "/said{query}" }
                }
              }
            }
            """)) {
      assertThat(server.get("/old/a%20b.txt").text()).isEqualTo("file");
      assertThat(server.get("//old/./a%20b.txt").text()).isEqualTo("file");
      assertThat(server.get("/new/a%20b.txt").text()).isEqualTo("file");
      assertThat(server.get("/user/7?token=abc").field("Location")).contains("/said?id=7");
      assertThat(server.client().ask("OPTIONS *").read().status()).isEqualTo(204);
      assertThat(server.get("/long" + "x".repeat(7_000)).status()).isEqualTo(500);
    }
    assertThat(lines(variant).getFirst()).contains("\"target\":\"/old/a%20b.txt\"");
    assertThat(lines(variant).get(3)).contains("\"target\":\"/user/7?token=***\"");
  }

  /** The messages of a logger, in the form of the program. */
  private static final class Written extends Handler {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    public void publish(LogRecord entry) {
      lines.add(new Messages.Form().format(entry));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @EachEngine
  void whatAHandlerLogsHasTheIdOfItsRequest(Variant variant) throws Exception {
    String name = "io.heddle.example." + variant;
    System.Logger log = System.getLogger(name);
    Logger target = Logger.getLogger(name);
    Written written = new Written();
    target.setUseParentHandlers(false);
    target.addHandler(written);
    Service service = Service.of(head -> new Route("log", request -> logged(log, request)));
    try (Engine engine = variant.unstarted(new Http1(service))) {
      engine.start();
      int port = engine.addresses().getFirst().getPort();
      try (Client client = new Client(port)) {
        String first = client.ask("GET /").read().text();
        String second = client.ask("GET /").read().text();
        assertThat(first).isNotEqualTo(second);
        assertThat(written.lines)
            .containsExactly(
                "app: info: handling (request " + first + ")\n",
                "app: info: writing (request " + first + ")\n",
                "app: info: handling (request " + second + ")\n",
                "app: info: writing (request " + second + ")\n");
      }
      log.log(Level.INFO, "outside");
      assertThat(written.lines).contains("app: info: outside\n");
    } finally {
      target.removeHandler(written);
      target.setUseParentHandlers(true);
    }
  }

  private static Response logged(System.Logger log, Request request) {
    log.log(Level.INFO, "handling");
    byte[] id = request.id().toString().getBytes(StandardCharsets.US_ASCII);
    return Response.ok(
        MediaType.TEXT,
        new Body.Stream(
            -1,
            out -> {
              log.log(Level.INFO, "writing");
              out.write(id);
            }));
  }
}
