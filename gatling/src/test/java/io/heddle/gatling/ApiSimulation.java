package io.heddle.gatling;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.regex;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;

/**
 * Does every caller of the API get its own response? Each user sends unique content to the routes
 * that echo. Then it writes the shared note and reads it: the note may be another user's, but is
 * complete.
 */
public final class ApiSimulation extends Simulation {
  private final Parameters parameters = Parameters.ofSystem();
  private final Load load = Load.of(parameters, Model.OPEN, 50, 20);

  private final HttpProtocolBuilder httpProtocol =
      http.baseUrl(parameters.baseUrl()).userAgentHeader("heddle-api").shareConnections();

  private final ChainBuilder echo =
      exec(
          http("POST /api/echo")
              .post("/api/echo")
              .header("Content-Type", "text/plain; charset=utf-8")
              .body(StringBody("the body of #{user}, with an umlaut: ü"))
              .check(
                  status().is(200),
                  header("Content-Type").is("text/plain; charset=utf-8"),
                  bodyString().isEL("the body of #{user}, with an umlaut: ü")),
          http("GET /echo/{value}")
              .get("/echo/#{user}")
              .check(status().is(200), bodyString().isEL("#{user}")),
          http("GET /user-agent")
              .get("/user-agent")
              .header("User-Agent", "agent of #{user}")
              .check(status().is(200), bodyString().isEL("agent of #{user}")));

  private final ChainBuilder note =
      exec(
          http("POST /write")
              .post("/write")
              .header("Content-Type", "text/plain")
              .body(StringBody("<note of #{user}>"))
              .check(status().is(204)),
          http("GET /read")
              .get("/read")
              .check(status().is(200), regex("^<note of user-[0-9]+>$").exists()));

  private final ScenarioBuilder calls =
      scenario("calls").feed(Visitors::ever).exec(echo).exec(note);

  /** Sets up the simulation, which Gatling expects in the constructor. */
  public ApiSimulation() {
    setUp(load.on(calls)).protocols(httpProtocol).assertions(Load.gates(parameters.p99Millis(250)));
  }
}
