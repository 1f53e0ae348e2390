package io.heddle.gatling;

import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.sha1;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How fast are files, and do they arrive complete? Each user requests the next one of {@code
 * -Dfiles}, a list of paths separated by commas. Every response must have the same bytes as before
 * the load.
 */
public final class StaticSimulation extends Simulation {
  private final Parameters parameters = Parameters.ofSystem("files");
  private final Load load = Load.of(parameters, Model.OPEN, 100, 20);
  private final List<Map<String, Object>> originals =
      Stream.of(parameters.text("files", "/").split(",", -1)).map(this::original).toList();

  private final HttpProtocolBuilder httpProtocol =
      http.baseUrl(parameters.baseUrl()).userAgentHeader("heddle-static").shareConnections();

  private final ScenarioBuilder files =
      scenario("files")
          .feed(this::inTurn)
          .exec(
              http("GET #{path}")
                  .get("#{path}")
                  .check(
                      status().is(200),
                      header("Content-Length").isEL("#{length}"),
                      sha1().isEL("#{sha1}")));

  /** Sets up the simulation, which Gatling expects in the constructor. */
  public StaticSimulation() {
    setUp(load.on(files)).protocols(httpProtocol).assertions(Load.gates(parameters.p99Millis(250)));
  }

  private Iterator<Map<String, Object>> inTurn() {
    int count = originals.size();
    return IntStream.iterate(0, n -> (n + 1) % count).mapToObj(originals::get).iterator();
  }

  private Map<String, Object> original(String path) {
    if (!path.startsWith("/")) {
      throw new WrongParameter("files", path, "write paths such as /,/index.html");
    }
    Original original = Original.at(parameters.baseUrl() + path);
    return Map.of("path", path, "length", original.length(), "sha1", original.sha1());
  }
}
