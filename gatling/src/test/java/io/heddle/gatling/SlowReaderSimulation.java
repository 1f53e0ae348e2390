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
 * Do slow readers slow down other clients? {@code -Dreaders} clients download {@code -Dbytes} each
 * at {@code -Dspeed} bytes per second ({@link SlowReaders}): they are the load. Meanwhile, Gatling
 * sends ordinary requests, measures their latency and checks it.
 *
 * <p>The run also fails if a slow reader does not get a complete response at least once. When the
 * load ends, it reads the rest of its response at full speed.
 */
public final class SlowReaderSimulation extends Simulation {
  private static final Duration MAX_REST = Duration.ofMinutes(1);

  private final Parameters parameters = Parameters.ofSystem("readers", "bytes", "speed");
  private final Load load = Load.of(parameters, Model.OPEN, 50, 10);
  private final int readerCount = parameters.whole("readers", 64, 1, 10_000);
  private final SlowReaders readers = readers(parameters);

  private final HttpProtocolBuilder httpProtocol =
      http.baseUrl(parameters.baseUrl()).userAgentHeader("heddle-slow-reader").shareConnections();

  private final ScenarioBuilder probe =
      scenario("probe")
          .exec(
              http("GET /plaintext, during slow reads")
                  .get("/plaintext")
                  .check(status().is(200), bodyString().is("Hello, World!")));

  /** Sets up the simulation, which Gatling expects in the constructor. */
  public SlowReaderSimulation() {
    setUp(load.on(probe)).protocols(httpProtocol).assertions(Load.gates(parameters.p99Millis(250)));
  }

  private static SlowReaders readers(Parameters parameters) {
    if (!"http".equals(parameters.baseUri().getScheme())) {
      throw new WrongParameter(
          "baseUrl", parameters.baseUrl(), "slow readers support only http: use such a server");
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

  /** Fails the run with an exception if the slow readers did not succeed. */
  @Override
  public void after() {
    try {
      readers.stop(MAX_REST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.out.printf(
        "%d slow readers read %d bytes, %d complete responses; %d failed%n",
        readerCount, readers.bytesRead(), readers.wholeAnswers(), readers.broken().size());
    if (!readers.broken().isEmpty()) {
      throw new IllegalStateException(
          "%d of %d slow readers failed, the first because of %s"
              .formatted(readers.broken().size(), readerCount, readers.broken().getFirst()));
    }
  }
}
