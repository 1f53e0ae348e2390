package io.heddle.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.Limits;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.HttpException;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import io.heddle.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connection does beside parsing: draining, lingering, continuing, and giving back. */
class ConnectionTest {
  private static final String GET = "GET / HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n";
  private static final String POST = "POST / HTTP/1.1\\r\\nHost: h\\r\\nContent-Length: 5\\r\\n";

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void drainingClosesAConnectionThatIsIdle(boolean waits) {
    Wire wire = Wire.toSamples(waits).play(GET);
    wire.protocol.drain();
    assertThat(wire.run()).isEqualTo(Interpreter.Stop.CLOSED);
    assertThat(wire.answers()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void drainingClosesAConnectionThatHasSaidNothing(boolean waits) {
    Wire wire = Wire.toSamples(waits);
    wire.protocol.drain();
    assertThat(wire.run()).isEqualTo(Interpreter.Stop.CLOSED);
    assertThat(wire.client.received()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void drainingServesARequestThatHasBegunAndSaysClose(boolean waits) {
    Wire wire = Wire.toSamples(waits).play("GET / HT");
    wire.protocol.drain();
    wire.play("TP/1.1\\r\\nHost: h\\r\\n\\r\\n");
    assertThat(wire.statuses).containsExactly(200);
    assertThat(wire.answers().getFirst().field("Connection")).contains("close");
    assertThat(wire.phase()).isEqualTo(Phase.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void drainingWhileAHandlerRunsMakesItsAnswerTheLast(boolean waits) {
    List<Protocol> protocol = new ArrayList<>();
    Wire wire =
        Wire.to(
            request -> {
              protocol.getFirst().drain();
              return Response.text("last");
            },
            waits);
    protocol.add(wire.protocol);
    wire.play(GET + GET);
    assertThat(wire.statuses).containsExactly(200);
    assertThat(wire.answers().getFirst().field("Connection")).contains("close");
    assertThat(wire.cutOff()).isEqualTo(Interpreter.Stop.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneConnectionTooManyIsTurnedAwayWith503(boolean waits) {
    Wire wire = Wire.toSamples(waits);
    wire.connection.turnAway();
    wire.play(GET);
    assertThat(wire.answers())
        .singleElement()
        .satisfies(a -> assertThat(a.status()).isEqualTo(503));
    assertThat(wire.phase()).isEqualTo(Phase.LINGER);
    assertThat(wire.cutOff()).isEqualTo(Interpreter.Stop.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRefusedUploadIsDroppedUntilTheClientStops(boolean waits) {
    Wire wire = Wire.toSamples(waits);
    wire.play("PUT / HTTP/1.1\\r\\nHost: h\\r\\nContent-Length: 99999999\\r\\n\\r\\n{9000*x}");
    assertThat(wire.statuses).containsExactly(413);
    assertThat(wire.client.isToldLast()).isTrue();
    for (int i = 0; i < 100; i++) {
      wire.play("{20000*x}");
      assertThat(wire.phase()).isEqualTo(Phase.LINGER);
    }
    assertThat(wire.answers()).hasSize(1);
    assertThat(wire.cutOff()).isEqualTo(Interpreter.Stop.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStreamOfKnownLengthOverAnUnreadUploadLingersToo(boolean waits) {
    byte[] content = new byte[20_000];
    Body.Stream body = new Body.Stream(content.length, out -> out.write(content));
    Wire wire = Wire.to(request -> Response.ok(MediaType.BINARY, body), waits);
    wire.play("PUT / HTTP/1.1\\r\\nHost: h\\r\\nContent-Length: 999999\\r\\n\\r\\n{9000*x}");
    assertThat(wire.client.isToldLast()).isTrue();
    assertThat(wire.phase()).isEqualTo(Phase.LINGER);
    assertThat(wire.answers().getFirst().content()).hasSize(content.length);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a100GoesBeforeTheHeadOfAResponseWhoseWriterReadsTheContent(boolean waits) {
    Wire wire =
        Wire.to(
            request ->
                Response.ok(
                    MediaType.BINARY,
                    new Body.Stream(3, out -> out.write(request.body().readAllBytes()))),
            waits);
    wire.client.sends(
        "POST / HTTP/1.1\\r\\nHost: h\\r\\nExpect: 100-continue\\r\\nContent-Length: 3"
            + "\\r\\n\\r\\n");
    wire.client.sends("abc");
    wire.run();
    assertThat(wire.answers()).extracting(Answers.Answer::status).containsExactly(100, 200);
    assertThat(wire.answers().getLast().content()).isEqualTo("abc");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void malformedContentStaysMalformedHoweverOftenItIsRead(boolean waits) {
    Wire wire =
        Wire.to(
            request -> {
              InputStream body = request.body();
              assertThatThrownBy(body::readAllBytes).isInstanceOf(HttpException.class);
              assertThatThrownBy(body::readAllBytes).isInstanceOf(HttpException.class);
              return Response.text("survived");
            },
            waits);
    wire.play(
        "POST / HTTP/1.1\\r\\nHost: h\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nx5\\r\\nhello\\r\\n0\\r\\n\\r\\n"
            + GET);
    assertThat(wire.statuses).containsExactly(200);
    assertThat(wire.failures).isEmpty();
    assertThat(wire.phase()).isEqualTo(Phase.LINGER);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void contentCannotBeReadAfterTheResponse(boolean waits) {
    List<InputStream> kept = new ArrayList<>();
    Wire wire =
        Wire.to(
            request -> {
              kept.add(request.body());
              return Response.text("early");
            },
            waits);
    wire.play(POST + "\\r\\nhello" + GET);
    assertThatThrownBy(() -> kept.getFirst().read()).isInstanceOf(IOException.class);
    assertThat(wire.statuses).containsExactly(200, 200);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingCanBeWrittenAfterTheResponse(boolean waits) {
    List<OutputStream> kept = new ArrayList<>();
    Body.Stream body = new Body.Stream(-1, kept::add);
    Wire wire = Wire.to(request -> Response.ok(MediaType.TEXT, body), waits);
    wire.play(GET);
    assertThatThrownBy(() -> kept.getFirst().write('x')).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> kept.getFirst().flush()).isInstanceOf(IOException.class);
    wire.play(GET);
    assertThat(wire.answers()).allSatisfy(a -> assertThat(a.content()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aHundredGoesOutOnceAndAtTheFirstRead(boolean waits) {
    List<Wire> wires = new ArrayList<>();
    List<String> before = new ArrayList<>();
    Wire wire =
        Wire.to(
            request -> {
              before.add(wires.getFirst().client.text());
              byte[] first = request.body().readNBytes(2);
              return Response.text(
                  new String(first, StandardCharsets.ISO_8859_1)
                      + request.body().readAllBytes().length);
            },
            waits);
    wires.add(wire);
    wire.client.sends(POST + "Expect: 100-continue\\r\\n\\r\\n");
    wire.client.sends("he").sends("llo");
    wire.run();
    assertThat(before).containsExactly("");
    assertThat(wire.answers()).extracting(Answers.Answer::status).containsExactly(100, 200);
    assertThat(wire.answers().getLast().content()).isEqualTo("he3");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anIdleConnectionKeepsNoWorkspace(boolean waits) {
    Wire wire = Wire.toSamples(waits).play(GET);
    assertThat(wire.protocol.workspaces.take().exchange).isSameAs(wire.exchange());
    wire.play(GET);
    assertThat(wire.answers()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClosedConnectionKeepsNoWorkspace(boolean waits) {
    Wire wire = Wire.toSamples(waits).play("BAD\\r\\n");
    wire.cutOff();
    Workspace workspace = wire.protocol.workspaces.take();
    assertThat(workspace.exchange).isSameAs(wire.exchange());
    assertThat(workspace.isUnused()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void octetsAreCounted(boolean waits) {
    Wire wire = Wire.toSamples(waits).play(POST + "\\r\\nhello");
    assertThat(wire.receivedOctets()).isEqualTo(POST.length() - 6 + 2 + 5);
    assertThat(wire.sentOctets()).isEqualTo(wire.client.received().length);
    assertThat(wire.contentBytes)
        .containsExactly((long) wire.answers().getFirst().content().length());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answersOfHandlersThatNeverWaitLeaveInOneWrite(boolean waits) {
    Wire wire = Wire.takingAll(Handler.immediate(request -> Response.text("now")), waits);
    wire.play("{16*" + GET + "}");
    assertThat(wire.answers()).hasSize(16);
    // the first read of an engine that waits is small
    assertThat(wire.client.writes()).isLessThanOrEqualTo(waits ? 2 : 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noRequestIsReadWhileMuchWaitsToBeSent(boolean waits) throws IOException {
    Response answer = Response.text("x".repeat(1000));
    Wire wire = Wire.takingAll(Handler.immediate(request -> answer), waits);
    byte[] requests = Visible.octets("{100*" + GET + "}");
    int from = 0;
    Step step = wire.connection.next();
    while (step != Step.WRITE) {
      if (step == Step.READ) {
        int count = Math.min(wire.connection.space().remaining(), requests.length - from);
        wire.connection.space().put(requests, from, count);
        from += count;
        wire.connection.filled(count);
      } else {
        wire.connection.call(new MemoryTransport(wire.client, waits, true));
      }
      step = wire.connection.next();
    }
    assertThat(wire.statuses).hasSizeLessThanOrEqualTo(5);
    assertThat(wire.client.received()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRouteIsAskedForBeforeAnyContentIsTaken(boolean waits) {
    List<Long> received = new ArrayList<>();
    List<Wire> wires = new ArrayList<>();
    Wire wire =
        new Wire(
            head -> {
              received.add((long) wires.getFirst().client.received().length);
              return new Route("only", request -> Response.text("ok"));
            },
            Limits.STANDARD,
            waits,
            false);
    wires.add(wire);
    wire.play(POST + "Expect: 100-continue\\r\\n\\r\\n");
    assertThat(received).containsExactly(0L);
    assertThat(wire.statuses).containsExactly(200);
  }
}
