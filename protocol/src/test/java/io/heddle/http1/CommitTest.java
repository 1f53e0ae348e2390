package io.heddle.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.connection.Phase;
import io.heddle.exchange.Settings;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.Limits;
import io.heddle.http.MediaType;
import io.heddle.http.Request;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * When a response is committed: when 64 KiB of it wait, when it is complete, or when it is flushed
 * and the request can no longer turn out to be malformed. So the same bytes get the same response,
 * however they are cut.
 */
class CommitTest {
  private static final String GET = "GET / HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n";
  private static final String CHUNKED =
      "POST / HTTP/1.1\\r\\nHost: h\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n";
  private static final Limits LIMITS = new Limits(8_000, 8_000, 5, 100);

  /** Echoes each piece as soon as it arrives. */
  private static Response echoes(Request request) {
    return Response.ok(MediaType.BINARY, new Body.Stream(-1, out -> copy(request.body(), out)));
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] piece = new byte[7];
    for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
      out.write(piece, 0, count);
      out.flush();
    }
  }

  private static Response readsFirst(Request request) throws IOException {
    return Response.ok(MediaType.BINARY, new Body.Bytes(request.body().readAllBytes()));
  }

  private static List<Handler> handlers() {
    return List.of(
        CommitTest::echoes,
        CommitTest::readsFirst,
        Handler.immediate(CommitTest::echoes),
        Handler.immediate(CommitTest::readsFirst));
  }

  private static Dialog dialog(Handler handler, boolean waits) {
    return Dialog.by(Settings.of(head -> new Route("only", handler)).with(LIMITS), waits);
  }

  private static String answer(Dialog dialog) {
    List<Answers.Answer> answers = dialog.answers();
    assertThat(answers).hasSize(1);
    assertThat(answers.getFirst().isComplete()).isTrue();
    return answers.getFirst().status() + " " + answers.getFirst().content();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | x\\r\\n",
        "400 | 3\\r\\nabcd\\r\\n0\\r\\n\\r\\n",
        "400 | 3\\r\\nabc\\n0\\r\\n\\r\\n",
        "400 | 3\\r\\nabc\\r\\n\\r\\n",
        "400 | 3\\r\\nabc\\r\\nx\\r\\n\\r\\n",
        "400 | 3\\r\\nabc\\r\\n-1\\r\\n\\r\\n",
        "400 | 3\\nabc\\r\\n0\\r\\n\\r\\n",
        "400 | 3;=\\r\\nabc\\r\\n0\\r\\n\\r\\n",
        "400 | 3\\r\\nabc\\r\\n0\\r\\n folded: x\\r\\n\\r\\n",
        "400 | 3\\r\\nabc\\r\\n0\\r\\nA b: x\\r\\n\\r\\n",
        "400 | 3\\r\\nabc\\r\\n0\\r\\nA: \\x00\\r\\n\\r\\n",
        "400 | 3\\r\\nabc\\r\\n0\\r\\nA: b\\n\\r\\n",
        "400 | 3\\r\\nabc\\r\\n0\\r\\n\\rx",
        "400 | 3\\r\\nabc\\r\\n10000000000000000\\r\\n",
        "413 | 65\\r\\n",
        "413 | 3\\r\\nabc\\r\\n62\\r\\n",
        "413 | {34*3\\r\\nabc\\r\\n}0\\r\\n\\r\\n",
        "431 | 3\\r\\nabc\\r\\n0\\r\\n{6*A: b\\r\\n}\\r\\n",
        "200 | 3\\r\\nabc\\r\\n3\\r\\ndef\\r\\n0\\r\\n\\r\\n",
        "200 | 3;a=b\\r\\nabc\\r\\n0\\r\\nA: b\\r\\n\\r\\n"
      })
  void theSameBytesGetTheSameAnswerHoweverTheyAreCut(int status, String body) {
    byte[] octets = Visible.octets(CHUNKED + body);
    int headLength = Visible.octets(CHUNKED).length;
    for (Handler handler : handlers()) {
      for (boolean waits : new boolean[] {true, false}) {
        Dialog whole = dialog(handler, waits);
        whole.client.sends(octets);
        whole.run();
        String expected = answer(whole);
        assertThat(expected).startsWith(status + " ");
        for (int cut = headLength; cut < octets.length; cut++) {
          for (int end = cut; end <= octets.length; end += end == cut ? 1 : octets.length) {
            Dialog dialog = dialog(handler, waits);
            dialog.client.sends(Arrays.copyOf(octets, cut));
            dialog.client.sends(Arrays.copyOfRange(octets, cut, end));
            dialog.client.sends(Arrays.copyOfRange(octets, end, octets.length));
            dialog.run();
            assertThat(answer(dialog)).as("cut at %d and %d", cut, end).isEqualTo(expected);
          }
        }
        Dialog octetwise = dialog(handler, waits);
        for (byte octet : octets) {
          octetwise.client.sends(new byte[] {octet});
        }
        octetwise.run();
        assertThat(answer(octetwise)).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void contentThatEndsEarlyGets400HoweverItIsCut(boolean waits) {
    String request = "POST / HTTP/1.1\\r\\nHost: h\\r\\nContent-Length: 50\\r\\n\\r\\n";
    for (Handler handler : handlers()) {
      for (int size = 0; size < 20; size++) {
        Dialog dialog = dialog(handler, waits);
        dialog.client.sends(request + "{" + size + "*x}").sends("{20*y}").ends();
        dialog.run();
        assertThat(answer(dialog)).startsWith("400 ");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void above64KiBItIsCutOffWithoutTheLastChunk(boolean waits) {
    Dialog dialog = Dialog.to(CommitTest::echoes, waits);
    dialog.play(CHUNKED + "20000\\r\\n{131072*x}\\r\\n0\\r\\nA b: x\\r\\n\\r\\n" + GET);
    assertThat(dialog.answers()).hasSize(1);
    assertThat(dialog.answers().getFirst().status()).isEqualTo(200);
    assertThat(dialog.answers().getFirst().isComplete()).isFalse();
    assertThat(dialog.client.text()).doesNotContain("\\r\\n0\\r\\n");
    assertThat(dialog.exchange().isComplete()).isFalse();
    assertThat(dialog.exchange().contentBytes())
        .isEqualTo(dialog.answers().getFirst().content().length());
    assertThat(dialog.refusals).hasSize(1);
    assertThat(dialog.failures).isEmpty();
    assertThat(dialog.phase()).isEqualTo(Phase.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStreamThatFlushesIsSentAtOnce(boolean waits) {
    for (String request :
        List.of(GET, "POST / HTTP/1.1\\r\\nHost: h\\r\\nContent-Length: 5\\r\\n\\r\\nhello")) {
      List<Dialog> dialogs = new ArrayList<>();
      List<Integer> received = new ArrayList<>();
      Body events =
          new Body.Stream(
              -1,
              out -> {
                for (int i = 0; i < 3; i++) {
                  out.write("data: x\n\n".getBytes(StandardCharsets.US_ASCII));
                  out.flush();
                  received.add(dialogs.getFirst().client.text().split("data: x", -1).length - 1);
                }
              });
      dialogs.add(Dialog.to(r -> Response.ok(MediaType.TEXT, events), waits));
      dialogs.getFirst().play(request);
      assertThat(received).as(request).containsExactly(1, 2, 3);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWriterThatFailsBefore64KiBGivesAClean500(boolean waits) {
    for (int size : new int[] {0, 1, 60_000}) {
      for (long length : new long[] {-1, 70_000}) {
        Body body =
            new Body.Stream(
                length,
                out -> {
                  out.write(new byte[size]);
                  throw new IllegalStateException("on purpose");
                });
        Dialog dialog = Dialog.to(request -> Response.ok(MediaType.BINARY, body), waits);
        dialog.play(GET + "GET / HTTP/1.0\\r\\n\\r\\n");
        assertThat(dialog.statuses).containsExactly(500, 500);
        assertThat(dialog.answers()).allMatch(Answers.Answer::isComplete);
        assertThat(dialog.client.text()).doesNotContain("200 OK");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anHttp10ResponseThatFailsInTheMiddleEndsInAReset(boolean waits) {
    for (String fields : List.of("", "Connection: keep-alive\\r\\n")) {
      Body body =
          new Body.Stream(
              -1,
              out -> {
                out.write(new byte[100_000]);
                throw new IllegalStateException("on purpose");
              });
      Dialog dialog = Dialog.to(request -> Response.ok(MediaType.BINARY, body), waits);
      dialog.play("GET / HTTP/1.0\\r\\n" + fields + "\\r\\n");
      assertThat(dialog.client.wasReset()).isTrue();
      assertThat(dialog.exchange().isComplete()).isFalse();
      assertThat(dialog.statuses).containsExactly(200);
      assertThat(dialog.faults.getFirst()).hasMessage("on purpose");
      assertThat(dialog.failed.getFirst().contentBytes()).isEqualTo(100_000);
      assertThat(dialog.contentBytes).containsExactly(100_000L);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void resetContentAnnouncesThatItIsEmpty(boolean waits) {
    for (Body body : List.of(Body.text("hidden"), new Body.Stream(-1, out -> out.write('x')))) {
      Dialog dialog = Dialog.to(r -> Response.of(Status.RESET_CONTENT).with(body), waits);
      dialog.play(GET + GET);
      assertThat(dialog.answers()).hasSize(2);
      for (Answers.Answer answer : dialog.answers()) {
        assertThat(answer.status()).isEqualTo(205);
        assertThat(answer.field("Content-Length")).contains("0");
        assertThat(answer.content()).isEmpty();
      }
      assertThat(dialog.contentBytes).containsExactly(0L, 0L);
    }
  }
}
