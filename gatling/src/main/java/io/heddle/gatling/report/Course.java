package io.heddle.gatling.report;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The state of a run, which detects impossible entries. Nothing ends before it starts, time never
 * goes back, a user leaves only after arriving, and a request has a reason exactly if it failed.
 */
final class Course {
  /** How far a clock may be set back, or a start may precede that of the run. */
  private static final int CLOCK_STEP_MILLIS = 1_000;

  /**
   * How much older than the latest entry another may be, since entries are written with a delay.
   */
  private static final int MAX_LATE_MILLIS = 60_000;

  /** The number of active users of each scenario. */
  private final Map<String, Integer> present = new HashMap<>();

  private int latestMillis;

  Course() {}

  /** Adds an entry; returns what is impossible about it, or nothing. */
  Optional<String> add(Entry entry) {
    return switch (entry) {
      case Entry.Request request -> {
        if (request.ok() != request.message().isEmpty()) {
          yield Optional.of(
              request.ok()
                  ? "a success with a reason for a failure"
                  : "a failure without a reason");
        }
        yield span(request.startMillis(), request.endMillis());
      }
      case Entry.Group group ->
          group.requestsMillis() < 0
              ? Optional.of("a group whose requests took %d ms".formatted(group.requestsMillis()))
              : span(group.startMillis(), group.endMillis());
      case Entry.Fault fault -> moment(fault.millis());
      case Entry.User user -> {
        int count = present.merge(user.scenario(), user.comes() ? 1 : -1, Integer::sum);
        yield count < 0
            ? Optional.of("a user who leaves but never arrived")
            : moment(user.millis());
      }
    };
  }

  /** The number of users who have arrived and not left. */
  int present() {
    return present.values().stream().mapToInt(Integer::intValue).sum();
  }

  private Optional<String> span(int startMillis, int endMillis) {
    if (startMillis < -CLOCK_STEP_MILLIS) {
      return Optional.of("a start %d ms before the run's".formatted(-(long) startMillis));
    }
    if ((long) endMillis - startMillis < -CLOCK_STEP_MILLIS) {
      return Optional.of("an end at %d ms after a start at %d".formatted(endMillis, startMillis));
    }
    return moment(endMillis);
  }

  private Optional<String> moment(int millis) {
    if ((long) millis - latestMillis < -MAX_LATE_MILLIS) {
      return Optional.of("a time of %d ms after one of %d".formatted(millis, latestMillis));
    }
    if (millis < -CLOCK_STEP_MILLIS) {
      return Optional.of("a time %d ms before the run's start".formatted(-(long) millis));
    }
    latestMillis = Math.max(latestMillis, millis);
    return Optional.empty();
  }
}
