package io.heddle.gatling;

import static io.gatling.javaapi.core.CoreDsl.ByteArrayBody;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.sha1;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.util.Random;

/**
 * Does a body survive the round trip? Each user posts {@code -Dbytes} of random bytes to {@code
 * /api/echo}, which sends them back while they still arrive, and compares the digests.
 */
public final class UploadSimulation extends Simulation {
  private static final long SEED = 2026;

  private final Parameters parameters = Parameters.ofSystem("bytes");
  private final Load load = Load.of(parameters, Model.OPEN, 10, 8);
  private final byte[] noise = noise(parameters.size("bytes", "1MiB"));

  private final HttpProtocolBuilder httpProtocol =
      http.baseUrl(parameters.baseUrl()).userAgentHeader("heddle-upload").shareConnections();

  private final ScenarioBuilder upload =
      scenario("upload")
          .exec(
              http("POST /api/echo")
                  .post("/api/echo")
                  .header("Content-Type", "application/octet-stream")
                  .body(ByteArrayBody(noise))
                  .check(
                      status().is(200),
                      header("Content-Length").is(String.valueOf(noise.length)),
                      sha1().is(Original.of(noise).sha1())));

  /** Sets up the simulation, which Gatling expects in the constructor. */
  public UploadSimulation() {
    setUp(load.on(upload))
        .protocols(httpProtocol)
        .assertions(Load.gates(parameters.p99Millis(1_000)));
  }

  private static byte[] noise(int count) {
    byte[] noise = new byte[count];
    new Random(SEED).nextBytes(noise);
    return noise;
  }
}
