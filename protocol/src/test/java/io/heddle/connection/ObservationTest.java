package io.heddle.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Limits;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpException;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.http.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an observer learns of a request, from its beginning to its end. */
class ObservationTest {
  private static final String GET = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final String HALF_A_POST =
      "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhe";
  private static final String BROKEN_CHUNKS =
      "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n";

  /** A wire whose handler takes 3,000 ns by the wire's own clock. */
  private static Wire taking3000(boolean waits, Body body) {
    List<Wire> wires = new ArrayList<>();
    Handler handler =
        request -> {
          wires.getFirst().pass(3_000);
          return Response.ok(MediaType.TEXT, body);
        };
    wires.add(new Wire(head -> new Route("only", handler), Limits.STANDARD, waits, false));
    return wires.getFirst();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRequestLastsFromItsHeadToItsResponse(boolean waits) {
    Wire wire = taking3000(waits, Body.text("done"));
    wire.pass(500);
    wire.play(GET);
    assertThat(wire.durations).containsExactly(3_000L);
  }

  @Test
  void writingTheContentIsPartOfTheDuration() {
    List<Wire> wires = new ArrayList<>();
    Body stream = new Body.Stream(-1, out -> wires.getFirst().pass(4_000));
    wires.add(taking3000(true, stream));
    wires.getFirst().play(GET);
    assertThat(wires.getFirst().durations).containsExactly(7_000L);
  }

  @Test
  void eachRequestOnAConnectionIsTimedAnew() {
    Wire wire = taking3000(true, Body.text("done")).play(GET);
    wire.pass(60_000);
    wire.play(GET);
    assertThat(wire.durations).containsExactly(3_000L, 3_000L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsAnsweredAtOnceIsNotDelayed(boolean waits) {
    Wire wire = Wire.to(Handler.immediate(request -> Response.text("pong")), waits).play(GET);
    assertThat(wire.statuses).containsExactly(200);
    assertThat(wire.delayed()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aHandlerThatMayWaitDelays(boolean waits) {
    Wire wire = Wire.to(request -> Response.text("done"), waits).play(GET);
    assertThat(wire.delayed()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void contentThatIsStillToBeWrittenDelays(boolean waits) {
    Body stream = new Body.Stream(-1, out -> out.write('x'));
    Handler handler = Handler.immediate(request -> Response.ok(MediaType.TEXT, stream));
    Wire wire = Wire.to(handler, waits).play(GET);
    assertThat(wire.delayed()).isEqualTo(1);
    assertThat(wire.statuses).containsExactly(200);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRefusedRequestTakesNoTime(boolean waits) {
    Wire wire = Wire.toSamples(waits).play("GET\r\n\r\n");
    assertThat(wire.delayed()).isZero();
    assertThat(wire.statuses).containsExactly(400);
    assertThat(wire.durations).containsExactly(0L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRequestWhoseConnectionBreaksIsAbandoned(boolean waits) {
    Wire wire = Wire.toSamples(waits);
    wire.play("POST /now-echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhe");
    wire.connection.closed();
    assertThat(wire.delayed()).isEqualTo(1);
    assertThat(wire.abandoned()).isEqualTo(1);
    assertThat(wire.statuses).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRequestThatEndsEarlyIsNamedByItsRoute(boolean waits) {
    Handler handler = Handler.immediate(request -> Response.text("never"));
    Wire wire = Wire.to(handler, waits).play(HALF_A_POST);
    wire.cutOff();
    assertThat(wire.routes).containsExactly("only");
    assertThat(wire.statuses).containsExactly(400);
    assertThat(wire.abandoned()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void contentThatBreaksTheRulesIsARefusal(boolean waits) {
    Handler handler = request -> Response.text(request.body().readAllBytes().length + " octets");
    Wire wire = Wire.to(handler, waits).play(BROKEN_CHUNKS);
    assertThat(wire.statuses).containsExactly(400);
    assertThat(wire.refusals).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatAHandlerRefusesIsNoBreachOfTheRules(boolean waits) {
    Handler handler =
        request -> {
          throw new HttpException(Status.FORBIDDEN, "not you");
        };
    Wire wire = Wire.to(handler, waits).play(GET);
    assertThat(wire.statuses).containsExactly(403);
    assertThat(wire.refusals).isEmpty();
    assertThat(wire.faults).containsOnlyNulls();
  }

  @Test
  void aFaultOfOursIsKeptWithTheExchangeUntilTheNextRequest() {
    Handler handler =
        request -> {
          if (request.headers().first(HeaderName.USER_AGENT).isPresent()) {
            throw new IllegalStateException("a fault of the test's");
          }
          return Response.text("good");
        };
    Wire wire = Wire.to(handler, true);
    wire.play("GET /bad HTTP/1.1\r\nHost: h\r\nUser-Agent: x\r\n\r\n");
    wire.play(GET);
    assertThat(wire.faults).containsExactly(wire.failures.getFirst(), null);
  }
}
