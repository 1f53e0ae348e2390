package io.heddle.gatling;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.bodyLength;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.regex;
import static io.gatling.javaapi.core.CoreDsl.roundRobinSwitch;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import java.time.Duration;

/**
 * What a visitor does on a separate connection, with pauses between the pages: requests the first
 * page, then reads (6 of 10), writes (3) or waits for something slow (1), and requests the last
 * page.
 */
final class Journey {
  private static final Duration MIN_PAUSE = Duration.ofMillis(100);
  private static final Duration MAX_PAUSE = Duration.ofMillis(500);
  private static final int PICTURE_BYTES = 50_000;

  private Journey() {}

  static ScenarioBuilder scenarioOf(String name) {
    return scenario(name)
        .feed(Visitors::ever)
        .exec(arrive())
        .pause(MIN_PAUSE, MAX_PAUSE)
        .exec(
            // In turn and not at random, so that every run sends the same requests.
            roundRobinSwitch()
                .on(
                    read(),
                    write(),
                    read(),
                    write(),
                    read(),
                    waitForSlow(),
                    read(),
                    write(),
                    read(),
                    read()))
        .pause(MIN_PAUSE, MAX_PAUSE)
        .exec(leave());
  }

  private static ChainBuilder arrive() {
    return exec(
        http("GET /").get("/").check(status().is(200)),
        http("GET /api/").get("/api/").check(status().is(200), bodyString().is("Hello")));
  }

  private static ChainBuilder read() {
    return exec(http("GET /json")
            .get("/json")
            .check(status().is(200), jsonPath("$.message").is("Hello, World!")))
        .exec(
            http("GET /bytes")
                .get("/bytes?n=" + PICTURE_BYTES)
                .check(status().is(200), bodyLength().is(PICTURE_BYTES)))
        .pause(MIN_PAUSE, MAX_PAUSE)
        .exec(http("GET /nothing-here").get("/nothing-here").check(status().is(404)));
  }

  private static ChainBuilder write() {
    return exec(
        http("POST /write")
            .post("/write")
            .header("Content-Type", "text/plain")
            .body(StringBody("<note of #{user}>"))
            .check(status().is(204)),
        http("GET /read")
            .get("/read")
            .check(status().is(200), regex("^<note of user-[0-9]+>$").exists()),
        http("POST /api/echo")
            .post("/api/echo")
            .header("Content-Type", "text/plain")
            .body(StringBody("from #{user}"))
            .check(status().is(200), bodyString().isEL("from #{user}")));
  }

  private static ChainBuilder waitForSlow() {
    return exec(
        http("GET /sleep")
            .get("/sleep?ms=50")
            .check(status().is(200), bodyString().is("Hello, World!")));
  }

  private static ChainBuilder leave() {
    return exec(
        http("GET /echo/{value}")
            .get("/echo/#{user}")
            .check(status().is(200), bodyString().isEL("#{user}")));
  }
}
