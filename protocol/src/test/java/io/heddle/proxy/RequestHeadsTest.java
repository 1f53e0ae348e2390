package io.heddle.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.codec.Framing;
import io.heddle.codec.RequestWriter;
import io.heddle.http.HeadOf;
import io.heddle.http.HeaderName;
import io.heddle.http.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a proxy asks another server. */
class RequestHeadsTest {
  private static final ProxyRules MOVED = new ProxyRules("/api/", Optional.of("/v1/"), false);

  private static List<String> lines(ProxyRules rules, HeadOf head, Framing framing) {
    byte[] bytes =
        new RequestHeads(rules)
            .head(head, head.headers(), framing, new RequestWriter("other:9000"));
    return new String(bytes, StandardCharsets.ISO_8859_1).lines().toList();
  }

  private static String first(ProxyRules rules, HeadOf head) {
    return lines(rules, head, Framing.NONE).getFirst();
  }

  @Test
  void thePathOfTheLocationIsReplaced() {
    assertThat(first(MOVED, HeadOf.get("/api/a/b?c=/api/")))
        .isEqualTo("GET /v1/a/b?c=/api/ HTTP/1.1");
    assertThat(first(MOVED, HeadOf.get("/api/"))).isEqualTo("GET /v1/ HTTP/1.1");
    assertThat(first(MOVED, HeadOf.get("/api/?"))).isEqualTo("GET /v1/? HTTP/1.1");
  }

  @Test
  void noPathLeadsOutOfTheReplacement() {
    assertThat(first(MOVED, HeadOf.get("/api/a/../../api/b"))).isEqualTo("GET /v1/b HTTP/1.1");
    assertThat(first(MOVED, HeadOf.get("/api/%2e%2E/api/c"))).isEqualTo("GET /v1/c HTTP/1.1");
  }

  @Test
  void withoutAReplacementThePathStays() {
    assertThat(first(ProxyRules.STANDARD, HeadOf.get("/a%2Fb"))).isEqualTo("GET /a%2Fb HTTP/1.1");
  }

  @Test
  void theHostIsTheServersOrStaysByOption() {
    HeadOf head = HeadOf.get("/").with(HeaderName.HOST, "localhost");
    assertThat(lines(ProxyRules.STANDARD, head, Framing.NONE)).contains("Host: other:9000");
    ProxyRules keeping = new ProxyRules("/", Optional.empty(), true);
    assertThat(lines(keeping, head, Framing.NONE)).contains("Host: " + head.authority());
  }

  @Test
  void contentIsAnnouncedWhereItIsUsual() {
    HeadOf post = HeadOf.of(Method.POST, "/");
    assertThat(lines(ProxyRules.STANDARD, post, Framing.NONE)).contains("Content-Length: 0");
    assertThat(lines(ProxyRules.STANDARD, post, new Framing.Length(7)))
        .contains("Content-Length: 7");
    assertThat(lines(ProxyRules.STANDARD, post, Framing.CHUNKED))
        .contains("Transfer-Encoding: chunked");
    assertThat(lines(ProxyRules.STANDARD, HeadOf.get("/"), Framing.NONE))
        .noneMatch(line -> line.startsWith("Content-Length"));
  }

  /** Otherwise a client could remove what this server or the other one relies on. */
  @Test
  void fieldsThatTheClientNamesInConnectionAreDroppedBeforeOursAreAdded() {
    HeadOf head =
        HeadOf.get("/")
            .with(HeaderName.CONNECTION, "close, X-Forwarded-For, , Via, b@d")
            .with(HeaderName.CONNECTION, "X-Secret")
            .with(HeaderName.of("X-Secret"), "1")
            .with(HeaderName.VIA, "1.1 before");
    assertThat(lines(ProxyRules.STANDARD, head, Framing.NONE))
        .contains("Via: 1.1 heddle")
        .anyMatch(line -> line.startsWith("X-Forwarded-For: "))
        .noneMatch(line -> line.startsWith("X-Secret") || line.startsWith("Connection"))
        .doesNotContain("Via: 1.1 before");
  }

  /** Otherwise a quoted string that does not end would contain the element of this server. */
  @Test
  void forwardedOfTheClientIsKeptOnlyIfItsQuotesAreClosed() {
    String own = "for=127.0.0.1;host=\"localhost\";proto=http";
    for (String kept : List.of("for=1.2.3.4", "for=\"[::1]\";by=\"a\\\"b\", for=_x")) {
      assertThat(forwarded(kept)).isEqualTo("Forwarded: " + kept + ", " + own);
    }
    for (String dropped : List.of("for=6.6.6.6;x=\"", "for=\"a\\\"", "for=a\\", "for=\\\"")) {
      assertThat(forwarded(dropped)).as(dropped).isEqualTo("Forwarded: " + own);
    }
    assertThat(forwarded("for=\"a", "b\"")).isEqualTo("Forwarded: " + own);
  }

  private static String forwarded(String... values) {
    HeadOf head = HeadOf.get("/");
    for (String value : values) {
      head.with(HeaderName.of("Forwarded"), value);
    }
    return lines(ProxyRules.STANDARD, head, Framing.NONE).stream()
        .filter(line -> line.startsWith("Forwarded: "))
        .collect(Collectors.joining());
  }

  /** Many servers take the two for one, as CGI does. */
  @Test
  void noFieldThatLooksLikeOursWithUnderscoresIsPassedOn() {
    HeadOf head =
        HeadOf.get("/")
            .with(HeaderName.of("X_Forwarded_For"), "6.6.6.6")
            .with(HeaderName.of("X-forwarded_Proto"), "https")
            .with(HeaderName.of("X_Own"), "kept");
    assertThat(lines(ProxyRules.STANDARD, head, Framing.NONE))
        .contains("X_Own: kept", "X-Forwarded-For: 127.0.0.1", "X-Forwarded-Proto: http")
        .noneMatch(line -> line.contains("6.6.6.6") || line.contains("https"));
  }

  /** RFC 9110 section 7.6.2. */
  @Test
  void optionsMayPassOneServerFewer() {
    assertThat(maxForwards(Method.OPTIONS, "7")).containsExactly("Max-Forwards: 6");
    assertThat(maxForwards(Method.OPTIONS, "1")).containsExactly("Max-Forwards: 0");
    assertThat(maxForwards(Method.OPTIONS, "99999999999999999999"))
        .containsExactly("Max-Forwards: 999999998");
    for (String malformed : new String[] {"-1", "a", "", "1, 2"}) {
      assertThat(maxForwards(Method.OPTIONS, malformed))
          .containsExactly(("Max-Forwards: " + malformed).strip());
    }
    assertThat(maxForwards(Method.GET, "7")).containsExactly("Max-Forwards: 7");
  }

  private static List<String> maxForwards(Method method, String value) {
    HeadOf head = HeadOf.of(method, "/").with(HeaderName.of("Max-Forwards"), value);
    return lines(ProxyRules.STANDARD, head, Framing.NONE).stream()
        .filter(line -> line.startsWith("Max-Forwards"))
        .map(String::strip)
        .toList();
  }
}
