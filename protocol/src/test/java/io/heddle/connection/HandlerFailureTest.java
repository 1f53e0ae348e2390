package io.heddle.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.Limits;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.HttpException;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a connection whose handler, writer, routing or client fails. */
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
      Wire wire = Wire.to(throwing(failure), waits).play(GET);
      assertThat(wire.failures).containsExactly(failure);
      assertThat(wire.statuses).containsExactly(500);
      assertThat(wire.answers()).hasSize(1);
      assertThat(wire.phase()).isEqualTo(Phase.IDLE);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFaultOfTheClientIsNotReported(boolean waits) {
    Wire wire = Wire.to(throwing(new HttpException(Status.FORBIDDEN, "no")), waits).play(GET);
    assertThat(wire.failures).isEmpty();
    assertThat(wire.statuses).containsExactly(403);
    assertThat(wire.phase()).isEqualTo(Phase.IDLE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFailureOfTheRoutingIsReportedWithTheClientsAddress(boolean waits) {
    for (Throwable failure : List.of(new IllegalStateException(), new StackOverflowError())) {
      Wire wire =
          new Wire(
              head -> {
                if (failure instanceof Error error) {
                  throw error;
                }
                throw (RuntimeException) failure;
              },
              Limits.STANDARD,
              waits,
              false);
      wire.play(GET);
      assertThat(wire.failures).containsExactly(failure);
      assertThat(wire.statuses).containsExactly(500);
      assertThat(wire.phase()).isEqualTo(Phase.LINGER);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anInterruptEndsTheConnectionAndIsForgotten(boolean waits) {
    Wire wire =
        Wire.to(
            request -> {
              throw new InterruptedException();
            },
            waits);
    wire.play(GET);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(wire.phase()).isEqualTo(Phase.CLOSED);
    assertThat(wire.client.received()).isEmpty();
    assertThat(wire.statuses).containsExactly(503);
    assertThat(wire.failures).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClientThatVanishesWhileAHandlerReadsIsNoFailure(boolean waits) {
    List<Wire> wires = new ArrayList<>();
    Wire wire =
        Wire.to(
            request -> {
              wires.getFirst().client.vanishes();
              return Response.text(
                  new String(request.body().readAllBytes(), StandardCharsets.ISO_8859_1));
            },
            waits);
    wires.add(wire);
    wire.play(POST + "\\r\\nhe");
    assertThat(wire.failures).isEmpty();
    assertThat(wire.phase()).isEqualTo(Phase.CLOSED);
    assertThat(wire.timesClosed()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClientThatVanishesUnderAWriterIsNoFailure(boolean waits) {
    List<Wire> wires = new ArrayList<>();
    Body.Stream body =
        new Body.Stream(
            -1,
            out -> {
              wires.getFirst().client.vanishes();
              out.write(new byte[10_000]);
            });
    Wire wire = Wire.to(request -> Response.ok(MediaType.BINARY, body), waits);
    wires.add(wire);
    wire.play(GET);
    assertThat(wire.failures).isEmpty();
    assertThat(wire.phase()).isEqualTo(Phase.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWriterThatHidesTheClientsEndStillEndsTheConnection(boolean waits) {
    List<Wire> wires = new ArrayList<>();
    Body.Stream body =
        new Body.Stream(
            -1,
            out -> {
              wires.getFirst().client.vanishes();
              assertThatThrownBy(() -> out.write(new byte[10_000])).isInstanceOf(IOException.class);
            });
    Wire wire = Wire.to(request -> Response.ok(MediaType.BINARY, body), waits);
    wires.add(wire);
    wire.play(GET + GET);
    assertThat(wire.statuses).containsExactly(200);
    assertThat(wire.failures).isEmpty();
    assertThat(wire.phase()).isEqualTo(Phase.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWriterThatFailsIsReportedOnceAndCutOff(boolean waits) {
    Wire wire = Wire.toSamples(waits);
    wire.play("GET /stream-fails HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n");
    assertThat(wire.failures).singleElement().isInstanceOf(IllegalStateException.class);
    assertThat(wire.answers().getFirst().isComplete()).isFalse();
    assertThat(wire.phase()).isEqualTo(Phase.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWriterThatBreaksItsPromiseIsReportedAndItsResponseTakenBack(boolean waits) {
    for (String path : List.of("/stream-short", "/stream-long")) {
      Wire wire = Wire.toSamples(waits);
      wire.play("GET " + path + " HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n" + GET);
      assertThat(wire.failures).hasSize(1);
      assertThat(wire.statuses).containsExactly(500, 200);
      assertThat(wire.answers()).allSatisfy(a -> assertThat(a.isComplete()).isTrue());
    }
  }
}
