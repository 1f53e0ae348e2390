package io.heddle.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.connection.Answer;
import io.heddle.http.Body;
import io.heddle.http.Budget;
import io.heddle.http.HeadOf;
import io.heddle.http.HttpException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request on its way to servers, on a loop. */
class RelayedRequestTest {
  private static final int SERVERS = 3;

  private final ScriptedLines lines = new ScriptedLines();
  private final Proxy proxy =
      new Proxy(
          new Upstream(
              IntStream.range(0, SERVERS)
                  .mapToObj(i -> new Upstream.Address(new InetSocketAddress(1), "server" + i))
                  .toList(),
              UpstreamLimits.STANDARD,
              Balance.ROUND_ROBIN,
              () -> 0),
          ProxyRules.STANDARD);
  private int woken;

  private Answer begin() {
    return begin(new Budget(1 << 20));
  }

  private Answer begin(Budget budget) {
    RelayedRequest request = new RelayedRequest(proxy, HeadOf.get("/").request());
    return request.begin(lines, 0, budget, () -> woken++);
  }

  private static void assertFailsWith(int status, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            HttpException.class, e -> assertThat(e.status().code()).isEqualTo(status));
  }

  /** Servers that are down would not have their turn. */
  private void assertEachServerIsUp() {
    lines.opened.clear();
    for (int i = 0; i < SERVERS; i++) {
      begin();
    }
    for (int i = 0; i < SERVERS; i++) {
      String host = "Host: server" + i;
      assertThat(lines.opened).anyMatch(line -> line.sent().contains(host));
    }
  }

  @Test
  void aConnectionThatFailsAtOnceIsReplacedByOneThatIsUsed() {
    lines.broken = 2;
    Answer answer = begin();
    assertThat(lines.opened).hasSize(3);
    ScriptedLines.Scripted last = lines.opened.getLast();
    assertThat(last.sent()).startsWith("GET / HTTP/1.1\r\n");
    assertThat(last.isAwaited).isTrue();
    assertThat(answer.response()).isNull();
  }

  @Test
  void withoutAnyConnectionTheAnswerIsAFailure() {
    lines.broken = SERVERS;
    Answer answer = begin();
    assertFailsWith(502, answer::response);
    assertThat(lines.opened).hasSize(SERVERS).allMatch(line -> line.isClosed);
  }

  @Test
  void aShortageOfSocketsIsA503AndNoFaultOfTheServers() {
    lines.isExhausted = true;
    assertFailsWith(503, begin()::response);
    lines.isExhausted = false;
    assertEachServerIsUp();
  }

  @Test
  void aShortageAfterStaleConnectionsIsA503AndNoFaultOfTheServers() {
    for (int i = 0; i < SERVERS; i++) {
      Answer answer = begin();
      lines.opened.getLast().receives("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
      assertThat(body(answer)).isInstanceOf(Body.Bytes.class);
    }
    Answer answer = begin();
    assertThat(lines.opened).as("a connection is used again").hasSize(SERVERS);
    lines.isExhausted = true;
    lines.opened.forEach(ScriptedLines.Scripted::resets);
    assertFailsWith(503, answer::response);
    lines.isExhausted = false;
    assertEachServerIsUp();
  }

  @Test
  void aShortageOfMemoryIsA503AndNoFaultOfTheServer() {
    Answer answer = begin(new Budget(20 << 10));
    lines.opened.getFirst().receives("HTTP/1.1 200 OK\r\nX: " + "a".repeat(17 << 10));
    assertFailsWith(503, answer::response);
    assertEachServerIsUp();
  }

  @Test
  void smallContentThatArrivesWithTheHeadIsInMemory() {
    Answer answer = begin();
    lines.opened.getFirst().receives("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none");
    assertThat(body(answer))
        .isInstanceOfSatisfying(
            Body.Bytes.class, body -> assertThat(body.bytes()).asString().isEqualTo("one"));
  }

  @ParameterizedTest
  @CsvSource({"4, 3", "5000, 5000"})
  void contentThatIsLargeOrNotThereIsAStream(int announced, int arrived) {
    Answer answer = begin();
    String head = "HTTP/1.1 200 OK\r\nContent-Length: " + announced + "\r\n\r\n";
    lines.opened.getFirst().receives(head + "a".repeat(arrived));
    assertThat(body(answer)).isInstanceOf(Body.Stream.class);
  }

  private static Body body(Answer answer) {
    return Objects.requireNonNull(answer.response()).body();
  }

  private static String take(Answer answer, int most) {
    byte[] target = new byte[most];
    int count = answer.take(target, 0, most);
    return count < 0 ? "the end" : new String(target, 0, count, StandardCharsets.US_ASCII);
  }

  /** A slow client takes it later. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5000\r\n\r\n%s",
        "Transfer-Encoding: chunked\r\n\r\n1388\r\n%s\r\n0\r\n\r\n"
      })
  void anAnswerThatHasArrivedIsCompleteWhateverTheServerDoesThen(String format) {
    String content = "a".repeat(5_000);
    for (boolean isReset : new boolean[] {true, false}) {
      Answer answer = begin();
      ScriptedLines.Scripted line = lines.opened.getLast();
      line.receives("HTTP/1.1 200 OK\r\n" + format.formatted(content));
      assertThat(body(answer)).isInstanceOf(Body.Stream.class);
      assertThat(take(answer, 1_000)).hasSize(1_000);
      if (isReset) {
        line.resets();
      } else {
        line.isLate();
      }
      assertThat(take(answer, 5_000)).hasSize(4_000);
      assertThat(take(answer, 1)).isEqualTo("the end");
    }
  }

  @Test
  void nothingMoreIsReadWhenTheRestOfTheAnswerIsThere() {
    Answer answer = begin();
    ScriptedLines.Scripted line = lines.opened.getFirst();
    line.receives("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + "a".repeat(4_999));
    assertThat(body(answer)).isInstanceOf(Body.Stream.class);
    assertThat(line.isAwaited).isTrue();
    line.receives("a");
    assertThat(line.isAwaited).isFalse();
  }

  @Test
  void whatHasArrivedOfAnAnswerIsTakenBeforeItFails() {
    Answer answer = begin();
    ScriptedLines.Scripted line = lines.opened.getFirst();
    line.receives("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + "a".repeat(4_999));
    assertThat(body(answer)).isInstanceOf(Body.Stream.class);
    line.resets();
    assertThat(line.isClosed).as("it would be ready for ever").isTrue();
    assertThat(take(answer, 5_000)).hasSize(4_999);
    assertFailsWith(502, () -> take(answer, 1));
  }

  /** Whatever the line's operations do after it was closed. */
  @Test
  void aServerThatTakesTooLongAlwaysEndsTheRequest() {
    Answer answer = begin();
    ScriptedLines.Scripted line = lines.opened.getFirst();
    line.isLate();
    assertThat(woken).isPositive();
    assertFailsWith(504, answer::response);
  }
}
