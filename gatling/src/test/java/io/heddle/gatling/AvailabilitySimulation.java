package io.heddle.gatling;

import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;

/**
 * Is every request answered? This is the load of {@code siege -b}: a fixed number of users request
 * {@code -Dpath} again and again without a pause. At least 99.99 % of the requests must succeed.
 */
public final class AvailabilitySimulation extends Simulation {
  private final Parameters parameters = Parameters.ofSystem("path");
  private final Load load = Load.of(parameters, Model.CLOSED, 200, 50);
  private final String path = parameters.text("path", "/");

  private final HttpProtocolBuilder httpProtocol =
      http.baseUrl(parameters.baseUrl()).userAgentHeader("heddle-availability").shareConnections();

  private final ScenarioBuilder siege =
      scenario("siege").exec(http("GET " + path).get(path).check(status().is(200)));

  /** Sets up the simulation, which Gatling expects in the constructor. */
  public AvailabilitySimulation() {
    setUp(load.on(siege))
        .protocols(httpProtocol)
        .assertions(
            global().successfulRequests().percent().gte(99.99),
            global().responseTime().percentile(99.0).lte(parameters.p99Millis(1_000)));
  }
}
