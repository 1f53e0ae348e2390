package io.heddle.gatling;

import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;

/**
 * What does the smallest response cost? {@code GET /plaintext} on keep-alive connections.
 *
 * <p>The load is open by default, to measure latency. Use {@code -Dmodel=closed -Dusers=50} to
 * measure capacity.
 */
public final class PlaintextSimulation extends Simulation {
  private final Parameters parameters = Parameters.ofSystem();
  private final Load load = Load.of(parameters, Model.OPEN, 500, 50);

  private final HttpProtocolBuilder httpProtocol =
      http.baseUrl(parameters.baseUrl()).userAgentHeader("heddle-plaintext").shareConnections();

  private final ScenarioBuilder plaintext =
      scenario("plaintext")
          .exec(
              http("GET /plaintext")
                  .get("/plaintext")
                  .check(status().is(200), bodyString().is("Hello, World!")));

  /** Sets up the simulation, which Gatling expects in the constructor. */
  public PlaintextSimulation() {
    setUp(load.on(plaintext))
        .protocols(httpProtocol)
        .assertions(Load.gates(parameters.p99Millis(250)));
  }
}
