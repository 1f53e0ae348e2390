package io.heddle.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpException;
import io.heddle.http.Limits;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.http.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an observer is told about a request, from its beginning to its end. */
class ObservationTest {
  private static final String GET = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final String HALF_A_POST =
      "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhe";
  private static final String BROKEN_CHUNKS =
      "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n";

  /** A dialog whose handler takes 3,000 ns on the dialog's clock. */
  private static Dialog taking3000(boolean waits, Body body) {
    List<Dialog> dialogs = new ArrayList<>();
    Handler handler =
        request -> {
          dialogs.getFirst().pass(3_000);
          return Response.ok(MediaType.TEXT, body);
        };
    dialogs.add(new Dialog(head -> new Route("only", handler), Limits.STANDARD, waits, false));
    return dialogs.getFirst();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRequestLastsFromItsHeadToItsResponse(boolean waits) {
    Dialog dialog = taking3000(waits, Body.text("done"));
    dialog.pass(500);
    dialog.play(GET);
    assertThat(dialog.durations).containsExactly(3_000L);
  }

  @Test
  void writingTheContentIsPartOfTheDuration() {
    List<Dialog> dialogs = new ArrayList<>();
    Body stream = new Body.Stream(-1, out -> dialogs.getFirst().pass(4_000));
    dialogs.add(taking3000(true, stream));
    dialogs.getFirst().play(GET);
    assertThat(dialogs.getFirst().durations).containsExactly(7_000L);
  }

  @Test
  void eachRequestOnAConnectionIsTimedSeparately() {
    Dialog dialog = taking3000(true, Body.text("done")).play(GET);
    dialog.pass(60_000);
    dialog.play(GET);
    assertThat(dialog.durations).containsExactly(3_000L, 3_000L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRequestAnsweredImmediatelyIsNotDelayed(boolean waits) {
    Handler handler = Handler.immediate(request -> Response.text("pong"));
    Dialog dialog = Dialog.takingAll(handler, waits).play(GET);
    assertThat(dialog.statuses).containsExactly(200);
    assertThat(dialog.timesDelayed()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aHandlerThatMayBlockCountsAsDelayed(boolean waits) {
    Dialog dialog = Dialog.to(request -> Response.text("done"), waits).play(GET);
    assertThat(dialog.timesDelayed()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void unwrittenContentCountsAsDelayed(boolean waits) {
    Body stream = new Body.Stream(-1, out -> out.write('x'));
    Handler handler = Handler.immediate(request -> Response.ok(MediaType.TEXT, stream));
    Dialog dialog = Dialog.to(handler, waits).play(GET);
    assertThat(dialog.timesDelayed()).isEqualTo(1);
    assertThat(dialog.statuses).containsExactly(200);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRefusedRequestTakesNoTime(boolean waits) {
    Dialog dialog = Dialog.toSamples(waits).play("GET\r\n\r\n");
    assertThat(dialog.statuses).containsExactly(400);
    assertThat(dialog.durations).containsExactly(0L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRequestWhoseConnectionBreaksIsAbandoned(boolean waits) {
    Dialog dialog = Dialog.toSamples(waits);
    dialog.play("POST /now-echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhe");
    dialog.connection.closed();
    assertThat(dialog.timesDelayed()).isEqualTo(1);
    assertThat(dialog.timesAbandoned()).isEqualTo(1);
    assertThat(dialog.statuses).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRequestThatEndsEarlyIsNamedByItsRoute(boolean waits) {
    Handler handler = Handler.immediate(request -> Response.text("never"));
    Dialog dialog = Dialog.to(handler, waits).play(HALF_A_POST);
    dialog.cutOff();
    assertThat(dialog.routes).containsExactly("only");
    assertThat(dialog.statuses).containsExactly(400);
    assertThat(dialog.timesAbandoned()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void contentThatViolatesHttpIsARefusal(boolean waits) {
    Handler handler = request -> Response.text(request.body().readAllBytes().length + " bytes");
    Dialog dialog = Dialog.to(handler, waits).play(BROKEN_CHUNKS);
    assertThat(dialog.statuses).containsExactly(400);
    assertThat(dialog.refusals).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRefusalByAHandlerIsNoProtocolViolation(boolean waits) {
    Handler handler =
        request -> {
          throw new HttpException(Status.FORBIDDEN, "not you");
        };
    Dialog dialog = Dialog.to(handler, waits).play(GET);
    assertThat(dialog.statuses).containsExactly(403);
    assertThat(dialog.refusals).isEmpty();
    assertThat(dialog.faults).containsOnlyNulls();
  }

  @Test
  void aFaultOfOursIsKeptWithTheExchangeUntilTheNextRequest() {
    Handler handler =
        request -> {
          if (request.headers().first(HeaderName.USER_AGENT).isPresent()) {
            throw new IllegalStateException("a fault on purpose");
          }
          return Response.text("good");
        };
    Dialog dialog = Dialog.to(handler, true);
    dialog.play("GET /bad HTTP/1.1\r\nHost: h\r\nUser-Agent: x\r\n\r\n");
    dialog.play(GET);
    assertThat(dialog.faults).containsExactly(dialog.failures.getFirst(), null);
  }
}
