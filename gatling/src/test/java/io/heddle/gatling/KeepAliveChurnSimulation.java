package io.heddle.gatling;

import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;

/**
 * What does a connection cost? Every user opens one. Half of the users send one request and let the
 * server close the connection ({@code Connection: close}); the other half send three requests and
 * close it. Each half gets the full load, so {@code -Drate=100} means 200 connections per second.
 */
public final class KeepAliveChurnSimulation extends Simulation {
  private static final int REQUESTS_KEPT = 3;

  private final Parameters parameters = Parameters.ofSystem();
  private final Load load = Load.of(parameters, Model.OPEN, 50, 20);

  /** Gatling gives each user a separate connection unless connections are shared. */
  private final HttpProtocolBuilder httpProtocol =
      http.baseUrl(parameters.baseUrl()).userAgentHeader("heddle-churn");

  private final ScenarioBuilder closed =
      scenario("closed by the server")
          .exec(
              http("GET /ping, then close")
                  .get("/ping")
                  .header("Connection", "close")
                  .check(
                      status().is(200), header("Connection").is("close"), bodyString().is("pong")));

  private final ScenarioBuilder kept =
      scenario("kept, and closed by the client")
          .exec(
              repeat(REQUESTS_KEPT)
                  .on(
                      http("GET /ping, keep")
                          .get("/ping")
                          .check(
                              status().is(200),
                              header("Connection").notExists(),
                              bodyString().is("pong"))));

  /** Sets up the simulation, which Gatling expects in the constructor. */
  public KeepAliveChurnSimulation() {
    setUp(load.on(closed), load.on(kept))
        .protocols(httpProtocol)
        .assertions(Load.gates(parameters.p99Millis(250)));
  }
}
