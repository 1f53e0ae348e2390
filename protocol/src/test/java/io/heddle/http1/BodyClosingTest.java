package io.heddle.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.connection.Phase;
import io.heddle.connection.Step;
import io.heddle.exchange.Settings;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.HttpException;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.http.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body is closed exactly once, whatever happens to its response. */
class BodyClosingTest {
  private static final String GET = "GET / HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n";
  private static final String HEAD = "HEAD / HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n";
  private static final int LENGTH = 200_000;

  @TempDir private Path folder;
  private Path file = Path.of("");
  private final List<Integer> closings = new ArrayList<>();

  @BeforeEach
  void writeFile() throws IOException {
    file = Files.write(folder.resolve("content"), new byte[LENGTH]);
  }

  @AfterEach
  void eachIsClosedOnce() {
    assertThat(closings).isNotEmpty().containsOnly(1);
  }

  /** Counts how often the bodies it makes are closed. */
  private class Counting implements Body.Writer {
    private final int number = closings.size();
    private final Body.Writer writer;

    Counting(Body.Writer writer) {
      this.writer = writer;
      closings.add(0);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      writer.writeTo(out);
    }

    @Override
    public void close() {
      closings.set(number, closings.get(number) + 1);
    }
  }

  private Body stream(Body.Writer writer) {
    return new Body.Stream(-1, new Counting(writer));
  }

  private Body region() {
    try {
      FileChannel channel = FileChannel.open(file);
      Counting count = new Counting(out -> {});
      return new Body.Region(
          channel,
          0,
          LENGTH,
          () -> {
            count.close();
            channel.close();
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One body of each kind that holds a resource. */
  private List<Supplier<Body>> kinds() {
    return List.of(
        this::region,
        () -> stream(out -> out.write(new byte[LENGTH])),
        () -> stream(out -> out.write('x')),
        () -> new Body.Stream(LENGTH, new Counting(out -> out.write(new byte[LENGTH]))));
  }

  /** Plays with handlers that return each kind of body in turn, and with one that never blocks. */
  private void each(boolean waits, Function<Body, Response> respond, Play play) throws IOException {
    for (Supplier<Body> kind : kinds()) {
      Handler handler = request -> respond.apply(kind.get());
      for (Handler each : List.of(handler, Handler.immediate(handler))) {
        Dialog dialog = Dialog.to(each, waits);
        play.play(dialog);
        dialog.cutOff();
        assertThat(dialog.timesClosed()).isEqualTo(1);
      }
    }
  }

  private interface Play {
    void play(Dialog dialog) throws IOException;
  }

  private static Response ok(Body body) {
    return Response.ok(MediaType.BINARY, body);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenItIsSent(boolean waits) throws IOException {
    each(waits, BodyClosingTest::ok, dialog -> dialog.play(GET + GET));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenTheRequestIsHead(boolean waits) throws IOException {
    each(waits, BodyClosingTest::ok, dialog -> dialog.play(HEAD + HEAD));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenTheStatusForbidsIt(boolean waits) throws IOException {
    for (Status status : List.of(Status.NO_CONTENT, Status.RESET_CONTENT, Status.NOT_MODIFIED)) {
      each(waits, body -> ok(body).with(status), dialog -> dialog.play(GET + GET));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenTheStatusIsNotFinal(boolean waits) throws IOException {
    each(
        waits,
        body -> ok(body).with(new Status(103, "Early Hints")),
        dialog -> assertThat(dialog.play(GET).statuses).containsExactly(500));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenItIsReplaced(boolean waits) throws IOException {
    each(waits, body -> ok(body).with(Body.text("other")), dialog -> dialog.play(GET));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenTheClientVanishesBefore(boolean waits) throws IOException {
    for (Supplier<Body> kind : kinds()) {
      List<Dialog> dialogs = new ArrayList<>();
      Handler handler =
          request -> {
            dialogs.getFirst().client.vanishes();
            return ok(kind.get());
          };
      dialogs.add(Dialog.to(handler, waits));
      dialogs.getFirst().play(GET);
      assertThat(dialogs.getFirst().timesClosed()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenTheClientVanishesWhileTheHandlerRuns(boolean waits) throws IOException {
    for (Supplier<Body> kind : kinds()) {
      List<Dialog> dialogs = new ArrayList<>();
      Handler handler =
          request -> {
            dialogs.getFirst().client.vanishes();
            try {
              request.body().readAllBytes();
            } catch (IOException e) {
              return ok(kind.get());
            }
            throw new AssertionError("nothing can be read");
          };
      dialogs.add(Dialog.to(handler, waits));
      dialogs.getFirst().play("PUT / HTTP/1.1\\r\\nHost: h\\r\\nContent-Length: 5\\r\\n\\r\\n");
      assertThat(dialogs.getFirst().timesAbandoned()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenTheClientVanishesInTheMiddle(boolean waits) throws IOException {
    for (int taken : new int[] {0, 1, 100, 5_000, 100_000}) {
      each(
          waits,
          BodyClosingTest::ok,
          dialog -> {
            dialog.client.takes(taken, true);
            dialog.play(GET + GET);
          });
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenTheEngineClosesAtAnyStep(boolean waits) throws IOException {
    for (int steps = 0; steps < 30; steps++) {
      int last = steps;
      for (Supplier<Body> kind : kinds()) {
        Dialog dialog = Dialog.to(Handler.immediate(request -> ok(kind.get())), waits);
        byte[] octets = Visible.octets(GET);
        MemoryWire wire = new MemoryWire(dialog.client, false, false);
        MemoryWire lent = new MemoryWire(dialog.client, true, false);
        for (int i = 0; i < last && dialog.phase() != Phase.CLOSED; i++) {
          switch (dialog.connection.next()) {
            case READ -> {
              dialog.connection.space().put(octets);
              dialog.connection.filled(octets.length);
            }
            case WRITE -> dialog.connection.flush(wire);
            case CALL -> dialog.connection.call(i % 2 == 0 ? wire : lent);
            case AWAIT, CLOSE, RESET -> throw new AssertionError("the connection ends");
          }
        }
        dialog.connection.closed();
        assertThat(dialog.timesClosed()).isEqualTo(1);
      }
    }
  }

  @Test
  void whenItWaitsForAThreadAndTheServerIsBusy() {
    Handler handler = Handler.immediate(request -> ok(stream(out -> out.write('x'))));
    Dialog dialog = Dialog.to(handler, false);
    byte[] octets = Visible.octets(GET);
    dialog.connection.next();
    dialog.connection.space().put(octets);
    dialog.connection.filled(octets.length);
    assertThat(dialog.connection.next()).isEqualTo(Step.CALL);
    dialog.connection.call(new MemoryWire(dialog.client, false, true));
    assertThat(dialog.connection.next()).isEqualTo(Step.CALL);
    dialog.connection.refuse(new HttpException(Status.SERVICE_UNAVAILABLE, "busy"));
    assertThat(closings).as("at once").containsExactly(1);
    dialog.run();
    assertThat(dialog.statuses).containsExactly(503);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenItsWriterFails(boolean waits) throws IOException {
    for (int written : new int[] {0, 10, 60_000, 100_000}) {
      Dialog dialog =
          Dialog.to(
              request ->
                  ok(
                      stream(
                          out -> {
                            out.write(new byte[written]);
                            throw new IllegalStateException("on purpose");
                          })),
              waits);
      dialog.play(GET + GET);
      assertThat(dialog.statuses.getFirst()).isEqualTo(written < 64 << 10 ? 500 : 200);
      assertThat(dialog.failures.getFirst()).hasMessage("on purpose");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenItIsAnErrorPage(boolean waits) {
    String[] requests = {
      GET,
      HEAD,
      "GET\\r\\n\\r\\n",
      "HEAD /\\r\\n\\r\\n",
      "GET /fails HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n"
    };
    for (Supplier<Body> kind : kinds()) {
      for (String request : requests) {
        Settings settings =
            Settings.of(
                    head -> {
                      if (head.path().contentEquals("/fails")) {
                        throw new IllegalStateException("on purpose");
                      }
                      return new Route(
                          "only",
                          r -> {
                            throw new HttpException(Status.NOT_FOUND, "not here");
                          });
                    })
                .with((error, _, _) -> error.with(kind.get()));
        Dialog dialog = Dialog.by(settings, waits);
        dialog.play(request);
        assertThat(dialog.statuses).as(request).hasSize(1);
        assertThat(dialog.answers()).as(request).hasSize(1);
        dialog.cutOff();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenClosingItFails(boolean waits) {
    Body.Writer writer =
        new Counting(out -> out.write('x')) {
          @Override
          public void close() {
            super.close();
            throw new IllegalStateException("on purpose");
          }
        };
    Dialog dialog = Dialog.to(request -> ok(new Body.Stream(-1, writer)), waits).play(GET);
    assertThat(dialog.failures)
        .singleElement()
        .hasToString("java.lang.IllegalStateException: on purpose");
    assertThat(dialog.answers().getFirst().content()).isEqualTo("x");
    assertThat(dialog.phase()).isEqualTo(Phase.IDLE);
    assertThat(dialog.exchange().failure()).isNotNull();
  }
}
