package io.heddle.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.connection.Phase;
import io.heddle.connection.Step;
import io.heddle.exchange.Exchange;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recorded about a response that is sent completely, in part or not at all. */
class SentTest {
  private static final String HEAD = " / HTTP/1.1\\r\\nHost: h\\r\\n";
  private static final String GET = "GET" + HEAD + "\\r\\n";
  private static final int LENGTH = 1_000_000;

  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void writeFile() throws IOException {
    file = Files.write(folder.resolve("content"), new byte[LENGTH]);
  }

  private Body region() {
    try {
      return new Body.Region(FileChannel.open(file), 0, LENGTH);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Body pieces(long length, int size) {
    return new Body.Stream(
        length,
        out -> {
          for (int i = 0; i < LENGTH / size; i++) {
            out.write(new byte[size]);
          }
        });
  }

  private List<Supplier<Body>> kinds() {
    return List.of(
        () -> new Body.Bytes(new byte[LENGTH]),
        this::region,
        () -> pieces(-1, LENGTH),
        () -> pieces(-1, 100),
        () -> pieces(LENGTH, 5_000),
        () -> pieces(LENGTH, 50));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClientThatLeavesIsRecordedWithTheBytesItGot(boolean waits) {
    for (Supplier<Body> kind : kinds()) {
      for (Handler handler : handlers(kind)) {
        Dialog dialog = Dialog.to(handler, waits);
        dialog.client.takes(LENGTH / 100, true);
        dialog.play(GET);
        long got = dialog.answers().getFirst().content().length();
        Exchange exchange = dialog.exchange();
        assertThat(exchange.isComplete()).isFalse();
        assertThat(exchange.contentBytes()).isBetween(got - 20, got);
        assertThat(exchange.status().code()).isEqualTo(200);
        assertThat(exchange.failure()).isNull();
        assertThat(dialog.timesDelayed()).isEqualTo(1);
        assertThat(dialog.timesAbandoned()).isZero();
        assertThat(dialog.statuses).hasSize(1);
      }
    }
  }

  private static List<Handler> handlers(Supplier<Body> kind) {
    Handler handler = request -> Response.ok(MediaType.BINARY, kind.get());
    return List.of(handler, Handler.immediate(handler));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWholeResponseIsRecordedAsComplete(boolean waits) {
    for (Supplier<Body> kind : kinds()) {
      for (Handler handler : handlers(kind)) {
        Dialog dialog = Dialog.to(handler, waits).play(GET + GET);
        assertThat(dialog.contentBytes).containsExactly((long) LENGTH, (long) LENGTH);
        assertThat(dialog.exchanges).allMatch(Exchange::isComplete);
        assertThat(dialog.timesDelayed()).isEqualTo(2);
      }
    }
  }

  @Test
  void aStalledTransferIsDelayedAndNotOver() throws IOException {
    for (Supplier<Body> kind : List.of(kinds().get(0), kinds().get(1))) {
      Handler handler = Handler.immediate(request -> Response.ok(MediaType.BINARY, kind.get()));
      Dialog dialog = Dialog.takingAll(handler, false);
      dialog.client.takes(LENGTH - 1, false);
      MemoryWire wire = new MemoryWire(dialog.client, false, true);
      receive(dialog, GET);
      while (dialog.connection.next() == Step.CALL) {
        dialog.connection.call(wire);
      }
      assertThat(dialog.connection.flush(wire)).isFalse();
      assertThat(dialog.timesDelayed()).isEqualTo(1);
      assertThat(dialog.statuses).isEmpty();
      assertThat(dialog.phase()).isEqualTo(Phase.WRITE);
      dialog.client.takes(Integer.MAX_VALUE, false);
      assertThat(dialog.connection.flush(wire)).isTrue();
      assertThat(dialog.contentBytes).containsExactly((long) LENGTH);
    }
  }

  private static void receive(Dialog dialog, String text) {
    byte[] octets = Visible.octets(text);
    assertThat(dialog.connection.next()).isEqualTo(Step.READ);
    dialog.connection.space().put(octets);
    dialog.connection.filled(octets.length);
  }

  @Test
  void eachPipelinedResponseIsOverWithItsOwnLastByte() throws IOException {
    Response answer = Response.text("x".repeat(500));
    Dialog dialog = Dialog.takingAll(Handler.immediate(request -> answer), false);
    MemoryWire wire = new MemoryWire(dialog.client, false, true);
    receive(dialog, "{5*" + GET + "}");
    while (dialog.connection.next() == Step.CALL) {
      dialog.connection.call(wire);
    }
    assertThat(dialog.statuses).isEmpty();
    int length = 0;
    for (int taken = 1; dialog.statuses.size() < 5; taken++) {
      dialog.client.takes(taken, false);
      dialog.connection.flush(wire);
      assertThat(dialog.client.received()).hasSize(taken);
      if (length == 0 && dialog.statuses.size() == 1) {
        length = taken;
      }
      assertThat(dialog.statuses).hasSize(length == 0 ? 0 : taken / length);
    }
    assertThat(dialog.timesDelayed()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aResponseThatIsSentIsNotHeldBackByTheNextRequest(boolean waits) {
    List<Dialog> dialogs = new ArrayList<>();
    List<Integer> over = new ArrayList<>();
    Handler handler =
        Handler.immediate(
            request ->
                Response.ok(
                    MediaType.BINARY,
                    new Body.Stream(
                        -1,
                        out -> {
                          over.add(dialogs.getFirst().statuses.size());
                          out.write(new byte[100]);
                          out.flush();
                        })));
    dialogs.add(Dialog.to(handler, waits));
    dialogs.getFirst().play(GET + GET + GET);
    assertThat(over).containsExactly(0, 1, 2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClientThatResetsWhileItsContentIsAwaitedIsNoFailure(boolean waits) {
    Handler reads = request -> Response.text("" + request.body().readAllBytes().length);
    Handler wraps =
        request -> {
          try {
            return reads.handle(request);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        };
    Handler writes =
        request ->
            Response.ok(
                MediaType.BINARY,
                new Body.Stream(-1, out -> out.write(request.body().readAllBytes())));
    for (Handler handler : List.of(reads, wraps, writes)) {
      for (int taken : new int[] {0, 10, 25}) {
        Dialog dialog = Dialog.to(handler, waits);
        dialog.client.takes(taken, true);
        dialog.play("POST" + HEAD + "Expect: 100-continue\\r\\nContent-Length: 5\\r\\n\\r\\n");
        assertThat(dialog.failures).isEmpty();
        assertThat(dialog.statuses).isEmpty();
        assertThat(dialog.timesAbandoned()).isEqualTo(1);
        assertThat(dialog.timesDelayed()).isEqualTo(1);
        assertThat(dialog.abandonedOnes.getFirst().failure()).isNull();
        assertThat(dialog.timesClosed()).isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRequestThatTheEngineDropsIsAbandonedOnce(boolean waits) throws IOException {
    Dialog dialog = Dialog.to(request -> Response.text("never"), waits);
    receive(dialog, GET);
    assertThat(dialog.connection.next()).isEqualTo(Step.CALL);
    dialog.connection.closed();
    assertThat(dialog.timesAbandoned()).isEqualTo(1);
    assertThat(dialog.statuses).isEmpty();
  }
}
