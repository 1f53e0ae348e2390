package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.cli.Invocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The responses of each route, on every engine. */
@ParameterizedClass(name = "{0}")
@EnumSource(Variant.class)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RoutesTest {
  private static final int LIMIT_BYTES = 2 << 20;

  @Parameter private Variant variant;
  private Server server;
  private Client client;
  private final List<Client> clients = new ArrayList<>();

  private void serve(String... options) throws Exception {
    Invocation.Serve invocation =
        (Invocation.Serve)
            Invocation.of(List.of(variant.words(options)), Map.of("APP_ADMIN_PORT", "off"));
    server = Server.start(invocation.options(), new FatalExit());
    client = connect();
  }

  private Client connect() throws IOException {
    Client connected = new Client(server.address().getPort());
    clients.add(connected);
    return connected;
  }

  private Reply get(String target, String... fields) throws IOException {
    return client.ask("GET " + target, fields).read();
  }

  private static byte[] random(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  @AfterEach
  void stop() throws IOException {
    for (Client connected : clients) {
      connected.close();
    }
    assertThat(server.stop()).as("all requests were finished").isTrue();
  }

  @Nested
  final class Plain {
    @BeforeEach
    void start() throws Exception {
      serve("--max-body-bytes=" + LIMIT_BYTES);
    }

    @Test
    void rootIsAWelcomePage() throws IOException {
      Reply reply = get("/");
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.field("Content-Type")).hasValue("text/html; charset=utf-8");
      assertThat(reply.text()).contains("<title>", "Heddle");
      assertThat(reply.text()).contains("<code>" + variant.engine() + "</code>");
    }

    @ParameterizedTest
    @CsvSource({"GET, 404", "DELETE, 404"})
    void errorsAreAPageForBrowsersAndALineForOthers(String method, int status) throws IOException {
      String target = method + " /nothing-here";
      Reply page = client.ask(target, "Accept: text/html, */*;q=0.8").read();
      assertThat(page.status()).isEqualTo(status);
      assertThat(page.field("Content-Type")).hasValue("text/html; charset=utf-8");
      assertThat(page.text()).startsWith("<!doctype html>");
      Reply line = client.ask(target, "Accept: */*").read();
      assertThat(line.status()).isEqualTo(status);
      assertThat(line.text()).isEqualTo("404 Not Found: nothing is at this path\n");
    }

    @ParameterizedTest
    @CsvSource({"/ping, pong", "/api/, Hello"})
    void greetingsAreText(String target, String text) throws IOException {
      Reply reply = get(target);
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.field("Content-Type")).hasValue("text/plain; charset=utf-8");
      assertThat(reply.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ping", "/api/", "/echo", "/echo/x", "/user-agent", "/read"})
    void headHasTheFieldsOfGetAndNoContent(String target) throws IOException {
      Reply full = get(target, "User-Agent: test");
      Reply bare = client.ask("HEAD " + target, "User-Agent: test").readHead();
      assertThat(bare.status()).isEqualTo(200);
      assertThat(bare.field("Content-Type")).isEqualTo(full.field("Content-Type"));
      assertThat(bare.field("Content-Length")).hasValue(Integer.toString(full.body().length));
      assertThat(get("/ping").text()).as("the next answer").isEqualTo("pong");
    }

    @Test
    void headOfStatsHasNoContent() throws IOException {
      assertThat(client.ask("HEAD /stats").readHead().status()).isEqualTo(200);
      assertThat(get("/ping").text()).as("the next answer").isEqualTo("pong");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 16 << 10, (16 << 10) + 1, 100_000, LIMIT_BYTES})
    void echoReturnsTheBodyUnchanged(int size) throws Exception {
      byte[] content = random(size);
      Thread sender = sending(() -> client.post("/api/echo", content, "Content-Type: a/b; c=d"));
      Reply reply = client.read();
      sender.join();
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.field("Content-Type")).hasValue("a/b; c=d");
      assertThat(reply.field("Content-Length")).hasValue(Integer.toString(size));
      assertThat(reply.body()).isEqualTo(content);
    }

    @Test
    void echoReturnsAChunkedBody() throws Exception {
      byte[] content = random(100_000);
      Thread sender =
          sending(
              () ->
                  client
                      .ask("POST /api/echo", "Transfer-Encoding: chunked")
                      .send("186a0\n")
                      .send(content)
                      .send("\n0\n\n"));
      Reply reply = client.read();
      sender.join();
      assertThat(reply.field("Content-Type")).hasValue("application/octet-stream");
      assertThat(reply.body()).isEqualTo(content);
    }

    @Test
    void echoReturnsABodyThatWaitedForContinue() throws IOException {
      client.ask("POST /api/echo", "Content-Length: 3", "Expect: 100-continue");
      assertThat(client.read().status()).isEqualTo(100);
      assertThat(client.send("abc").read().text()).isEqualTo("abc");
    }

    @Test
    void echoRejectsABodyAboveTheLimitBeforeItIsSent() throws IOException {
      Reply reply = client.ask("POST /api/echo", "Content-Length: " + (LIMIT_BYTES + 1)).read();
      assertThat(reply.status()).isEqualTo(413);
      assertThat(reply.closes()).isTrue();
    }

    @Test
    void echoListsTheFieldsOfTheRequest() throws IOException {
      Reply reply = get("/echo", "X-One: 1", "x-one: two", "Accept: */*");
      assertThat(reply.field("Content-Type")).hasValue("text/plain; charset=utf-8");
      assertThat(reply.text().lines())
          .map(
              line ->
                  line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT)
                      + line.substring(line.indexOf(':')))
          .containsExactly("host: test", "x-one: 1", "x-one: two", "accept: */*");
    }

    @Test
    void echoListsFieldsByteForByte() throws IOException {
      for (byte[] value :
          List.of("\u00fc \u65e5".getBytes(StandardCharsets.UTF_8), new byte[] {(byte) 0xfc})) {
        client.send("GET /echo HTTP/1.1\nHost: test\nX-A: ").send(value).send("\n\n");
        byte[] body = client.read().body();
        assertThat(new String(body, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT))
            .isEqualTo(
                "host: test\nx-a: "
                    + new String(value, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT)
                    + "\n");
        client.send("GET /user-agent HTTP/1.1\nHost: test\nUser-Agent: ").send(value).send("\n\n");
        assertThat(client.read().body()).isEqualTo(value);
      }
    }

    @ParameterizedTest
    @CsvSource({"/echo/abc, abc", "/echo/a%20b, a b", "/echo/a%2Fb, a/b", "/echo/%C3%A9, é"})
    void echoDecodesAValue(String target, String value) throws IOException {
      assertThat(get(target).text()).isEqualTo(value);
    }

    @Test
    void echoRejectsAValueThatIsNotUtf8() throws IOException {
      assertThat(get("/echo/%FF").status()).isEqualTo(400);
      assertThat(connect().ask("GET /echo/%zz").read().status()).isEqualTo(400);
    }

    @Test
    void userAgentIsReturned() throws IOException {
      assertThat(get("/user-agent", "User-Agent: test/1 (x)").text()).isEqualTo("test/1 (x)");
      Reply none = get("/user-agent");
      assertThat(none.status()).isEqualTo(200);
      assertThat(none.text()).isEmpty();
    }

    @Test
    void aNoteIsStored() throws IOException {
      assertThat(get("/read").body()).isEmpty();
      for (byte[] note : List.of(random(1024), new byte[] {0, 1, 2}, new byte[0])) {
        assertThat(client.post("/write", note).read().status()).isEqualTo(204);
        assertThat(get("/read").body()).isEqualTo(note);
      }
    }

    @Test
    void aNoteThatIsTooLongIsRejectedAndTheOldOneStays() throws IOException {
      client.post("/write", random(10)).read();
      Reply reply = client.post("/write", random(1025)).read();
      assertThat(reply.status()).isEqualTo(413);
      assertThat(reply.text()).contains("1024");
      Reply chunked =
          client
              .ask("POST /write", "Transfer-Encoding: chunked")
              .send("401\n")
              .send(random(1025))
              .send("\n0\n\n")
              .read();
      assertThat(chunked.status()).isEqualTo(413);
      Client other = connect();
      assertThat(other.ask("GET /read").read().body()).isEqualTo(random(10));
    }

    @Test
    void statsCount() throws IOException, InterruptedException {
      get("/ping");
      get("/nothing-here");
      client.post("/api/echo", random(5000)).read();
      String json = statsWith2xx(connect(), 2);
      assertThat(json).contains("\"engine\": \"" + variant.engine() + "\"");
      assertThat(number(json, "uptime_seconds")).isLessThan(60);
      assertThat(number(json, "open")).isEqualTo(2);
      assertThat(number(json, "accepted")).isEqualTo(2);
      assertThat(number(json, "peak")).isEqualTo(2);
      assertThat(number(json, "4xx")).isEqualTo(1);
      assertThat(number(json, "5xx")).isEqualTo(0);
      assertThat(number(json, "in")).isBetween(5000L, 10_000L);
      assertThat(number(json, "out")).isBetween(5000L, 10_000L);
    }

    /**
     * The statistics, once they count so many responses besides those of this connection itself.
     */
    private String statsWith2xx(Client other, int responses)
        throws IOException, InterruptedException {
      String json = "";
      for (int asked = 0; asked < 100; asked++) {
        json = other.ask("GET /stats").read().text();
        if (number(json, "2xx") == responses + asked) {
          return json;
        }
        Thread.sleep(20);
      }
      throw new AssertionError("not " + responses + " responses: " + json);
    }

    @Test
    void optionsListsTheMethods() throws IOException {
      assertThat(client.ask("OPTIONS /ping").read().field("Allow")).hasValue("GET, HEAD, OPTIONS");
      assertThat(client.ask("OPTIONS /api/echo").read().field("Allow")).hasValue("OPTIONS, POST");
      Reply site = client.ask("OPTIONS *").read();
      assertThat(site.status()).isEqualTo(204);
      assertThat(site.field("Allow")).hasValue("GET, HEAD, OPTIONS, POST");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"/nothing-here", "/api", "/ping/", "/plaintext", "/sleep?ms=1", "/echo/a/b"})
    void anUnknownPathIsNotFound(String target) throws IOException {
      assertThat(get(target).status()).isEqualTo(404);
      assertThat(get("/ping").text()).as("the next answer").isEqualTo("pong");
    }

    @Test
    void aMethodThatAPathDoesNotHaveIsNotAllowed() throws IOException {
      Reply reply = client.ask("DELETE /ping").read();
      assertThat(reply.status()).isEqualTo(405);
      assertThat(reply.field("Allow")).hasValue("GET, HEAD, OPTIONS");
      assertThat(get("/api/echo").field("Allow")).hasValue("OPTIONS, POST");
      assertThat(get("/write").field("Allow")).hasValue("OPTIONS, POST");
    }

    @Test
    void anUnknownMethodIsNotImplemented() throws IOException {
      assertThat(client.ask("BREW /ping").read().status()).isEqualTo(501);
    }
  }

  private interface Sending {
    void run() throws IOException;
  }

  private static Thread sending(Sending sending) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                sending.run();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private static long number(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\": (\\d+)").matcher(json);
    assertThat(found.find()).as("%s in %s", name, json).isTrue();
    return Long.parseLong(found.group(1));
  }

  @Nested
  final class WithLab {
    @BeforeEach
    void start() throws Exception {
      serve("--lab");
    }

    @Test
    void plaintextAndJsonAreTechEmpowers() throws IOException {
      Reply plaintext = get("/plaintext");
      assertThat(plaintext.field("Content-Type").orElse("")).startsWith("text/plain");
      assertThat(plaintext.text()).isEqualTo("Hello, World!");
      Reply json = get("/json");
      assertThat(json.field("Content-Type").orElse("")).startsWith("application/json");
      assertThat(json.text()).isEqualTo("{\"message\":\"Hello, World!\"}");
      for (Reply reply : List.of(plaintext, json)) {
        assertThat(reply.field("Date")).isPresent();
        assertThat(reply.field("Server")).isPresent();
      }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64 << 10, (64 << 10) + 1, 1_000_000})
    void bytesSendsTheGivenNumber(int count) throws IOException {
      Reply reply = get("/bytes?n=" + count);
      assertThat(reply.field("Content-Length")).hasValue(Integer.toString(count));
      assertThat(reply.body()).hasSize(count);
    }

    @Test
    void sleepWaitsAndOthersAreServedMeanwhile() throws IOException {
      long begun = System.nanoTime();
      client.ask("GET /sleep?ms=300");
      Client other = connect();
      assertThat(other.ask("GET /ping").read().text()).isEqualTo("pong");
      assertThat(client.read().status()).isEqualTo(200);
      assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(300_000_000L);
    }

    @Test
    void cpuKeepsACoreBusy() throws IOException {
      long begun = System.nanoTime();
      assertThat(get("/cpu?us=20000").status()).isEqualTo(200);
      assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(20_000_000L);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/bytes",
          "/bytes?n=",
          "/bytes?n=-1",
          "/bytes?n=1e3",
          "/bytes?n=1073741825",
          "/bytes?n=99999999999999999999",
          "/bytes?m=1",
          "/sleep?ms=60001",
          "/sleep?ms=x",
          "/cpu?us=1000001",
          "/cpu"
        })
    void wrongParametersAreABadRequest(String target) throws IOException {
      Reply reply = get(target);
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.text()).contains("must be a whole number from 0 to ");
      assertThat(get("/ping").text()).as("the next answer").isEqualTo("pong");
    }
  }

  @Nested
  final class WithRoot {
    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
      Path root = Files.createDirectories(folder.resolve("root/sub"));
      Files.writeString(folder.resolve("secret.txt"), "secret");
      Files.writeString(root.resolve("index.html"), "<p>sub");
      Path top = folder.resolve("root");
      Files.writeString(top.resolve("index.html"), "<p>top");
      Files.writeString(top.resolve("ping"), "a file");
      Files.writeString(top.resolve(".hidden"), "secret");
      Files.createDirectory(top.resolve("api"));
      Files.writeString(top.resolve("api/index.html"), "<p>api");
      Files.write(top.resolve("large.bin"), random(1_500_000));
      serve("--root=" + top);
    }

    @Test
    void filesAreServed() throws IOException {
      assertThat(get("/").text()).isEqualTo("<p>top");
      assertThat(get("/").field("Content-Type").orElse("")).startsWith("text/html");
      assertThat(get("/sub/").text()).isEqualTo("<p>sub");
      assertThat(get("/large.bin").body()).isEqualTo(random(1_500_000));
      assertThat(get("/sub").field("Location")).hasValue("/sub/");
      assertThat(get("/none.txt").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /", "GET /large.bin", "HEAD /large.bin"})
    void filesThatAClientHasAreNotSentAgain(String request) throws IOException {
      Reply head = client.ask(request.replace("GET", "HEAD")).readHead();
      String date = head.field("Last-Modified").orElseThrow();
      Reply reply = client.ask(request, "If-Modified-Since: " + date).read();
      assertThat(reply.status()).isEqualTo(304);
      assertThat(reply.field("ETag")).isPresent();
      assertThat(client.ask(request, "If-None-Match: *").read().status()).isEqualTo(304);
      Reply full =
          client
              .ask("GET /large.bin", "If-Modified-Since: " + date, "If-Modified-Since: " + date)
              .read();
      assertThat(full.body()).isEqualTo(random(1_500_000));
    }

    @Test
    void clientsCanAskForPartsOfFiles() throws IOException {
      Reply reply = get("/large.bin", "Range: bytes=1000000-");
      assertThat(reply.status()).isEqualTo(206);
      assertThat(reply.field("Content-Range")).hasValue("bytes 1000000-1499999/1500000");
      assertThat(reply.body())
          .isEqualTo(Arrays.copyOfRange(random(1_500_000), 1_000_000, 1_500_000));
    }

    @ParameterizedTest
    @CsvSource({"//sub/index.html, 200", "/.hidden, 404", "/api%2Findex.html, 404"})
    void filesAreFoundByTheirPaths(String target, int status) throws IOException {
      assertThat(get(target).status()).isEqualTo(status);
    }

    @Test
    void filesWithThePathsOfDemonstrationRoutesAreServed() throws IOException {
      assertThat(get("/ping").text()).isEqualTo("a file");
      assertThat(get("/api/").text()).isEqualTo("<p>api");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/echo", "/echo/x", "/user-agent", "/read", "/stats", "/plaintext"})
    void thereAreNoRoutesExceptFiles(String target) throws IOException {
      assertThat(get(target).status()).isEqualTo(404);
      assertThat(client.post("/write", random(3)).read().status()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/../secret.txt",
          "/%2e%2e/secret.txt",
          "/sub/../../secret.txt",
          "/..%2fsecret.txt"
        })
    void nothingOutsideIsServed(String target) throws IOException {
      Reply reply = get(target);
      assertThat(reply.status()).isIn(400, 404);
      assertThat(reply.text()).doesNotContain("secret");
    }

    @Test
    void filesAreOnlyRead() throws IOException {
      Reply reply = client.post("/index.html", random(3)).read();
      assertThat(reply.status()).isEqualTo(405);
      assertThat(reply.field("Allow")).hasValue("GET, HEAD, OPTIONS");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--demo", "--lab"})
  void demonstrationRoutesComeBeforeFiles(String option, @TempDir Path root) throws Exception {
    Files.writeString(root.resolve("ping"), "a file");
    Files.writeString(root.resolve("pong"), "another");
    serve("--root=" + root, option);
    assertThat(get("/ping").text()).isEqualTo("pong");
    assertThat(get("/pong").text()).isEqualTo("another");
    assertThat(get("/stats").status()).isEqualTo(200);
    assertThat(get("/plaintext").status()).isEqualTo(option.equals("--lab") ? 200 : 404);
  }

  @Test
  void demonstrationRoutesCanBeSwitchedOff() throws Exception {
    serve("--demo=false");
    assertThat(get("/").status()).isEqualTo(200);
    assertThat(get("/ping").status()).isEqualTo(404);
    assertThat(client.ask("POST /write", "Content-Length: 0").read().status()).isEqualTo(404);
  }

  @Test
  void limitsAreThoseOfTheCommandLine() throws Exception {
    serve("--max-target-bytes=8000", "--max-head-bytes=9000", "--max-headers=3");
    assertThat(get("/" + "x".repeat(7_990)).status()).isEqualTo(404);
    assertThat(get("/ping", "A: 1", "B: 2").status()).isEqualTo(200);
    assertThat(connect().ask("GET /" + "x".repeat(8_000)).read().status()).isEqualTo(414);
    assertThat(connect().ask("GET /ping", "A: " + "x".repeat(9_000)).read().status())
        .isEqualTo(431);
    assertThat(connect().ask("GET /ping", "A: 1", "B: 2", "C: 3").read().status()).isEqualTo(431);
  }

  @Test
  void connectionsAboveTheLimitAreTurnedAway() throws Exception {
    serve("--max-connections=1");
    assertThat(get("/ping").status()).isEqualTo(200);
    Client second = connect();
    assertThat(second.ask("GET /ping").read().status()).isEqualTo(503);
  }

  @Test
  void timeoutsAreThoseOfTheCommandLine() throws Exception {
    serve("--head-timeout=100ms", "--idle-timeout=200ms");
    assertThat(get("/ping").status()).isEqualTo(200);
    assertThat(client.read(new byte[1])).as("the end of an idle connection").isEqualTo(-1);
    Client slow = connect();
    assertThat(slow.send("GET /pi").read().status()).isEqualTo(408);
  }
}
