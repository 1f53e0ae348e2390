package io.heddle.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.connection.Phase;
import io.heddle.http.Body;
import io.heddle.http.Field;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpException;
import io.heddle.http.Limits;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures of the handler, writer, routing or client of a connection. */
class HandlerFailureTest {
  private static final String GET = "GET / HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n";
  private static final String POST = "POST / HTTP/1.1\\r\\nHost: h\\r\\nContent-Length: 5\\r\\n";

  private static Handler throwing(Throwable failure) {
    return request -> {
      switch (failure) {
        case IOException e -> throw e;
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        default -> throw new IllegalArgumentException(failure);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFailureIsAnswered500AndReportedOnce(boolean waits) {
    for (Throwable failure :
        List.of(new IllegalStateException(), new IOException(), new StackOverflowError())) {
      Dialog dialog = Dialog.to(throwing(failure), waits).play(GET);
      assertThat(dialog.failures).containsExactly(failure);
      assertThat(dialog.statuses).containsExactly(500);
      assertThat(dialog.answers()).hasSize(1);
      assertThat(dialog.phase()).isEqualTo(Phase.IDLE);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClientErrorIsNotReported(boolean waits) {
    Dialog dialog = Dialog.to(throwing(new HttpException(Status.FORBIDDEN, "no")), waits).play(GET);
    assertThat(dialog.failures).isEmpty();
    assertThat(dialog.statuses).containsExactly(403);
    assertThat(dialog.phase()).isEqualTo(Phase.IDLE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFailureOfTheRoutingIsReportedWithTheClientsAddress(boolean waits) {
    for (Throwable failure : List.of(new IllegalStateException(), new StackOverflowError())) {
      Dialog dialog =
          new Dialog(
              head -> {
                if (failure instanceof Error error) {
                  throw error;
                }
                throw (RuntimeException) failure;
              },
              Limits.STANDARD,
              waits,
              false);
      dialog.play(GET);
      assertThat(dialog.failures).containsExactly(failure);
      assertThat(dialog.statuses).containsExactly(500);
      assertThat(dialog.phase()).isEqualTo(Phase.LINGER);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anInterruptEndsTheConnectionAndIsCleared(boolean waits) {
    Dialog dialog =
        Dialog.to(
            request -> {
              throw new InterruptedException();
            },
            waits);
    dialog.play(GET + GET);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(dialog.statuses).containsExactly(503);
    assertThat(dialog.answers().getFirst().field("Connection")).contains("close");
    assertThat(dialog.answers().getFirst().field("Retry-After")).contains("1");
    assertThat(dialog.phase()).isEqualTo(Phase.LINGER);
    assertThat(dialog.failures).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRefusalHasItsFields(boolean waits) throws IOException {
    Dialog dialog =
        Dialog.to(
            request -> {
              throw new HttpException(
                  Status.UNSUPPORTED_MEDIA_TYPE,
                  "plain content only",
                  List.of(Field.of(HeaderName.ACCEPT_ENCODING, "identity")));
            },
            waits);
    dialog.play(GET);
    assertThat(dialog.statuses).containsExactly(415);
    assertThat(dialog.answers().getFirst().field("Accept-Encoding")).contains("identity");
    assertThat(dialog.answers().getFirst().field("Retry-After")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClientThatVanishesWhileAHandlerReadsIsNoFailure(boolean waits) {
    List<Dialog> dialogs = new ArrayList<>();
    Dialog dialog =
        Dialog.to(
            request -> {
              dialogs.getFirst().client.vanishes();
              return Response.text(
                  new String(request.body().readAllBytes(), StandardCharsets.ISO_8859_1));
            },
            waits);
    dialogs.add(dialog);
    dialog.play(POST + "\\r\\nhe");
    assertThat(dialog.failures).isEmpty();
    assertThat(dialog.phase()).isEqualTo(Phase.CLOSED);
    assertThat(dialog.timesClosed()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClientThatVanishesDuringAWriteIsNoFailure(boolean waits) {
    List<Dialog> dialogs = new ArrayList<>();
    Body.Stream body =
        new Body.Stream(
            -1,
            out -> {
              dialogs.getFirst().client.vanishes();
              out.write(new byte[100_000]);
            });
    Dialog dialog = Dialog.to(request -> Response.ok(MediaType.BINARY, body), waits);
    dialogs.add(dialog);
    dialog.play(GET);
    assertThat(dialog.failures).isEmpty();
    assertThat(dialog.phase()).isEqualTo(Phase.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWriterThatHidesALostClientStillEndsTheConnection(boolean waits) {
    List<Dialog> dialogs = new ArrayList<>();
    Body.Stream body =
        new Body.Stream(
            -1,
            out -> {
              dialogs.getFirst().client.vanishes();
              assertThatThrownBy(() -> out.write(new byte[100_000]))
                  .isInstanceOf(IOException.class);
            });
    Dialog dialog = Dialog.to(request -> Response.ok(MediaType.BINARY, body), waits);
    dialogs.add(dialog);
    dialog.play(GET + GET);
    assertThat(dialog.statuses).containsExactly(200);
    assertThat(dialog.failures).isEmpty();
    assertThat(dialog.phase()).isEqualTo(Phase.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWriterThatFailsIsReportedOnceAndCutOff(boolean waits) {
    Dialog dialog = Dialog.toSamples(waits);
    dialog.play("GET /stream-fails HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n");
    assertThat(dialog.failures).singleElement().isInstanceOf(IllegalStateException.class);
    assertThat(dialog.answers().getFirst().isComplete()).isFalse();
    assertThat(dialog.phase()).isEqualTo(Phase.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWriterThatBreaksItsPromiseIsReportedAndItsResponseTakenBack(boolean waits) {
    for (String path : List.of("/stream-short", "/stream-long")) {
      Dialog dialog = Dialog.toSamples(waits);
      dialog.play("GET " + path + " HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n" + GET);
      assertThat(dialog.failures).hasSize(1);
      assertThat(dialog.statuses).containsExactly(500, 200);
      assertThat(dialog.answers()).allSatisfy(a -> assertThat(a.isComplete()).isTrue());
    }
  }
}
