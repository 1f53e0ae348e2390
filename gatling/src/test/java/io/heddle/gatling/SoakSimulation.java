package io.heddle.gatling;

import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;

/**
 * Does it run for a long time? This is the {@link Journey} of {@link MixedSimulation} for an hour.
 * A simulation sees only responses; {@code bin/compare} checks that no connection or descriptor
 * leaks, and prints the server's memory at the end.
 */
public final class SoakSimulation extends Simulation {
  private final Parameters parameters = Parameters.ofSystem();
  private final Load load = Load.of(parameters, Model.OPEN, 20, 20, "1h");

  private final HttpProtocolBuilder httpProtocol =
      http.baseUrl(parameters.baseUrl()).userAgentHeader("heddle-soak").disableFollowRedirect();

  /** Sets up the simulation, which Gatling expects in the constructor. */
  public SoakSimulation() {
    setUp(load.on(Journey.scenarioOf("soak")))
        .protocols(httpProtocol)
        .assertions(Load.gates(parameters.p99Millis(250)));
  }
}
