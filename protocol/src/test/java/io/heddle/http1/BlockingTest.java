package io.heddle.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.connection.Phase;
import io.heddle.connection.Step;
import io.heddle.http.Blocking;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.MediaType;
import io.heddle.http.Request;
import io.heddle.http.Response;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a connection uses what a handler says about blocking. */
class BlockingTest {
  private static final String HEAD = " / HTTP/1.1\\r\\nHost: h\\r\\n";
  private static final String GET = "GET" + HEAD + "\\r\\n";
  private static final String POST = "POST" + HEAD + "Content-Length: 5\\r\\n";
  private static final String CHUNKED = "POST" + HEAD + "Transfer-Encoding: chunked\\r\\n\\r\\n";

  /** Gives a different answer each time it is asked. */
  private static final class Fickle implements Handler {
    private int asked;

    @Override
    public Response handle(Request request) throws IOException {
      byte[] content = request.body().readAllBytes();
      return Response.ok(MediaType.TEXT, new Body.Stream(-1, out -> out.write(content)));
    }

    @Override
    public Blocking blocking() {
      return switch (++asked % 3) {
        case 0 -> Blocking.NEVER;
        case 1 -> Blocking.BRIEFLY;
        default -> Blocking.FREELY;
      };
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aHandlerIsAskedOnceForEachRequest(boolean waits) {
    for (String request :
        new String[] {
          GET,
          POST + "\\r\\nhello",
          POST + "Expect: 100-continue\\r\\n\\r\\nhello",
          CHUNKED + "5\\r\\nhello\\r\\n0\\r\\n\\r\\n",
          "POST" + HEAD + "Content-Length: 50000\\r\\n\\r\\n{50000*x}"
        }) {
      for (int first = 0; first < 3; first++) {
        Fickle handler = new Fickle();
        handler.asked = first;
        Dialog dialog = Dialog.to(handler, waits);
        for (byte octet : Visible.octets(request)) {
          dialog.client.sends(new byte[] {octet});
        }
        dialog.run();
        assertThat(dialog.statuses).as(request).containsExactly(200);
        assertThat(handler.asked - first).as(request).isEqualTo(1);
      }
    }
  }

  @Test
  void aHandlerThatWaitsWhereNothingWaitsIsAnswered500() {
    Handler handler = Handler.immediate(r -> Response.text("" + r.body().readAllBytes().length));
    Dialog dialog = Dialog.to(handler, false);
    byte[] octets = Visible.octets(CHUNKED);
    assertThat(dialog.connection.next()).isEqualTo(Step.READ);
    dialog.connection.space().put(octets);
    dialog.connection.filled(octets.length);
    assertThat(dialog.connection.next()).isEqualTo(Step.CALL);
    dialog.connection.call(new MemoryWire(dialog.client, false, true));
    dialog.run();
    assertThat(dialog.statuses).containsExactly(500);
    assertThat(dialog.failures)
        .singleElement()
        .satisfies(f -> assertThat(f).hasMessageContaining("never to block"));
    assertThat(dialog.phase()).isEqualTo(Phase.LINGER);
  }

  @ParameterizedTest
  @EnumSource(
      value = Blocking.class,
      names = {"NEVER", "BRIEFLY"})
  void aSlowClientDoesNotOccupyABrieflyBlockingHandler(Blocking blocking) {
    Handler handler =
        Handler.blocking(blocking, r -> Response.text("" + r.body().readAllBytes().length));
    Dialog dialog = Dialog.to(handler, false).play(POST + "\\r\\nhe");
    assertThat(dialog.phase()).isEqualTo(Phase.BODY);
    assertThat(dialog.connection.next()).isEqualTo(Step.READ);
    dialog.client.sends("llo");
    dialog.run();
    assertThat(dialog.answers().getFirst().content()).isEqualTo("5");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anInterruptDoesNotKeepAHandlerFromItsContent(boolean waits) {
    Handler handler =
        request -> {
          Thread.currentThread().interrupt();
          byte[] content = request.body().readAllBytes();
          assertThat(Thread.currentThread().isInterrupted()).isTrue();
          return Response.ok(MediaType.TEXT, new Body.Bytes(content));
        };
    Dialog dialog = Dialog.to(handler, waits);
    dialog.client.sends(POST + "Expect: 100-continue\\r\\n\\r\\n").sends("he").sends("llo");
    dialog.run();
    assertThat(Thread.interrupted()).isFalse();
    assertThat(dialog.answers().getLast().content()).isEqualTo("hello");
    assertThat(dialog.failures).isEmpty();
    assertThat(dialog.play(GET).statuses).containsExactly(200, 200);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anInterruptDoesNotKeepAWriterFromTheClient(boolean waits) {
    Body body =
        new Body.Stream(
            -1,
            out -> {
              Thread.currentThread().interrupt();
              out.write(new byte[100_000]);
              assertThat(Thread.currentThread().isInterrupted()).isTrue();
              out.flush();
            });
    Dialog dialog =
        Dialog.to(request -> Response.ok(MediaType.BINARY, body), waits).play(GET + GET);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(dialog.contentBytes).containsExactly(100_000L, 100_000L);
    assertThat(dialog.failures).isEmpty();
  }
}
