package io.heddle.app.study.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.study.load.Limit.Side;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose fault it is that figures do not count. */
final class LimitTest {
  private static final Job JOB =
      JobReader.read(
          """
          {"url":"http://127.0.0.1","mode":"closed","connections":10,"measureMillis":1000,
           "requests":[{"target":"/"}]}
          """);

  private static @Nullable Limit limit(
      int open, @Nullable Exception notConnected, double busyShare, int responses) {
    Tally tally = new Tally(JOB);
    tally.latency().recordValueWithCount(1, responses);
    return Limit.of(JOB, open, notConnected, busyShare, tally);
  }

  @Test
  void enoughResponsesOnAllConnectionsAreNoLimit() {
    assertThat(limit(10, null, 0.5, 30)).isNull();
  }

  @Test
  void aServerThatTakesFewConnectionsIsTheReason() {
    assertThat(limit(9, null, 0.5, 30)).isNotNull().extracting(Limit::side).isEqualTo(Side.SERVER);
    assertThat(limit(9, new ConnectException("Connection refused"), 0.5, 30))
        .isNotNull()
        .extracting(Limit::side)
        .isEqualTo(Side.SERVER);
  }

  @Test
  void aMachineWithoutSocketsForClientsIsNotTheServersFault() {
    assertThat(limit(9, new BindException("Cannot assign requested address"), 0.5, 30))
        .isNotNull()
        .extracting(Limit::side)
        .isEqualTo(Side.GENERATOR);
    assertThat(limit(9, new SocketException("Too many open files"), 0.5, 30))
        .isNotNull()
        .extracting(Limit::side)
        .isEqualTo(Side.GENERATOR);
  }

  @Test
  void aServerWithFewResponsesIsTheReasonUnlessTheGeneratorWasBusy() {
    assertThat(limit(10, null, 0.5, 29)).isNotNull().extracting(Limit::side).isEqualTo(Side.SERVER);
    assertThat(limit(10, null, 0.96, 29))
        .isNotNull()
        .extracting(Limit::side)
        .isEqualTo(Side.GENERATOR);
  }

  @Test
  void theResultSaysWhich() throws Exception {
    Limit limit = new Limit(Side.SERVER, "it was slow");
    Result result = new Result(Instant.EPOCH, Window.of(JOB), new Tally(JOB), 0, 0, 0.5, limit);
    Answer answer = Answer.of(ResultWriter.line(result));
    assertThat(answer.limit()).isEqualTo("it was slow");
    assertThat(answer.json().path("limitedBy").textValue()).isEqualTo("server");
  }
}
