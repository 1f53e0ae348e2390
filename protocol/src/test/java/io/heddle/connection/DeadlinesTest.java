package io.heddle.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Body;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a connection may stay in each phase; the clock is the test's. */
class DeadlinesTest {
  private static final Timeouts TIMEOUTS =
      new Timeouts(seconds(1), seconds(2), seconds(3), seconds(4), seconds(5));

  private final Ticks ticks = new Ticks();

  private static Duration seconds(int count) {
    return Duration.ofSeconds(count);
  }

  /** A clock that begins anywhere, even below zero. */
  private static final class Ticks {
    private long nanos = -1_000_000_000_000L;

    Ticks pass(Duration duration) {
      nanos += duration.toNanos();
      return this;
    }
  }

  private boolean overstays(Wire wire) {
    return wire.connection.overstays(ticks.nanos, TIMEOUTS);
  }

  /** Whether it overstays just when the duration is over, asked as a sweep asks. */
  private void assertOverstaysAfter(Duration duration, Wire wire) {
    assertThat(overstays(wire)).isFalse();
    ticks.pass(duration.minusNanos(1));
    assertThat(overstays(wire)).isFalse();
    ticks.pass(Duration.ofNanos(1));
    assertThat(overstays(wire)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClientThatSaysNothingIsLetGoInSilence(boolean waits) {
    Wire wire = Wire.toSamples(waits);
    wire.run();
    assertThat(wire.phase()).isEqualTo(Phase.OPENED);
    assertOverstaysAfter(seconds(1), wire);
    assertThat(wire.cutOff()).isEqualTo(Interpreter.Stop.CLOSED);
    assertThat(wire.client.received()).isEmpty();
    assertThat(wire.expired).containsExactly(Phase.OPENED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anUnfinishedHeadIsAnswered408(boolean waits) {
    Wire wire = Wire.toSamples(waits).play("GET / HT");
    assertThat(wire.phase()).isEqualTo(Phase.HEAD);
    assertOverstaysAfter(seconds(1), wire);
    assertThat(wire.cutOff()).isEqualTo(Interpreter.Stop.CLOSED);
    assertThat(wire.answers())
        .singleElement()
        .satisfies(a -> assertThat(a.status()).isEqualTo(408));
    assertThat(wire.answers().getFirst().field("Connection")).contains("close");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void octetsOfAHeadBuyNoTime(boolean waits) {
    Wire wire = Wire.toSamples(waits).play("G");
    assertThat(overstays(wire)).isFalse();
    ticks.pass(Duration.ofMillis(600));
    wire.play("E");
    assertThat(overstays(wire)).isFalse();
    ticks.pass(Duration.ofMillis(400));
    wire.play("T");
    assertThat(overstays(wire)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anIdleConnectionIsClosedInSilence(boolean waits) {
    Wire wire = Wire.toSamples(waits).play("GET / HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n");
    assertThat(wire.phase()).isEqualTo(Phase.IDLE);
    assertOverstaysAfter(seconds(4), wire);
    assertThat(wire.cutOff()).isEqualTo(Interpreter.Stop.CLOSED);
    assertThat(wire.answers()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void emptyLinesDoNotKeepAnIdleConnection(boolean waits) {
    Wire wire = Wire.toSamples(waits).play("GET / HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n");
    assertThat(overstays(wire)).isFalse();
    ticks.pass(seconds(4));
    wire.play("\\r\\n");
    assertThat(overstays(wire)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void contentThatStopsIsAnswered408(boolean waits) {
    Wire wire = Wire.toSamples(waits);
    wire.play("POST /now-echo HTTP/1.1\\r\\nHost: h\\r\\nContent-Length: 5\\r\\n\\r\\nhe");
    assertThat(wire.phase()).isEqualTo(Phase.BODY);
    assertOverstaysAfter(seconds(2), wire);
    assertThat(wire.cutOff()).isEqualTo(Interpreter.Stop.CLOSED);
    assertThat(wire.statuses).containsExactly(408);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void octetsOfContentBuyTime(boolean waits) {
    Wire wire = Wire.toSamples(waits);
    wire.play("POST /now-echo HTTP/1.1\\r\\nHost: h\\r\\nContent-Length: 5\\r\\n\\r\\nhe");
    assertThat(overstays(wire)).isFalse();
    ticks.pass(seconds(2));
    wire.play("l");
    assertOverstaysAfter(seconds(2), wire);
  }

  @Test
  void contentThatStopsWhileAHandlerReadsIsAnswered408() {
    Wire wire = Wire.toSamples(true);
    wire.connection.space().put(post("/"));
    wire.connection.filled(post("/").remaining());
    assertThat(wire.connection.next()).isEqualTo(Step.CALL);
    wire.connection.call(
        new Scripted() {
          @Override
          public int read(ByteBuffer buffer) {
            assertThat(wire.phase()).isEqualTo(Phase.BODY);
            assertOverstaysAfter(seconds(2), wire);
            return -1;
          }
        });
    assertThat(wire.statuses).containsExactly(408);
    assertThat(wire.failures).isEmpty();
  }

  @Test
  void contentThatComesWhileAHandlerReadsBuysTime() {
    Wire wire = Wire.toSamples(true);
    wire.connection.space().put(post("/"));
    wire.connection.filled(post("/").remaining());
    assertThat(wire.connection.next()).isEqualTo(Step.CALL);
    wire.connection.call(
        new Scripted() {
          @Override
          public int read(ByteBuffer buffer) {
            assertThat(overstays(wire)).isFalse();
            ticks.pass(seconds(1));
            buffer.put((byte) 'x');
            return 1;
          }
        });
    assertThat(wire.statuses).containsExactly(200);
  }

  private static ByteBuffer post(String path) {
    String head = "POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n";
    return ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void aHandlerMayTakeForEver() {
    Wire wire =
        Wire.to(
            request -> {
              return Response.of(Status.OK);
            },
            true);
    wire.connection.space().put(post("/"));
    wire.connection.filled(post("/").remaining());
    wire.connection.next();
    assertThat(wire.phase()).isEqualTo(Phase.HANDLING);
    assertThat(overstays(wire)).isFalse();
    ticks.pass(Duration.ofDays(1000));
    assertThat(overstays(wire)).isFalse();
  }

  @Test
  void theTimeOfAHandlerDoesNotCountForWhatFollows() throws IOException {
    Wire wire = Wire.to(request -> Response.text("late"), false);
    wire.connection.space().put(post("/"));
    wire.connection.filled(post("/").remaining());
    wire.connection.next();
    assertThat(overstays(wire)).isFalse();
    ticks.pass(Duration.ofDays(1));
    wire.connection.call(new Scripted());
    assertThat(wire.connection.flush(new Scripted())).isFalse();
    assertThat(wire.phase()).isEqualTo(Phase.WRITE);
    assertThat(overstays(wire)).isFalse();
  }

  @Test
  void aClientThatTakesNothingOverstays() throws IOException {
    Wire wire = withAnswer();
    assertThat(wire.connection.flush(new Scripted())).isFalse();
    assertOverstaysAfter(seconds(3), wire);
    assertThat(wire.expired).containsExactly(Phase.WRITE);
  }

  @Test
  void takingAnOctetBuysTime() throws IOException {
    Wire wire = withAnswer();
    Scripted slow = new Scripted();
    wire.connection.flush(slow);
    assertThat(overstays(wire)).isFalse();
    ticks.pass(seconds(3));
    slow.takes = 1;
    wire.connection.flush(slow);
    assertOverstaysAfter(seconds(3), wire);
  }

  @Test
  void tryingInVainBuysNoTime() throws IOException {
    Wire wire = withAnswer();
    wire.connection.flush(new Scripted());
    assertThat(overstays(wire)).isFalse();
    ticks.pass(seconds(3));
    wire.connection.flush(new Scripted());
    assertThat(overstays(wire)).isTrue();
  }

  private static Wire withAnswer() {
    Wire wire =
        Wire.to(request -> Response.ok(io.heddle.http.MediaType.TEXT, Body.text("x")), false);
    wire.connection.space().put(post("/"));
    wire.connection.filled(post("/").remaining());
    wire.connection.next();
    wire.connection.call(new Scripted());
    assertThat(wire.connection.next()).isEqualTo(Step.WRITE);
    return wire;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void lingeringIsBoundedInAll(boolean waits) {
    Wire wire =
        Wire.toSamples(waits)
            .play("POST / HTTP/1.1\\r\\nHost: h\\r\\nContent-Length: x\\r\\n\\r\\n");
    assertThat(wire.phase()).isEqualTo(Phase.LINGER);
    assertThat(overstays(wire)).isFalse();
    for (int i = 0; i < 4; i++) {
      ticks.pass(seconds(1));
      wire.play("{5000*x}");
      assertThat(overstays(wire)).isFalse();
    }
    ticks.pass(seconds(1));
    assertThat(overstays(wire)).isTrue();
    assertThat(wire.cutOff()).isEqualTo(Interpreter.Stop.CLOSED);
    assertThat(wire.answers()).hasSize(1);
  }

  @Test
  void aSweepComesOftenerThanTheShortestTimeout() {
    assertThat(Timeouts.STANDARD.sweepInterval()).isLessThanOrEqualTo(Duration.ofMillis(500));
    assertThat(TIMEOUTS.sweepInterval()).isEqualTo(Duration.ofMillis(125));
  }

  /** A transport that takes nothing and has nothing unless told to. */
  private static class Scripted implements Transport {
    private int takes;

    @Override
    public boolean waits() {
      return false;
    }

    @Override
    public int read(ByteBuffer buffer) {
      throw new AssertionError("nothing is read");
    }

    @Override
    public int write(ByteBuffer buffer) {
      int taken = Math.min(takes, buffer.remaining());
      buffer.position(buffer.position() + taken);
      takes -= taken;
      return taken;
    }

    @Override
    public long send(FileChannel file, long position, long count) {
      return 0;
    }

    @Override
    public void shutdownOutput() {}
  }
}
