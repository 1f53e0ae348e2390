package io.heddle.gatling;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * One visit to every kind of page, by users who arrive at a fixed rate whether or not the server
 * keeps up (an open model). It passes when every answer is right and the 99th percentile holds.
 *
 * <p>System properties: {@code baseUrl}, {@code rate} (users per second), {@code duration}
 * (seconds), {@code p99} (milliseconds).
 */
public final class SmokeSimulation extends Simulation {
  private final String baseUrl = System.getProperty("baseUrl", "http://127.0.0.1:8080");
  private final double usersPerSecond = Double.parseDouble(System.getProperty("rate", "20"));
  private final Duration duration = Duration.ofSeconds(Long.getLong("duration", 10));
  private final int maxP99Millis = Integer.getInteger("p99", 1_000);

  private final HttpProtocolBuilder httpProtocol =
      http.baseUrl(baseUrl).userAgentHeader("heddle-smoke").disableFollowRedirect();

  /** A value that no other user has, so that an answer meant for someone else is seen. */
  private final Iterator<Map<String, Object>> users =
      LongStream.iterate(1, n -> n + 1)
          .mapToObj(n -> Map.<String, Object>of("value", "user-" + n))
          .iterator();

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
              .body(StringBody("the body of #{value}"))
              .check(status().is(200), bodyString().isEL("the body of #{value}")),
          http("GET /echo/{value}")
              .get("/echo/#{value}")
              .check(status().is(200), bodyString().isEL("#{value}")));

  private final ScenarioBuilder visit = scenario("a visit").feed(() -> users).exec(pages).exec(api);

  /** Gatling reads the simulation from what its constructor sets up. */
  public SmokeSimulation() {
    setUp(visit.injectOpen(constantUsersPerSec(usersPerSecond).during(duration)))
        .protocols(httpProtocol)
        .assertions(
            global().failedRequests().count().is(0L),
            global().responseTime().percentile(99.0).lte(maxP99Millis));
  }
}
