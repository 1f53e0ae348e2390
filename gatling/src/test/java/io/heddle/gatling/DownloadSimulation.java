package io.heddle.gatling;

import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.sha1;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;

/**
 * How fast are large responses? A few users download {@code /bytes?n=} of {@code -Dbytes} again and
 * again. The content is digested as it arrives and not kept, so the client's memory does not grow.
 */
public final class DownloadSimulation extends Simulation {
  private final Parameters parameters = Parameters.ofSystem("bytes");
  private final Load load = Load.of(parameters, Model.CLOSED, 1, 4);
  private final String path = "/bytes?n=" + parameters.size("bytes", "32MiB");
  private final Original original = Original.at(parameters.baseUrl() + path);

  private final HttpProtocolBuilder httpProtocol =
      http.baseUrl(parameters.baseUrl()).userAgentHeader("heddle-download").shareConnections();

  private final ScenarioBuilder download =
      scenario("download")
          .exec(
              http("GET /bytes")
                  .get(path)
                  .check(
                      status().is(200),
                      header("Content-Length").is(String.valueOf(original.length())),
                      sha1().is(original.sha1())));

  /** Sets up the simulation, which Gatling expects in the constructor. */
  public DownloadSimulation() {
    setUp(load.on(download))
        .protocols(httpProtocol)
        .assertions(Load.gates(parameters.p99Millis(5_000)));
  }
}
