package io.heddle.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.Budget;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.Limits;
import io.heddle.http.Version;
import io.heddle.http1.Seeds;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client writes is what our own parser reads. */
class RequestWriterTest {
  private static final String TARGET_CHARS = "azAZ09-._~!$&'()*+,;=:/?[]@%";

  private final RequestWriter writer = new RequestWriter("localhost:8080");

  private static ParsedHead parse(byte[] head) {
    InetSocketAddress address = InetSocketAddress.createUnresolved("test", 1);
    ConnectionInfo connection = ConnectionInfo.plain(1, address, address);
    Inbox inbox = new Inbox(new Budget(1 << 20), 16 << 10);
    inbox.space().put(head);
    inbox.filled(head.length);
    ParsedHead parsed =
        Objects.requireNonNull(new RequestParser().parse(inbox, connection, Limits.STANDARD));
    assertThat(inbox.isEmpty()).isTrue();
    return parsed;
  }

  @Test
  void writesTheHeadByteByByte() {
    byte[] head =
        writer.head(
            "POST",
            "/a?b=c",
            List.of(Field.of(HeaderName.ACCEPT, "text/plain")),
            new Framing.Length(5),
            true);
    assertThat(new String(head, StandardCharsets.ISO_8859_1))
        .isEqualTo(
            """
            POST /a?b=c HTTP/1.1\r
            Host: localhost:8080\r
            Accept: text/plain\r
            Content-Length: 5\r
            Connection: close\r
            \r
            """);
  }

  @Test
  void writesWhatTheServersParserReads() {
    String[] methods = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"};
    Framing[] framings = {Framing.NONE, Framing.CHUNKED, new Framing.Length(1234)};
    Seeds.check(
        1000,
        random -> {
          String method = methods[random.nextInt(methods.length)];
          String target = "/" + text(random, TARGET_CHARS).replace("%", "%41");
          Framing framing = framings[random.nextInt(framings.length)];
          boolean isLast = random.nextBoolean();
          List<Field> fields = new ArrayList<>();
          List<String> values = new ArrayList<>();
          for (int i = random.nextInt(5); i > 0; i--) {
            String value = text(random, "aZ 09\t;,=\"\u00e9").strip();
            values.add(value);
            fields.add(Field.of(HeaderName.of("X-Own"), value));
          }
          ParsedHead head = parse(writer.head(method, target, fields, framing, isLast));
          assertThat(head.method().name()).isEqualTo(method);
          assertThat(head.target()).isEqualTo(target);
          assertThat(head.framing()).isEqualTo(framing);
          assertThat(head.keepsAlive()).isEqualTo(!isLast);
          assertThat(head.authority()).isEqualTo("localhost:8080");
          assertThat(head.headers().all(HeaderName.of("x-own"))).isEqualTo(values);
        });
  }

  private static String text(Random random, String chars) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      text.append(chars.charAt(random.nextInt(chars.length())));
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "/a b", "/a\r\nX: y", "/a#b", "*", "http://h/", "/\u00e9", "/\u0141"})
  void refusesATargetThatIsNoPath(String target) {
    assertThatThrownBy(() -> writer.head("GET", target, List.of(), Framing.NONE, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("target");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "G T", "GET\r\n", "G\u00c9T"})
  void refusesAMethodThatIsNoToken(String method) {
    assertThatThrownBy(() -> writer.head(method, "/", List.of(), Framing.NONE, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("method");
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "Connection", "Content-Length", "transfer-encoding"})
  void refusesAFieldThatItWritesItself(String name) {
    List<Field> fields = List.of(Field.of(HeaderName.of(name), "5"));
    assertThatThrownBy(() -> writer.head("GET", "/", fields, Framing.NONE, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @Test
  void mayNameNoHost() {
    byte[] head =
        RequestWriter.withoutHost()
            .head(Version.HTTP_1_0, "GET", "/", List.of(), Framing.NONE, true);
    assertThat(new String(head, StandardCharsets.ISO_8859_1)).isEqualTo("GET / HTTP/1.0\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "user@host", "host:port", "host:70000", "h\r\nX: y"})
  void refusesAMalformedAuthority(String authority) {
    assertThatThrownBy(() -> new RequestWriter(authority))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("authority");
  }
}
