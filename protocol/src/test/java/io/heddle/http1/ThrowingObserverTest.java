package io.heddle.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.connection.Connection;
import io.heddle.connection.Phase;
import io.heddle.exchange.Exchange;
import io.heddle.exchange.Observer;
import io.heddle.exchange.Service;
import io.heddle.exchange.Settings;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.HttpException;
import io.heddle.http.MediaType;
import io.heddle.http.Request;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.http.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An observer that throws does not affect clients. */
class ThrowingObserverTest {
  private static final String HEAD = " HTTP/1.1\\r\\nHost: h\\r\\n";
  private static final String ALL =
      "GET /text"
          + HEAD
          + "\\r\\nGET /stream"
          + HEAD
          + "\\r\\nPOST /text"
          + HEAD
          + "Content-Length: 5\\r\\n\\r\\nhello"
          + "GET /large"
          + HEAD
          + "\\r\\nGET /fails"
          + HEAD
          + "\\r\\nGET /broken"
          + HEAD
          + "\\r\\nGET /text"
          + HEAD
          + "\\r\\nGET /text"
          + HEAD
          + "\\r\\nGET /refused"
          + HEAD
          + "X\\r\\n\\r\\n";

  private static final class Boom extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Boom() {
      super("on purpose", null, false, false);
    }
  }

  /** Throws in one of its calls, or in all from that one on. */
  private static final class Throwing implements Observer {
    private final int first;
    private final boolean forEver;
    private int calls;
    private boolean hasThrown;

    Throwing(int first, boolean forEver) {
      this.first = first;
      this.forEver = forEver;
    }

    private void call() {
      calls++;
      if (calls == first || (forEver && calls > first)) {
        hasThrown = true;
        throw new Boom();
      }
    }

    @Override
    public void opened() {
      call();
    }

    @Override
    public void closed() {
      call();
    }

    @Override
    public void received(long bytes) {
      call();
    }

    @Override
    public void sent(long bytes) {
      call();
    }

    @Override
    public void delayed() {
      call();
    }

    @Override
    public void responded(Exchange exchange) {
      call();
    }

    @Override
    public void abandoned(Exchange exchange) {
      call();
    }

    @Override
    public void refused(HttpException refusal) {
      call();
    }

    @Override
    public void expired(Phase phase) {
      call();
    }

    @Override
    public void failed(Exchange soFar, Throwable failure) {
      call();
    }
  }

  private static final Logger LOG = Logger.getLogger("io.heddle.exchange.GuardedObserver");

  private int opened;
  private int closed;

  @BeforeEach
  void muteTheLog() {
    LOG.setLevel(Level.OFF);
  }

  @AfterEach
  void unmuteTheLog() {
    LOG.setLevel(null);
  }

  private final class Stream implements Body.Writer {
    private final int size;

    Stream(int size) {
      this.size = size;
      opened++;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(new byte[size]);
      if (size > 100_000) {
        throw new IllegalStateException("on purpose");
      }
    }

    @Override
    public void close() {
      closed++;
    }
  }

  private Response answer(Request request) throws IOException {
    request.body().readAllBytes();
    return switch (request.head().path().toString()) {
      case "/stream" -> Response.ok(MediaType.BINARY, new Body.Stream(-1, new Stream(70_000)));
      case "/large" -> Response.ok(MediaType.BINARY, new Body.Bytes(new byte[150_000]));
      case "/fails" -> throw new IllegalStateException("on purpose");
      case "/broken" -> Response.ok(MediaType.BINARY, new Body.Stream(200_000, new Stream(10)));
      case "/missing" -> throw new HttpException(Status.NOT_FOUND, "not here");
      default -> Response.text("text");
    };
  }

  /** Plays like an engine that closes a connection after a failure. */
  private byte[] play(Throwing observer, boolean waits, boolean immediate, int taken) {
    Handler handler = immediate ? Handler.immediate(this::answer) : this::answer;
    Settings settings = Settings.of(head -> new Route("only", handler));
    Http1 http1 =
        new Http1(new Service(settings, observer), InstantSource.fixed(Instant.EPOCH), 64L << 20);
    Connection connection = http1.open(Dialog.info(1), waits ? 256 : 0, new NoDriver());
    Client client = new Client().takes(taken, true).sends(Visible.octets(ALL)).ends();
    Interpreter interpreter =
        waits ? Interpreter.waiting(connection, client) : Interpreter.looping(connection, client);
    assertThat(interpreter.run()).isEqualTo(Interpreter.Stop.CLOSED);
    assertThat(connection.phase()).isEqualTo(Phase.CLOSED);
    assertThat(closed).as("bodies closed").isEqualTo(opened);
    long kept = http1.bufferBytes();
    Workspace workspace = http1.workspaces.take();
    assertThat(http1.bufferBytes()).as("the workspace came back").isEqualTo(kept);
    assertThat(workspace.isUnused()).isTrue();
    assertThat(workspace.hasCall()).isFalse();
    workspace.discard();
    assertThat(http1.bufferBytes()).as("all memory is given back").isZero();
    return client.received();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void leavesNothingOpenWhereverItThrows(boolean waits) {
    for (boolean immediate : new boolean[] {true, false}) {
      for (int taken : new int[] {Integer.MAX_VALUE, 0, 200, 30_000, 200_000}) {
        for (boolean forEver : new boolean[] {true, false}) {
          Throwing observer = new Throwing(0, false);
          byte[] received = play(observer, waits, immediate, taken);
          for (int first = 1; first == 1 || observer.hasThrown; first++) {
            observer = new Throwing(first, forEver);
            assertThat(play(observer, waits, immediate, taken)).isEqualTo(received);
            first += first > 40 ? first / 5 : 0;
          }
        }
      }
    }
    assertThat(opened).isGreaterThan(100);
  }

  @Test
  void aFailureAtADeadlineDoesNotStopTheDeadline() {
    Throwing observer = new Throwing(0, true);
    Settings settings = Settings.of(head -> new Route("only", this::answer));
    Http1 http1 = new Http1(new Service(settings, observer), InstantSource.system(), 1 << 20);
    Client client = new Client();
    Connection connection = http1.open(Dialog.info(1), 256, new NoDriver());
    Interpreter interpreter = Interpreter.waiting(connection, client);
    MemoryWire wire = new MemoryWire(client, true, true);
    client.sends("GET");
    interpreter.run();
    assertThat(connection.overstays(0, wire)).isFalse();
    assertThat(connection.overstays(Duration.ofMinutes(1).toNanos(), wire)).isTrue();
    connection.expire();
    interpreter.run();
    assertThat(client.text()).contains("408");
    assertThat(observer.hasThrown).isTrue();
  }
}
