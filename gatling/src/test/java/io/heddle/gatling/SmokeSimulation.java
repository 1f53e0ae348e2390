package io.heddle.gatling;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;

/**
 * Does it work? Users arrive at a fixed rate and request every kind of page that a server has
 * without options.
 */
public final class SmokeSimulation extends Simulation {
  private final Parameters parameters = Parameters.ofSystem();
  private final Load load = Load.open(parameters, 20, "0s", "10s");

  private final HttpProtocolBuilder httpProtocol =
      http.baseUrl(parameters.baseUrl()).userAgentHeader("heddle-smoke").disableFollowRedirect();

  private final ChainBuilder pages =
      exec(
          http("GET /").get("/").check(status().is(200)),
          http("GET /ping").get("/ping").check(status().is(200), bodyString().is("pong")),
          http("HEAD /ping").head("/ping").check(status().is(200), bodyString().is("")),
          http("GET /nothing-here").get("/nothing-here").check(status().is(404)));

  private final ChainBuilder api =
      exec(
          http("GET /api/")
              .get("/api/")
              .check(status().is(200), bodyString().transform(s -> s.contains("Hello")).is(true)),
          http("POST /api/echo")
              .post("/api/echo")
              .header("Content-Type", "text/plain; charset=utf-8")
              .body(StringBody("the body of #{user}"))
              .check(status().is(200), bodyString().isEL("the body of #{user}")),
          http("GET /echo/{value}")
              .get("/echo/#{user}")
              .check(status().is(200), bodyString().isEL("#{user}")));

  private final ScenarioBuilder visit =
      scenario("a visit").feed(Visitors::ever).exec(pages).exec(api);

  /** Sets up the simulation, which Gatling expects in the constructor. */
  public SmokeSimulation() {
    setUp(load.on(visit))
        .protocols(httpProtocol)
        .assertions(Load.gates(parameters.p99Millis(1_000)));
  }
}
