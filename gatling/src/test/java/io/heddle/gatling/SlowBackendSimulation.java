package io.heddle.gatling;

import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * What does waiting cost? Every response waits {@code -Dsleep} for a backend ({@code /sleep?ms=}),
 * so rate times sleep requests wait at the same time. The limit of the 99th percentile does not
 * include this wait.
 */
public final class SlowBackendSimulation extends Simulation {
  private static final int CLOCK_MILLIS = 1;

  private final Parameters parameters = Parameters.ofSystem("sleep");
  private final Load load = Load.of(parameters, Model.OPEN, 200, 200);
  private final int sleepMillis = (int) parameters.time("sleep", "200ms").toMillis();

  private final HttpProtocolBuilder httpProtocol =
      http.baseUrl(parameters.baseUrl()).userAgentHeader("heddle-slow-backend").shareConnections();

  private final ScenarioBuilder wait =
      scenario("wait")
          .exec(
              http("GET /sleep")
                  .get("/sleep?ms=" + sleepMillis)
                  .check(status().is(200), bodyString().is("Hello, World!")));

  /** Sets up the simulation, which Gatling expects in the constructor. */
  public SlowBackendSimulation() {
    setUp(load.on(wait)).protocols(httpProtocol).assertions(gates());
  }

  /** The usual assertions, and no response came before the wait was over. */
  private List<Assertion> gates() {
    List<Assertion> gates = new ArrayList<>(Load.gates(sleepMillis + parameters.p99Millis(250)));
    gates.add(global().responseTime().min().gte(sleepMillis - CLOCK_MILLIS));
    return gates;
  }
}
