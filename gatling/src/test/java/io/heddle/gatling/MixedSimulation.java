package io.heddle.gatling;

import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;

/**
 * Does everything work together? Visitors arrive and make a {@link Journey} of reading, writing,
 * waiting and pausing, each on a separate connection.
 */
public final class MixedSimulation extends Simulation {
  private final Parameters parameters = Parameters.ofSystem();
  private final Load load = Load.of(parameters, Model.OPEN, 20, 20, "30s");

  private final HttpProtocolBuilder httpProtocol =
      http.baseUrl(parameters.baseUrl()).userAgentHeader("heddle-mixed").disableFollowRedirect();

  /** Sets up the simulation, which Gatling expects in the constructor. */
  public MixedSimulation() {
    setUp(load.on(Journey.scenarioOf("mixed")))
        .protocols(httpProtocol)
        .assertions(Load.gates(parameters.p99Millis(250)));
  }
}
