package io.heddle.gatling;

import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.time.Duration;

/**
 * Who pays for clients that do not read? {@code -Dreaders} of them take {@code -Dbytes} each at
 * {@code -Dspeed} bytes a second ({@link SlowReaders}): they are the load. The question is what
 * ordinary requests beside them see, and their latency is what Gatling measures and asserts.
 *
 * <p>The run also fails when a slow reader does not get all that it asked for, at least once: what
 * is left of its answer when the load ends, it reads at full speed.
 */
public final class SlowReaderSimulation extends Simulation {
  private static final Duration MOST_REST = Duration.ofMinutes(1);

  private final Parameters parameters = Parameters.ofSystem("readers", "bytes", "speed");
  private final Load load = Load.of(parameters, Model.OPEN, 50, 10);
  private final int readerCount = parameters.whole("readers", 64, 1, 10_000);
  private final SlowReaders readers = readers(parameters);

  private final HttpProtocolBuilder httpProtocol =
      http.baseUrl(parameters.baseUrl()).userAgentHeader("heddle-slow-reader").shareConnections();

  private final ScenarioBuilder probe =
      scenario("probe")
          .exec(
              http("GET /plaintext, beside slow readers")
                  .get("/plaintext")
                  .check(status().is(200), bodyString().is("Hello, World!")));

  /** Gatling reads the simulation from what its constructor sets up. */
  public SlowReaderSimulation() {
    setUp(load.on(probe)).protocols(httpProtocol).assertions(Load.gates(parameters.p99Millis(250)));
  }

  private static SlowReaders readers(Parameters parameters) {
    if (!"http".equals(parameters.baseUri().getScheme())) {
      throw new WrongParameter(
          "baseUrl", parameters.baseUrl(), "slow readers speak http alone: give such a server");
    }
    int bytes = parameters.size("bytes", "1MiB");
    return new SlowReaders(
        parameters.baseUri().resolve("/bytes?n=" + bytes),
        bytes,
        parameters.size("speed", "64KiB"));
  }

  @Override
  public void before() {
    readers.start(readerCount);
  }

  /** Ends the run with an exception, and so with a failure, when the readers did not fare well. */
  @Override
  public void after() {
    try {
      readers.stop(MOST_REST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.out.printf(
        "%d slow readers took %d bytes, %d whole answers; %d gave up%n",
        readerCount, readers.bytesRead(), readers.wholeAnswers(), readers.broken().size());
    if (!readers.broken().isEmpty()) {
      throw new IllegalStateException(
          "%d of %d slow readers gave up, the first because of %s"
              .formatted(readers.broken().size(), readerCount, readers.broken().getFirst()));
    }
  }
}
