package io.heddle.gatling.report;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The course of a run so far, in which an entry may be impossible: nothing ends before it starts,
 * time goes on from entry to entry, nobody goes who has not come, and a request says why it failed
 * if it failed, and only then.
 */
final class Course {
  /** A clock may be set back by so much, or a start be taken before that of the run. */
  private static final int CLOCK_STEP_MILLIS = 1_000;

  /** How far behind the latest entry another may be: what ends is written down some time later. */
  private static final int MOST_LATE_MILLIS = 60_000;

  /** How many users of each scenario there are. */
  private final Map<String, Integer> present = new HashMap<>();

  private int latestMillis;

  Course() {}

  /** Takes an entry in; what is impossible about it, or nothing. */
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
        yield count < 0 ? Optional.of("a user who goes and never came") : moment(user.millis());
      }
    };
  }

  /** How many users have come and not gone. */
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
    if ((long) millis - latestMillis < -MOST_LATE_MILLIS) {
      return Optional.of("a time of %d ms after one of %d".formatted(millis, latestMillis));
    }
    if (millis < -CLOCK_STEP_MILLIS) {
      return Optional.of("a time %d ms before the run's start".formatted(-(long) millis));
    }
    latestMillis = Math.max(latestMillis, millis);
    return Optional.empty();
  }
}
