package io.heddle.gatling;

import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;

/**
 * Does it hold for long? The {@link Journey} of {@link MixedSimulation} for an hour. From here only
 * answers are seen; {@code bin/compare} asserts that no connection or descriptor has leaked, and
 * shows the memory that the server has in the end.
 */
public final class SoakSimulation extends Simulation {
  private final Parameters parameters = Parameters.ofSystem();
  private final Load load = Load.of(parameters, Model.OPEN, 20, 20, "1h");

  private final HttpProtocolBuilder httpProtocol =
      http.baseUrl(parameters.baseUrl()).userAgentHeader("heddle-soak").disableFollowRedirect();

  /** Gatling reads the simulation from what its constructor sets up. */
  public SoakSimulation() {
    setUp(load.on(Journey.scenarioOf("soak")))
        .protocols(httpProtocol)
        .assertions(Load.gates(parameters.p99Millis(250)));
  }
}
