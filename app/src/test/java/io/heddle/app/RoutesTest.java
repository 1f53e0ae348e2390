package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The responses of each demonstration route, on every engine. */
@ParameterizedClass(name = "{0}")
@EnumSource(Variant.class)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RoutesTest {
  private static final int LIMIT_BYTES = 2 << 20;

  @Parameter private Variant variant;
  private LocalServer server;
  private Client client;

  private void serve(String... options) throws Exception {
    server = LocalServer.serve(variant, options);
    client = server.client();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void start() throws Exception {
    serve("--max-body-bytes=" + LIMIT_BYTES);
  }

  @Test
  void rootIsAWelcomePage() throws IOException {
    Reply reply = server.get("/");
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
    Reply reply = server.get(target);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.field("Content-Type")).hasValue("text/plain; charset=utf-8");
    assertThat(reply.text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/ping", "/api/", "/echo", "/echo/x", "/user-agent", "/read"})
  void headHasTheFieldsOfGetAndNoContent(String target) throws IOException {
    Reply full = server.get(target, "User-Agent: test");
    Reply bare = client.ask("HEAD " + target, "User-Agent: test").readHead();
    assertThat(bare.status()).isEqualTo(200);
    assertThat(bare.field("Content-Type")).isEqualTo(full.field("Content-Type"));
    assertThat(bare.field("Content-Length")).hasValue(Integer.toString(full.body().length));
    assertThat(server.get("/ping").text()).as("the next answer").isEqualTo("pong");
  }

  @Test
  void headOfStatsHasNoContent() throws IOException {
    assertThat(client.ask("HEAD /stats").readHead().status()).isEqualTo(200);
    assertThat(server.get("/ping").text()).as("the next answer").isEqualTo("pong");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000, 16 << 10, (16 << 10) + 1, 100_000, LIMIT_BYTES})
  void echoReturnsTheBodyUnchanged(int size) throws Exception {
    byte[] content = LocalServer.random(size);
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
    byte[] content = LocalServer.random(100_000);
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
    Reply reply = server.get("/echo", "X-One: 1", "x-one: two", "Accept: */*");
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
    assertThat(server.get(target).text()).isEqualTo(value);
  }

  @Test
  void echoRejectsAValueThatIsNotUtf8() throws IOException {
    assertThat(server.get("/echo/%FF").status()).isEqualTo(400);
    assertThat(server.connect().ask("GET /echo/%zz").read().status()).isEqualTo(400);
  }

  @Test
  void userAgentIsReturned() throws IOException {
    assertThat(server.get("/user-agent", "User-Agent: test/1 (x)").text()).isEqualTo("test/1 (x)");
    Reply none = server.get("/user-agent");
    assertThat(none.status()).isEqualTo(200);
    assertThat(none.text()).isEmpty();
  }

  @Test
  void aNoteIsStored() throws IOException {
    assertThat(server.get("/read").body()).isEmpty();
    for (byte[] note : List.of(LocalServer.random(1024), new byte[] {0, 1, 2}, new byte[0])) {
      assertThat(client.post("/write", note).read().status()).isEqualTo(204);
      assertThat(server.get("/read").body()).isEqualTo(note);
    }
  }

  @Test
  void aNoteThatIsTooLongIsRejectedAndTheOldOneStays() throws IOException {
    client.post("/write", LocalServer.random(10)).read();
    Reply reply = client.post("/write", LocalServer.random(1025)).read();
    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.text()).contains("1024");
    Reply chunked =
        client
            .ask("POST /write", "Transfer-Encoding: chunked")
            .send("401\n")
            .send(LocalServer.random(1025))
            .send("\n0\n\n")
            .read();
    assertThat(chunked.status()).isEqualTo(413);
    Client other = server.connect();
    assertThat(other.ask("GET /read").read().body()).isEqualTo(LocalServer.random(10));
  }

  @Test
  void statsCount() throws IOException, InterruptedException {
    server.get("/ping");
    server.get("/nothing-here");
    client.post("/api/echo", LocalServer.random(5000)).read();
    String json = statsWith2xx(server.connect(), 2);
    assertThat(json).contains("\"engine\": \"" + variant.engine() + "\"");
    assertThat(number(json, "uptime_seconds")).isLessThan(60);
    assertThat(number(json, "open")).isEqualTo(2);
    assertThat(number(json, "accepted")).isEqualTo(2);
    assertThat(number(json, "peak")).isEqualTo(2);
    assertThat(number(json, "4xx")).isEqualTo(1);
    assertThat(number(json, "5xx")).isEqualTo(0);
    // earlier requests for the statistics count, too
    long most = 10_000L + 1_000L * (number(json, "2xx") - 2);
    assertThat(number(json, "in")).isBetween(5000L, most);
    assertThat(number(json, "out")).isBetween(5000L, most);
  }

  /** The statistics, once they count so many responses besides those of this connection itself. */
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
    assertThat(server.get(target).status()).isEqualTo(404);
    assertThat(server.get("/ping").text()).as("the next answer").isEqualTo("pong");
  }

  @Test
  void aMethodThatAPathDoesNotHaveIsNotAllowed() throws IOException {
    Reply reply = client.ask("DELETE /ping").read();
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.field("Allow")).hasValue("GET, HEAD, OPTIONS");
    assertThat(server.get("/api/echo").field("Allow")).hasValue("OPTIONS, POST");
    assertThat(server.get("/write").field("Allow")).hasValue("OPTIONS, POST");
  }

  @Test
  void anUnknownMethodIsNotImplemented() throws IOException {
    assertThat(client.ask("BREW /ping").read().status()).isEqualTo(501);
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
}
