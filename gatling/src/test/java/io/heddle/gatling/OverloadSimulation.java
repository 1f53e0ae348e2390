package io.heddle.gatling;

import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.responseTimeInMillis;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.util.List;

/**
 * What happens under too much load? Users request work that keeps a core busy ({@code /cpu?us=} of
 * {@code -Dcpu}), each on a separate connection, at a growing rate that the machine cannot sustain.
 * After the last of them, ordinary requests follow.
 *
 * <p>During the overload, a response may be late or 503, but not wrong or missing. After it, every
 * request must succeed as before. It was an overload if at least half of the responses were 503 or
 * took ten times as long as the work. Otherwise the run fails, and needs a higher rate.
 */
public final class OverloadSimulation extends Simulation {
  private static final String OVERLOAD = "GET /cpu, too much";
  private static final String RECOVERY = "GET /plaintext, after it";
  private static final String STATUS = "status";
  private static final String MILLIS = "millis";
  private static final double MIN_SHARE = 0.5;
  private static final double RECOVERY_PER_SECOND = 20;
  private static final int LATE_FACTOR = 10;
  private static final double MICROS = 1_000_000;

  private final Parameters parameters = Parameters.ofSystem("cpu", "recovery");
  private final int cpuMicros = parameters.whole("cpu", 10_000, 100, 1_000_000);

  private final Strain strain = new Strain(LATE_FACTOR * cpuMicros / 1_000);

  /** By default, twice what all cores of this machine can do, if the server is on it. */
  private final double enoughPerSecond =
      2.0 * Runtime.getRuntime().availableProcessors() * MICROS / cpuMicros;

  private final Load load = Load.open(parameters, enoughPerSecond, "5s", "5s");

  private final HttpProtocolBuilder httpProtocol =
      http.baseUrl(parameters.baseUrl()).userAgentHeader("heddle-overload");

  private final ScenarioBuilder overload =
      scenario("overload")
          .exec(
              http(OVERLOAD)
                  .get("/cpu?us=" + cpuMicros)
                  .check(
                      status().in(200, 503).saveAs(STATUS), responseTimeInMillis().saveAs(MILLIS)))
          .exec(this::record);

  private final ScenarioBuilder recovery =
      scenario("recovery")
          .exec(
              http(RECOVERY)
                  .get("/plaintext")
                  .check(status().is(200), bodyString().is("Hello, World!")));

  /** Sets up the simulation, which Gatling expects in the constructor. */
  public OverloadSimulation() {
    setUp(
            load.on(overload)
                .andThen(
                    recovery.injectOpen(
                        constantUsersPerSec(RECOVERY_PER_SECOND)
                            .during(parameters.time("recovery", "10s")))))
        .protocols(httpProtocol)
        .assertions(gates());
  }

  /** Records the result of a request, unless the response was wrong or missing. */
  private Session record(Session session) {
    if (session.contains(STATUS) && session.contains(MILLIS)) {
      strain.add(session.getInt(STATUS), session.getInt(MILLIS));
    }
    return session;
  }

  /** Fails the run with an exception if there was no overload. */
  @Override
  public void after() {
    System.out.println(strain);
    if (strain.share() < MIN_SHARE) {
      throw new IllegalStateException("no overload, " + strain + ": set a higher -Drate");
    }
  }

  private List<Assertion> gates() {
    return List.of(
        details(OVERLOAD).failedRequests().count().is(0L),
        details(RECOVERY).failedRequests().count().is(0L),
        details(RECOVERY).responseTime().percentile(99.0).lte(parameters.p99Millis(250)));
  }
}
