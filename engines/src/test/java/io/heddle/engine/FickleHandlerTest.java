package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Blocking;
import io.heddle.http.Handler;
import io.heddle.http.Request;
import io.heddle.http.Response;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Handlers that change what they say about blocking. */
class FickleHandlerTest {
  private static final int MAX_ANSWERS = 4;

  /**
   * A handler that changes its answer.
   *
   * @param answers how many times it gives its first answer before it gives the other
   */
  private record Fickle(boolean first, int answers, AtomicInteger asked) implements Handler {
    @Override
    public Blocking blocking() {
      boolean waits = (asked.getAndIncrement() < answers) == first;
      return waits ? Blocking.FREELY : Blocking.NEVER;
    }

    @Override
    public Response handle(Request request) throws IOException {
      return Response.text(request.body().readAllBytes().length + " read");
    }
  }

  @EachEngine
  void thatFirstMayWaitDoNotHoldUpOthersWhileTheirContentIsMissing(Variant engine)
      throws IOException {
    holdUpNobody(engine, true);
  }

  @EachEngine
  void thatFirstNeverWaitDoNotHoldUpOthersWhileTheirContentIsMissing(Variant engine)
      throws IOException {
    holdUpNobody(engine, false);
  }

  private static void holdUpNobody(Variant engine, boolean first) throws IOException {
    Setup setup = engine.server();
    for (int answers = 1; answers <= MAX_ANSWERS; answers++) {
      setup.route("/fickle" + answers, new Fickle(first, answers, new AtomicInteger()));
    }
    try (Server server = setup.start()) {
      for (int answers = 1; answers <= MAX_ANSWERS; answers++) {
        try (Client client = server.connect()) {
          client.post("/fickle" + answers, 5);
          Bystanders.areAnswered(
              server, "while the handler waits that said %s %d times".formatted(first, answers));
          client.send("12345");
          assertThat(client.read().text()).isEqualTo("5 read");
        }
      }
    }
  }
}
