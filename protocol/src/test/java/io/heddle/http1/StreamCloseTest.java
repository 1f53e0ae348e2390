package io.heddle.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.connection.Step;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream's writer is closed exactly once on every path, whether or not it was called. */
class StreamCloseTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final String HEAD = "HEAD / HTTP/1.1\r\nHost: h\r\n\r\n";

  private final Recorder writer = new Recorder();

  /** Writes a word, or fails if told to. */
  private static final class Recorder implements Body.Writer {
    private int called;
    private int closed;
    private boolean failsToWrite;
    private boolean failsToClose;

    @Override
    public void writeTo(OutputStream out) throws IOException {
      called++;
      out.write("content".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      if (failsToWrite) {
        throw new IOException("on purpose");
      }
    }

    @Override
    public void close() throws IOException {
      closed++;
      if (failsToClose) {
        throw new IOException("on purpose");
      }
    }
  }

  private Response stream() {
    return Response.ok(MediaType.TEXT, new Body.Stream(-1, writer));
  }

  private Dialog play(Handler handler, boolean waits, String request) {
    Dialog dialog = Dialog.to(handler, waits).play(request);
    dialog.client.ends();
    dialog.run();
    assertThat(dialog.timesClosed()).isEqualTo(1);
    return dialog;
  }

  private void assertClosedOnceAndCalled(int times) {
    assertThat(writer.closed).as("times closed").isEqualTo(1);
    assertThat(writer.called).as("times called").isEqualTo(times);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void afterItIsSent(boolean waits) {
    play(_ -> stream(), waits, GET);
    assertClosedOnceAndCalled(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void afterItIsSentForAHandlerThatNeverBlocks(boolean waits) {
    play(Handler.immediate(_ -> stream()), waits, GET);
    assertClosedOnceAndCalled(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void afterHead(boolean waits) {
    play(_ -> stream(), waits, HEAD);
    assertClosedOnceAndCalled(0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void underAStatusWithoutContent(boolean waits) {
    play(_ -> stream().with(Status.NO_CONTENT), waits, GET);
    assertClosedOnceAndCalled(0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void underAnInterimStatus(boolean waits) {
    play(_ -> stream().with(Status.CONTINUE), waits, GET);
    assertClosedOnceAndCalled(0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void afterItHasFailed(boolean waits) {
    writer.failsToWrite = true;
    Dialog dialog = play(_ -> stream(), waits, GET);
    assertClosedOnceAndCalled(1);
    assertThat(dialog.failures).singleElement().isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenTheClientHasLeft(boolean waits) {
    Dialog[] dialog = new Dialog[1];
    dialog[0] =
        Dialog.to(
            _ -> {
              dialog[0].client.vanishes();
              return stream();
            },
            waits);
    dialog[0].play(GET);
    assertThat(writer.closed).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenTheEngineClosesBeforeAWorkerHasRunIt(boolean failsToClose) throws IOException {
    writer.failsToClose = failsToClose;
    Dialog dialog = Dialog.to(Handler.immediate(_ -> stream()), false);
    byte[] request = GET.getBytes(StandardCharsets.US_ASCII);
    assertThat(dialog.connection.next()).isEqualTo(Step.READ);
    dialog.connection.space().put(request);
    dialog.connection.filled(request.length);
    assertThat(dialog.connection.next()).isEqualTo(Step.CALL);
    dialog.connection.call(new MemoryWire(dialog.client, false, false));
    assertThat(dialog.connection.next()).as("wants a worker").isEqualTo(Step.CALL);
    assertThat(writer.closed).isZero();
    dialog.connection.closed();
    assertClosedOnceAndCalled(0);
    assertThat(dialog.failures).hasSize(failsToClose ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {GET, HEAD})
  void aFailedCloseIsReportedAndAffectsNoClient(String request) {
    for (boolean waits : new boolean[] {true, false}) {
      writer.closed = 0;
      writer.failsToClose = true;
      Dialog dialog = play(_ -> stream(), waits, request);
      assertThat(writer.closed).isEqualTo(1);
      assertThat(dialog.answers().getFirst().status()).isEqualTo(200);
      assertThat(dialog.failures).hasSize(1);
      assertThat(dialog.statuses).containsExactly(200);
    }
  }
}
