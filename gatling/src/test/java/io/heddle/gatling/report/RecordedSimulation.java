package io.heddle.gatling.report;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.group;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.Simulation;

/** A few requests with every kind of result, which {@link GatlingLogTest} finds in the log. */
public final class RecordedSimulation extends Simulation {
  static final int USERS = 3;
  static final int TIMES = 5;

  /** Sets up the simulation, which Gatling expects in the constructor. */
  public RecordedSimulation() {
    setUp(
            scenario("recorded, 録")
                .exec(repeat(TIMES).on(http("GET /good").get("/good").check(status().is(200))))
                .exec(
                    group("outer, é")
                        .on(
                            group("inner")
                                .on(http("GET /bad, 悪").get("/bad").check(status().is(200)))))
                .exec(exec(http("GET /nowhere").get("/#{nobody}")))
                .injectOpen(atOnceUsers(USERS)))
        .protocols(http.baseUrl(System.getProperty("baseUrl", "http://127.0.0.1:8080")));
  }
}
