package io.heddle.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.rampConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.ClosedInjectionStep;
import io.gatling.javaapi.core.OpenInjectionStep;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How users arrive: more and more during the ramp, then at a constant rate or number. */
sealed interface Load {
  /** Applies this load to the scenario. */
  PopulationBuilder on(ScenarioBuilder scenario);

  /** Users who arrive at a rate. */
  record Open(double usersPerSecond, Duration ramp, Duration duration) implements Load {
    @Override
    public PopulationBuilder on(ScenarioBuilder scenario) {
      List<OpenInjectionStep> steps = new ArrayList<>();
      if (!ramp.isZero()) {
        steps.add(rampUsersPerSec(0).to(usersPerSecond).during(ramp));
      }
      steps.add(constantUsersPerSec(usersPerSecond).during(duration));
      return scenario.injectOpen(steps);
    }
  }

  /** A fixed number of users at the same time. */
  record Closed(int users, Duration ramp, Duration duration) implements Load {
    @Override
    public PopulationBuilder on(ScenarioBuilder scenario) {
      List<ClosedInjectionStep> steps = new ArrayList<>();
      if (!ramp.isZero()) {
        steps.add(rampConcurrentUsers(0).to(users).during(ramp));
      }
      steps.add(constantConcurrentUsers(users).during(duration));
      return scenario.injectClosed(steps);
    }
  }

  /** The load of the parameters, with this default for the model. */
  static Load of(Parameters parameters, Model byDefault, double usersPerSecond, int users) {
    return of(parameters, byDefault, usersPerSecond, users, "30s");
  }

  /** The load of the parameters, with another default for its duration. */
  static Load of(
      Parameters parameters, Model byDefault, double usersPerSecond, int users, String lasts) {
    Duration ramp = parameters.ramp("5s");
    Duration duration = parameters.duration(lasts);
    return switch (parameters.model(byDefault)) {
      case OPEN -> {
        parameters.reject("users", "an open load has a rate: give -Drate, or -Dmodel=closed");
        yield new Open(parameters.rate(usersPerSecond), ramp, duration);
      }
      case CLOSED -> {
        parameters.reject("rate", "a closed load has users: give -Dusers, or -Dmodel=open");
        yield new Closed(parameters.users(users), ramp, duration);
      }
    };
  }

  /** The load of a simulation that makes no sense with a fixed number of users. */
  static Load open(Parameters parameters, double usersPerSecond, String grows, String lasts) {
    parameters.reject("model", "this simulation's load is always open: remove it");
    parameters.reject("users", "this simulation's load is always open: give -Drate");
    return new Open(
        parameters.rate(usersPerSecond), parameters.ramp(grows), parameters.duration(lasts));
  }

  /** The assertions of a run: no request failed, and the 99th percentile is within its limit. */
  static List<Assertion> gates(int p99Millis) {
    return List.of(
        global().failedRequests().count().is(0L),
        global().responseTime().percentile(99.0).lte(p99Millis));
  }
}
