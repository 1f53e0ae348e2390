package io.heddle.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.connection.Phase;
import io.heddle.connection.Step;
import io.heddle.http.Blocking;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpException;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A request that another server answers while a loop does other things. */
class RelayTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n";
  private static final String CHUNKED =
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

  private final ScriptedAnswer answer = new ScriptedAnswer();
  private final Dialog dialog = Dialog.takingAll(answer.handler(), false);

  private String received() {
    return new String(dialog.client.received(), StandardCharsets.US_ASCII);
  }

  @Test
  void theResponseIsSentAsItArrives() {
    dialog.play(GET);
    assertThat(dialog.phase()).isEqualTo(Phase.UPSTREAM);
    assertThat(answer.announced).isZero();
    assertThat(answer.isRequestEnded).isTrue();
    answer.answers(-1);
    dialog.run();
    assertThat(received()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("chunked\r\n\r\n");
    answer.sends("one", false);
    dialog.run();
    assertThat(received()).endsWith("\r\n\r\n3\r\none\r\n");
    assertThat(dialog.exchanges).isEmpty();
    answer.sends("two", true);
    dialog.run();
    assertThat(received()).endsWith("3\r\ntwo\r\n0\r\n\r\n");
    assertThat(dialog.contentBytes).containsExactly(6L);
    assertThat(answer.timesClosed).isPositive();
    assertThat(dialog.phase()).isEqualTo(Phase.IDLE);
  }

  @Test
  void aWholeResponseIsSentAtOnce() {
    dialog.play(GET);
    answer.answersAtOnce("whole");
    dialog.run();
    assertThat(received()).endsWith("Content-Length: 5\r\n\r\nwhole");
    assertThat(dialog.contentBytes).containsExactly(5L);
    assertThat(answer.timesClosed).isPositive();
    assertThat(dialog.phase()).isEqualTo(Phase.IDLE);
  }

  @Test
  void contentGoesOnAsFarAsThereIsRoom() {
    answer.room = 3;
    dialog.play(POST + "0123456789");
    assertThat(answer.asked()).isEqualTo("012");
    assertThat(dialog.phase()).as("the other server is slow").isEqualTo(Phase.UPSTREAM);
    answer.room = 100;
    dialog.run();
    assertThat(answer.asked()).isEqualTo("0123456789");
    assertThat(answer.isRequestEnded).isTrue();
    assertThat(answer.announced).isEqualTo(10);
  }

  @Test
  void aClientThatIsToSendContentHasATimeLimit() {
    dialog.play(POST + "01234");
    assertThat(answer.asked()).isEqualTo("01234");
    assertThat(dialog.phase()).isEqualTo(Phase.BODY);
    dialog.expire();
    assertThat(received()).startsWith("HTTP/1.1 408 ");
    assertThat(answer.timesClosed).isPositive();
  }

  @Test
  void malformedContentIsA400() {
    dialog.play(CHUNKED + "3\r\nabc\r\nx");
    assertThat(received()).startsWith("HTTP/1.1 400 ");
    assertThat(answer.isRequestEnded).isFalse();
    assertThat(answer.timesClosed).isPositive();
  }

  @Test
  void aClientThatEndsItsInputIsAnsweredSoonOrNotAtAll() {
    dialog.play(GET);
    dialog.client.ends();
    assertThat(dialog.run()).isEqualTo(Interpreter.Stop.AWAITING);
    assertThat(answer.isHurried).isTrue();
    answer.answers(2);
    answer.sends("ok", true);
    assertThat(dialog.run()).isEqualTo(Interpreter.Stop.CLOSED);
    assertThat(received()).endsWith("\r\n\r\nok");
  }

  @Test
  void aClientThatEndsItsInputWithinTheAnswerGetsOnlyWhatComesSoon() {
    dialog.play(GET);
    answer.answers(-1);
    answer.sends("one", false);
    dialog.run();
    assertThat(answer.isHurried).isFalse();
    dialog.client.ends();
    assertThat(dialog.run()).isEqualTo(Interpreter.Stop.AWAITING);
    assertThat(answer.isHurried).isTrue();
    answer.sends("two", true);
    dialog.run();
    assertThat(received()).endsWith("3\r\ntwo\r\n0\r\n\r\n");
  }

  @Test
  void theEndOfTheInputIsNoticedBehindTheNextRequest() {
    dialog.play(GET + GET);
    dialog.client.ends();
    assertThat(dialog.run()).isEqualTo(Interpreter.Stop.AWAITING);
    assertThat(answer.isHurried).isTrue();
  }

  @Test
  void onlySoManyOfTheNextRequestsAreRead() {
    assertThat(dialog.play(GET + GET.repeat(10_000)).run()).isEqualTo(Interpreter.Stop.AWAITING);
    assertThat(answer.isHurried).isFalse();
    assertThat(dialog.protocol.bufferBytes()).isLessThan(64 << 10);
  }

  @Test
  void theNextRequestWaitsForTheAnswer() {
    dialog.play(GET + GET);
    assertThat(dialog.phase()).isEqualTo(Phase.UPSTREAM);
    answer.answers(-1);
    answer.sends("ok", true);
    dialog.run();
    assertThat(dialog.answers()).hasSize(2);
  }

  @Test
  void aFailureBeforeTheResponseIsAnError() {
    dialog.play(GET);
    answer.failure = new HttpException(Status.BAD_GATEWAY, "test");
    dialog.run();
    assertThat(received()).startsWith("HTTP/1.1 502 Bad Gateway");
    assertThat(dialog.phase()).isEqualTo(Phase.IDLE);
    assertThat(dialog.failures).as("it is no fault of this server").isEmpty();
  }

  @Test
  void aFailureWithinTheResponseCutsItOff() {
    dialog.play(GET);
    answer.answers(10);
    answer.sends("01234", false);
    dialog.run();
    answer.failure = new HttpException(Status.BAD_GATEWAY, "test");
    assertThat(dialog.run()).isEqualTo(Interpreter.Stop.CLOSED);
    assertThat(received()).endsWith("\r\n\r\n01234");
    assertThat(dialog.exchange().isComplete()).isFalse();
  }

  @Test
  void contentThatEndsWithTheConnectionIsResetWhenItIsCutOff() {
    dialog.play("GET / HTTP/1.0\r\n\r\n");
    answer.answers(-1);
    answer.sends("01234", false);
    dialog.run();
    answer.failure = new HttpException(Status.BAD_GATEWAY, "test");
    assertThat(dialog.run()).isEqualTo(Interpreter.Stop.CLOSED);
    assertThat(dialog.client.wasReset()).isTrue();
  }

  @Test
  void aClientThatLeavesEndsTheRequestOnce() {
    dialog.play(GET);
    dialog.connection.closed();
    assertThat(answer.timesClosed).isPositive();
    assertThat(dialog.timesAbandoned()).isEqualTo(1);
    assertThat(dialog.timesDelayed()).isEqualTo(1);
  }

  @Test
  void fieldsOfFiltersDoNotReplaceTheServersExceptForPrivacy() {
    Response added =
        Response.of(Status.OK)
            .with(HeaderName.of("Set-Cookie"), "own=1")
            .with(HeaderName.of("X-Both"), "filter")
            .with(HeaderName.of("X-Filter"), "filter")
            .with(HeaderName.CACHE_CONTROL, "private");
    Dialog filtered =
        Dialog.takingAll(
            Handler.blocking(Blocking.RELAYS, _ -> added.with(new Body.Stream(-1, answer))), false);
    filtered.play(GET);
    answer.head =
        Response.of(Status.OK)
            .with(HeaderName.of("Set-Cookie"), "theirs=2")
            .with(HeaderName.of("X-Both"), "server")
            .with(HeaderName.CACHE_CONTROL, "public, max-age=60");
    answer.sends("", true);
    filtered.run();
    String sent = new String(filtered.client.received(), StandardCharsets.US_ASCII);
    assertThat(sent.lines())
        .contains(
            "Set-Cookie: theirs=2",
            "Set-Cookie: own=1",
            "X-Both: server",
            "X-Filter: filter",
            "Cache-Control: private")
        .noneMatch(line -> line.contains("X-Both: filter") || line.contains("public"));
  }

  @Test
  void onlySoMuchOfTheResponseIsHeldForASlowClient() throws IOException {
    dialog.play(GET);
    dialog.client.takes(1_000, false);
    answer.answers(1_000_000);
    answer.sends("x".repeat(1_000_000), true);
    MemoryWire wire = new MemoryWire(dialog.client, false, false);
    for (int i = 0; i < 3_000; i++) {
      assertThat(dialog.connection.next()).isEqualTo(Step.WRITE);
      dialog.connection.flush(wire);
    }
    assertThat(dialog.client.received()).hasSize(1_000);
    assertThat(dialog.protocol.bufferBytes()).isLessThan(64 << 10);
  }
}
