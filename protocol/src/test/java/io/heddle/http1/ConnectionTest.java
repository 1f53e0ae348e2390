package io.heddle.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.connection.Phase;
import io.heddle.connection.Step;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.HttpException;
import io.heddle.http.Limits;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a connection does besides parsing: draining, lingering, continuing, and releasing memory.
 */
class ConnectionTest {
  private static final String GET = "GET / HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n";
  private static final String POST = "POST / HTTP/1.1\\r\\nHost: h\\r\\nContent-Length: 5\\r\\n";

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void drainingClosesAConnectionThatIsIdle(boolean waits) {
    Dialog dialog = Dialog.toSamples(waits).play(GET);
    dialog.protocol.drain();
    assertThat(dialog.expire()).isEqualTo(Interpreter.Stop.CLOSED);
    assertThat(dialog.answers()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void drainingServesARequestThatComesJustBeforeTheEnd(boolean waits) {
    Dialog dialog = Dialog.toSamples(waits).play(GET);
    dialog.protocol.drain();
    dialog.play(GET);
    assertThat(dialog.statuses).containsExactly(200, 200);
    assertThat(dialog.answers().getLast().field("Connection")).contains("close");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void drainingClosesAConnectionWithoutInput(boolean waits) {
    Dialog dialog = Dialog.toSamples(waits);
    dialog.run();
    dialog.protocol.drain();
    assertThat(dialog.expire()).isEqualTo(Interpreter.Stop.CLOSED);
    assertThat(dialog.client.received()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void drainingServesARequestThatHasBegunAndAnnouncesTheClose(boolean waits) {
    Dialog dialog = Dialog.toSamples(waits).play("GET / HT");
    dialog.protocol.drain();
    dialog.play("TP/1.1\\r\\nHost: h\\r\\n\\r\\n");
    assertThat(dialog.statuses).containsExactly(200);
    assertThat(dialog.answers().getFirst().field("Connection")).contains("close");
    assertThat(dialog.phase()).isEqualTo(Phase.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void drainingWhileAHandlerRunsMakesItsAnswerTheLast(boolean waits) {
    List<Http1> protocol = new ArrayList<>();
    Dialog dialog =
        Dialog.to(
            request -> {
              protocol.getFirst().drain();
              return Response.text("last");
            },
            waits);
    protocol.add(dialog.protocol);
    dialog.play(GET + GET);
    assertThat(dialog.statuses).containsExactly(200);
    assertThat(dialog.answers().getFirst().field("Connection")).contains("close");
    assertThat(dialog.cutOff()).isEqualTo(Interpreter.Stop.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneConnectionTooManyIsTurnedAwayWith503(boolean waits) {
    Dialog dialog = Dialog.toSamples(waits);
    dialog.connection.refuse(new HttpException(Status.SERVICE_UNAVAILABLE, "too many connections"));
    dialog.play(GET);
    assertThat(dialog.answers())
        .singleElement()
        .satisfies(a -> assertThat(a.status()).isEqualTo(503));
    assertThat(dialog.phase()).isEqualTo(Phase.LINGER);
    assertThat(dialog.cutOff()).isEqualTo(Interpreter.Stop.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRefusedUploadIsDroppedUntilTheClientStops(boolean waits) {
    Dialog dialog = Dialog.toSamples(waits);
    dialog.play("PUT / HTTP/1.1\\r\\nHost: h\\r\\nContent-Length: 99999999\\r\\n\\r\\n{9000*x}");
    assertThat(dialog.statuses).containsExactly(413);
    assertThat(dialog.client.isToldLast()).isTrue();
    for (int i = 0; i < 100; i++) {
      dialog.play("{20000*x}");
      assertThat(dialog.phase()).isEqualTo(Phase.LINGER);
    }
    assertThat(dialog.answers()).hasSize(1);
    assertThat(dialog.cutOff()).isEqualTo(Interpreter.Stop.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStreamOfKnownLengthOverAnUnreadUploadLingersToo(boolean waits) {
    byte[] content = new byte[20_000];
    Body.Stream body = new Body.Stream(content.length, out -> out.write(content));
    Dialog dialog = Dialog.to(request -> Response.ok(MediaType.BINARY, body), waits);
    dialog.play("PUT / HTTP/1.1\\r\\nHost: h\\r\\nContent-Length: 999999\\r\\n\\r\\n{9000*x}");
    assertThat(dialog.client.isToldLast()).isTrue();
    assertThat(dialog.phase()).isEqualTo(Phase.LINGER);
    assertThat(dialog.answers().getFirst().content()).hasSize(content.length);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a100PrecedesTheHeadOfAResponseWhoseWriterReads(boolean waits) {
    Dialog dialog =
        Dialog.to(
            request ->
                Response.ok(
                    MediaType.BINARY,
                    new Body.Stream(3, out -> out.write(request.body().readAllBytes()))),
            waits);
    dialog.client.sends(
        "POST / HTTP/1.1\\r\\nHost: h\\r\\nExpect: 100-continue\\r\\nContent-Length: 3"
            + "\\r\\n\\r\\n");
    dialog.client.sends("abc");
    dialog.run();
    assertThat(dialog.answers()).extracting(Answers.Answer::status).containsExactly(100, 200);
    assertThat(dialog.answers().getLast().content()).isEqualTo("abc");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void malformedContentStaysMalformedHoweverOftenItIsRead(boolean waits) {
    Dialog dialog =
        Dialog.to(
            request -> {
              InputStream body = request.body();
              assertThatThrownBy(body::readAllBytes).isInstanceOf(HttpException.class);
              assertThatThrownBy(body::readAllBytes).isInstanceOf(HttpException.class);
              return Response.text("survived");
            },
            waits);
    dialog.play(
        "POST / HTTP/1.1\\r\\nHost: h\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nx5\\r\\nhello\\r\\n0\\r\\n\\r\\n"
            + GET);
    assertThat(dialog.statuses).containsExactly(200);
    assertThat(dialog.failures).isEmpty();
    assertThat(dialog.phase()).isEqualTo(Phase.LINGER);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void contentCannotBeReadAfterTheResponse(boolean waits) {
    List<InputStream> kept = new ArrayList<>();
    Dialog dialog =
        Dialog.to(
            request -> {
              kept.add(request.body());
              return Response.text("early");
            },
            waits);
    dialog.play(POST + "\\r\\nhello" + GET);
    assertThatThrownBy(() -> kept.getFirst().read()).isInstanceOf(IOException.class);
    assertThat(dialog.statuses).containsExactly(200, 200);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingCanBeWrittenAfterTheResponse(boolean waits) {
    List<OutputStream> kept = new ArrayList<>();
    Body.Stream body = new Body.Stream(-1, kept::add);
    Dialog dialog = Dialog.to(request -> Response.ok(MediaType.TEXT, body), waits);
    dialog.play(GET);
    assertThatThrownBy(() -> kept.getFirst().write('x')).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> kept.getFirst().flush()).isInstanceOf(IOException.class);
    dialog.play(GET);
    assertThat(dialog.answers()).allSatisfy(a -> assertThat(a.content()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a100IsSentOnceAtTheFirstRead(boolean waits) {
    List<Dialog> dialogs = new ArrayList<>();
    List<String> before = new ArrayList<>();
    Dialog dialog =
        Dialog.to(
            request -> {
              before.add(dialogs.getFirst().client.text());
              byte[] first = request.body().readNBytes(2);
              return Response.text(
                  new String(first, StandardCharsets.ISO_8859_1)
                      + request.body().readAllBytes().length);
            },
            waits);
    dialogs.add(dialog);
    dialog.client.sends(POST + "Expect: 100-continue\\r\\n\\r\\n");
    dialog.client.sends("he").sends("llo");
    dialog.run();
    assertThat(before).containsExactly("");
    assertThat(dialog.answers()).extracting(Answers.Answer::status).containsExactly(100, 200);
    assertThat(dialog.answers().getLast().content()).isEqualTo("he3");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anIdleConnectionKeepsNoWorkspace(boolean waits) {
    Dialog dialog = Dialog.toSamples(waits).play(GET);
    Workspace workspace = dialog.protocol.workspaces.take();
    assertThat(dialog.protocol.bufferBytes()).as("no other was made").isLessThan(20_000);
    dialog.protocol.workspaces.give(workspace);
    dialog.play(GET);
    assertThat(dialog.answers()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClosedConnectionKeepsNoWorkspace(boolean waits) {
    Dialog dialog = Dialog.toSamples(waits).play("BAD\\r\\n");
    dialog.cutOff();
    Workspace workspace = dialog.protocol.workspaces.take();
    assertThat(dialog.protocol.bufferBytes()).as("no other was made").isLessThan(20_000);
    assertThat(workspace.isUnused()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bytesAreCounted(boolean waits) {
    Dialog dialog = Dialog.toSamples(waits).play(POST + "\\r\\nhello");
    assertThat(dialog.receivedOctets()).isEqualTo(POST.length() - 6 + 2 + 5);
    assertThat(dialog.sentOctets()).isEqualTo(dialog.client.received().length);
    assertThat(dialog.contentBytes)
        .containsExactly((long) dialog.answers().getFirst().content().length());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answersOfHandlersThatNeverBlockLeaveInOneWrite(boolean waits) {
    Dialog dialog = Dialog.takingAll(Handler.immediate(request -> Response.text("now")), waits);
    dialog.play("{16*" + GET + "}");
    assertThat(dialog.answers()).hasSize(16);
    // the first read of an engine that waits is small
    assertThat(dialog.client.writes()).isLessThanOrEqualTo(waits ? 2 : 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noRequestIsReadWhileMuchWaitsToBeSent(boolean waits) throws IOException {
    Response answer = Response.text("x".repeat(1000));
    Dialog dialog = Dialog.takingAll(Handler.immediate(request -> answer), waits);
    byte[] requests = Visible.octets("{100*" + GET + "}");
    int from = 0;
    Step step = dialog.connection.next();
    while (step != Step.WRITE) {
      if (step == Step.READ) {
        int count = Math.min(dialog.connection.space().remaining(), requests.length - from);
        dialog.connection.space().put(requests, from, count);
        from += count;
        dialog.connection.filled(count);
      } else {
        dialog.connection.call(new MemoryWire(dialog.client, waits, true));
      }
      step = dialog.connection.next();
    }
    assertThat(dialog.statuses).hasSizeLessThanOrEqualTo(5);
    assertThat(dialog.client.received()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theRouteIsChosenBeforeAnyContentIsRead(boolean waits) {
    List<Long> received = new ArrayList<>();
    List<Dialog> dialogs = new ArrayList<>();
    Dialog dialog =
        new Dialog(
            head -> {
              received.add((long) dialogs.getFirst().client.received().length);
              return new Route("only", request -> Response.text("ok"));
            },
            Limits.STANDARD,
            waits,
            false);
    dialogs.add(dialog);
    dialog.play(POST + "Expect: 100-continue\\r\\n\\r\\n");
    assertThat(received).containsExactly(0L);
    assertThat(dialog.statuses).containsExactly(200);
  }
}
