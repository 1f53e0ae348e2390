package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Handlers that run for too long. */
class HandlerTimeoutTest {
  private static final Duration TIMEOUT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofMinutes(5);

  private final AtomicInteger interrupted = new AtomicInteger();

  private Response sleep() throws InterruptedException {
    try {
      Thread.sleep(LONG);
    } catch (InterruptedException e) {
      interrupted.incrementAndGet();
      throw e;
    }
    return Response.text("slept");
  }

  @EachEngine
  void areInterruptedAndTheirClientsAnswered503(Variant engine) throws IOException {
    Handler sleeps = _ -> sleep();
    Handler hides =
        _ -> {
          try {
            return sleep();
          } catch (InterruptedException e) {
            throw new IllegalStateException("hidden", e);
          }
        };
    Setup setup =
        engine.server().handlerTimeout(TIMEOUT).route("/sleep", sleeps).route("/hide", hides);
    try (Server server = setup.start()) {
      for (String path : new String[] {"/sleep", "/hide"}) {
        try (Client client = server.connect()) {
          Reply reply = client.get(path).read();
          assertThat(reply.status()).as(path).isEqualTo(503);
          assertThat(reply.closes()).as(path).isTrue();
        }
      }
      assertThat(interrupted).hasValue(2);
      assertThat(server.recorder().failures()).isEmpty();
    }
  }

  @EachEngine
  void areInterruptedInTheirWritersToo(Variant engine) throws IOException {
    Body.Writer writer =
        _ -> {
          try {
            sleep();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        };
    Handler streams = _ -> Response.ok(MediaType.BINARY, new Body.Stream(-1, writer));
    try (Server server = engine.server().handlerTimeout(TIMEOUT).route("/stream", streams).start();
        Client client = server.connect()) {
      assertThat(client.get("/stream").read().status()).isEqualTo(503);
      assertThat(interrupted).hasValue(1);
    }
  }

  @EachEngine
  void mayRunAsLongAsTheyReadOrWrite(Variant engine) throws IOException {
    try (Server server = engine.server().handlerTimeout(TIMEOUT).start();
        Client client = server.connect().post("/count", 10)) {
      for (int i = 0; i < 10; i++) {
        Await.pause(TIMEOUT.dividedBy(4));
        client.send(Arrays.copyOfRange(Pattern.bytes(10), i, i + 1));
      }
      assertThat(client.read().text()).isEqualTo("10 right");
    }
  }
}
