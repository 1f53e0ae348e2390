package io.heddle.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.connection.Phase;
import io.heddle.connection.Step;
import io.heddle.connection.Timeouts;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a connection may stay in each phase, with a manual clock. */
class DeadlinesTest {
  private final Sweep sweep = new Sweep();

  private static Duration seconds(int count) {
    return Duration.ofSeconds(count);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClientThatSendsNothingIsClosedSilently(boolean waits) {
    Dialog dialog = Dialog.toSamples(waits);
    dialog.run();
    assertThat(dialog.phase()).isEqualTo(Phase.OPENED);
    sweep.findsOnlyAfter(seconds(1), dialog);
    assertThat(dialog.expire()).isEqualTo(Interpreter.Stop.CLOSED);
    assertThat(dialog.client.received()).isEmpty();
    assertThat(dialog.expired).containsExactly(Phase.OPENED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anUnfinishedHeadIsAnswered408(boolean waits) {
    Dialog dialog = Dialog.toSamples(waits).play("GET / HT");
    assertThat(dialog.phase()).isEqualTo(Phase.HEAD);
    sweep.findsOnlyAfter(seconds(1), dialog);
    assertThat(dialog.expire()).isEqualTo(Interpreter.Stop.STARVED);
    assertThat(dialog.phase()).as("the client can read the answer").isEqualTo(Phase.LINGER);
    assertThat(dialog.answers())
        .singleElement()
        .satisfies(a -> assertThat(a.status()).isEqualTo(408));
    assertThat(dialog.answers().getFirst().field("Connection")).contains("close");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bytesOfAHeadDoNotExtendTheDeadline(boolean waits) {
    Dialog dialog = Dialog.toSamples(waits).play("G");
    assertThat(sweep.finds(dialog)).isFalse();
    sweep.pass(Duration.ofMillis(600));
    dialog.play("E");
    assertThat(sweep.finds(dialog)).isFalse();
    sweep.pass(Duration.ofMillis(400));
    dialog.play("T");
    assertThat(sweep.finds(dialog)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anIdleConnectionIsClosedSilently(boolean waits) {
    Dialog dialog = Dialog.toSamples(waits).play("GET / HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n");
    assertThat(dialog.phase()).isEqualTo(Phase.IDLE);
    sweep.findsOnlyAfter(seconds(4), dialog);
    assertThat(dialog.expire()).isEqualTo(Interpreter.Stop.CLOSED);
    assertThat(dialog.answers()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void emptyLinesDoNotKeepAnIdleConnection(boolean waits) {
    Dialog dialog = Dialog.toSamples(waits).play("GET / HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n");
    assertThat(sweep.finds(dialog)).isFalse();
    sweep.pass(seconds(4));
    dialog.play("\\r\\n");
    assertThat(sweep.finds(dialog)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void emptyLinesThatComeInPiecesDoNotKeepAnIdleConnection(boolean waits) {
    for (String before : new String[] {"", "GET / HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n"}) {
      Dialog dialog = Dialog.toSamples(waits).play(before);
      assertThat(sweep.finds(dialog)).isFalse();
      int seconds = 0;
      while (!sweep.finds(dialog) && seconds < 100) {
        sweep.pass(seconds(1));
        dialog.play(seconds++ % 2 == 0 ? "\\r" : "\\n");
      }
      assertThat(seconds).isEqualTo(before.isEmpty() ? 1 : 4);
      assertThat(dialog.expire()).isEqualTo(Interpreter.Stop.CLOSED);
      assertThat(dialog.answers()).as("silence").hasSize(before.isEmpty() ? 0 : 1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRequestThatArrivesAsAnIdleConnectionExpiresIsServed(boolean waits) {
    Dialog dialog = Dialog.toSamples(waits).play("GET / HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n");
    sweep.findsOnlyAfter(seconds(4), dialog);
    assertThat(dialog.connection.isExpired()).isTrue();
    dialog.play("POST /now-echo HTTP/1.1\\r\\nHost: h\\r\\nContent-Length: 5\\r\\n\\r\\nhe");
    assertThat(dialog.connection.isExpired()).isFalse();
    dialog.play("llo");
    assertThat(dialog.statuses).containsExactly(200, 200);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aHandlerThatTookTooLongIsAnswered503WhateverItThrows(boolean waits) {
    for (Exception failure :
        new Exception[] {
          new InterruptedException(), new IOException(), new IllegalStateException()
        }) {
      List<Dialog> dialogs = new ArrayList<>();
      Handler handler =
          request -> {
            sweep.findsOnlyAfter(seconds(6), dialogs.getFirst());
            switch (failure) {
              case InterruptedException e -> throw e;
              case IOException e -> throw e;
              default -> throw (RuntimeException) failure;
            }
          };
      Dialog dialog = Dialog.to(handler, waits);
      dialogs.add(dialog);
      dialog.play("GET / HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n");
      assertThat(dialog.statuses).containsExactly(503);
      assertThat(dialog.failures).isEmpty();
      assertThat(dialog.expired).containsExactly(Phase.HANDLING);
      assertThat(dialog.answers().getFirst().field("Connection")).contains("close");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWriterThatTookTooLongIsAnswered503UnlessItIsCommitted(boolean waits) {
    for (int written : new int[] {10, 100_000}) {
      List<Dialog> dialogs = new ArrayList<>();
      Body body =
          new Body.Stream(
              -1,
              out -> {
                out.write(new byte[written]);
                sweep.findsOnlyAfter(seconds(6), dialogs.getFirst());
                throw new InterruptedIOException();
              });
      Dialog dialog = Dialog.to(request -> Response.ok(MediaType.BINARY, body), waits);
      dialogs.add(dialog);
      dialog.play("GET / HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n");
      assertThat(dialog.statuses).containsExactly(written == 10 ? 503 : 200);
      assertThat(dialog.answers().getFirst().isComplete()).isEqualTo(written == 10);
      assertThat(dialog.failures).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void contentThatStopsIsAnswered408(boolean waits) {
    Dialog dialog = Dialog.toSamples(waits);
    dialog.play("POST /now-echo HTTP/1.1\\r\\nHost: h\\r\\nContent-Length: 5\\r\\n\\r\\nhe");
    assertThat(dialog.phase()).isEqualTo(Phase.BODY);
    sweep.findsOnlyAfter(seconds(2), dialog);
    assertThat(dialog.expire()).isEqualTo(Interpreter.Stop.STARVED);
    assertThat(dialog.phase()).as("the client can read the answer").isEqualTo(Phase.LINGER);
    assertThat(dialog.statuses).containsExactly(408);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bytesOfContentExtendTheDeadline(boolean waits) {
    Dialog dialog = Dialog.toSamples(waits);
    dialog.play("POST /now-echo HTTP/1.1\\r\\nHost: h\\r\\nContent-Length: 5\\r\\n\\r\\nhe");
    assertThat(sweep.finds(dialog)).isFalse();
    sweep.pass(seconds(2));
    dialog.play("l");
    sweep.findsOnlyAfter(seconds(2), dialog);
  }

  @Test
  void contentThatStopsWhileAHandlerReadsIsAnswered408() {
    Dialog dialog = Dialog.toSamples(true);
    dialog.connection.space().put(post("/"));
    dialog.connection.filled(post("/").remaining());
    assertThat(dialog.connection.next()).isEqualTo(Step.CALL);
    dialog.connection.call(
        new SilentWire() {
          @Override
          public boolean waits() {
            return true;
          }

          @Override
          public int read(ByteBuffer buffer) throws IOException {
            assertThat(dialog.phase()).isEqualTo(Phase.BODY);
            sweep.findsOnlyAfter(seconds(2), dialog);
            throw new SocketTimeoutException();
          }
        });
    dialog.run();
    assertThat(dialog.statuses).containsExactly(408);
    assertThat(dialog.failures).isEmpty();
    assertThat(dialog.phase()).as("the client can read the answer").isEqualTo(Phase.LINGER);
  }

  @Test
  void contentThatArrivesDuringAReadExtendsTheDeadline() {
    Dialog dialog = Dialog.toSamples(true);
    dialog.connection.space().put(post("/"));
    dialog.connection.filled(post("/").remaining());
    assertThat(dialog.connection.next()).isEqualTo(Step.CALL);
    dialog.connection.call(
        new SilentWire() {
          @Override
          public boolean waits() {
            return true;
          }

          @Override
          public int read(ByteBuffer buffer) {
            assertThat(sweep.finds(dialog)).isFalse();
            sweep.pass(seconds(1));
            buffer.put((byte) 'x');
            return 1;
          }
        });
    dialog.run();
    assertThat(dialog.statuses).containsExactly(200);
  }

  private static ByteBuffer post(String path) {
    String head = "POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n";
    return ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void aHandlerHasNoDeadline() {
    Dialog dialog =
        Dialog.to(
            request -> {
              return Response.of(Status.OK);
            },
            true);
    dialog.connection.space().put(post("/"));
    dialog.connection.filled(post("/").remaining());
    dialog.connection.next();
    assertThat(dialog.phase()).isEqualTo(Phase.HANDLING);
    assertThat(sweep.finds(dialog, new SilentWire())).isFalse();
    sweep.pass(Duration.ofDays(1000));
    assertThat(sweep.finds(dialog, new SilentWire())).isFalse();
  }

  @Test
  void theTimeOfAHandlerDoesNotCountForLaterPhases() throws IOException {
    Dialog dialog = Dialog.to(request -> Response.text("late"), false);
    dialog.connection.space().put(post("/"));
    dialog.connection.filled(post("/").remaining());
    dialog.connection.next();
    assertThat(sweep.finds(dialog)).isFalse();
    sweep.pass(Duration.ofDays(1));
    dialog.connection.call(new SilentWire());
    dialog.connection.next();
    assertThat(dialog.connection.flush(new SilentWire())).isFalse();
    assertThat(dialog.phase()).isEqualTo(Phase.WRITE);
    assertThat(sweep.finds(dialog)).isFalse();
  }

  @Test
  void aClientThatTakesNothingOverstays() throws IOException {
    Dialog dialog = withAnswer();
    assertThat(dialog.connection.flush(new SilentWire())).isFalse();
    sweep.findsOnlyAfter(seconds(3), dialog);
    assertThat(dialog.expired).containsExactly(Phase.WRITE);
  }

  @Test
  void takingAByteExtendsTheDeadline() throws IOException {
    Dialog dialog = withAnswer();
    SilentWire slow = new SilentWire();
    dialog.connection.flush(slow);
    assertThat(sweep.finds(dialog)).isFalse();
    sweep.pass(seconds(3));
    slow.takes = 1;
    dialog.connection.flush(slow);
    sweep.findsOnlyAfter(seconds(3), dialog);
  }

  @Test
  void aFailedAttemptDoesNotExtendTheDeadline() throws IOException {
    Dialog dialog = withAnswer();
    dialog.connection.flush(new SilentWire());
    assertThat(sweep.finds(dialog)).isFalse();
    sweep.pass(seconds(3));
    dialog.connection.flush(new SilentWire());
    assertThat(sweep.finds(dialog)).isTrue();
  }

  private static Dialog withAnswer() {
    Dialog dialog = Dialog.to(request -> Response.ok(MediaType.TEXT, Body.text("x")), false);
    dialog.connection.space().put(post("/"));
    dialog.connection.filled(post("/").remaining());
    dialog.connection.next();
    dialog.connection.call(new SilentWire());
    assertThat(dialog.connection.next()).isEqualTo(Step.WRITE);
    return dialog;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void lingeringIsBoundedInTotal(boolean waits) {
    Dialog dialog =
        Dialog.toSamples(waits)
            .play("POST / HTTP/1.1\\r\\nHost: h\\r\\nContent-Length: x\\r\\n\\r\\n");
    assertThat(dialog.phase()).isEqualTo(Phase.LINGER);
    assertThat(sweep.finds(dialog)).isFalse();
    for (int i = 0; i < 4; i++) {
      sweep.pass(seconds(1));
      dialog.play("{5000*x}");
      assertThat(sweep.finds(dialog)).isFalse();
    }
    sweep.pass(seconds(1));
    assertThat(sweep.finds(dialog)).isTrue();
    assertThat(dialog.expire()).isEqualTo(Interpreter.Stop.CLOSED);
    assertThat(dialog.answers()).hasSize(1);
  }

  @Test
  void aSweepRunsMoreOftenThanTheShortestTimeout() {
    assertThat(Timeouts.STANDARD.sweepInterval()).isLessThanOrEqualTo(Duration.ofMillis(500));
    assertThat(Sweep.TIMEOUTS.sweepInterval()).isEqualTo(Duration.ofMillis(125));
  }
}
