package io.heddle.gatling.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Says on stderr what runs now, and how long the rest will take. On a terminal, that is one line
 * that changes.
 */
final class Progress {
  private final PrintStream out;
  private final boolean isTerminal;
  private final int steps;
  private final Optional<Duration> expectedStep;
  private final InstantSource clock;
  private final Instant start;
  private int done;
  private Duration doneTime = Duration.ZERO;
  private String round = "";
  private String now = "";
  private Instant shown = Instant.EPOCH;

  /**
   * Progress of a program that does the same several times.
   *
   * @param steps how often
   * @param expectedStep how long a step takes, if that is known before the first
   */
  Progress(
      PrintStream out,
      boolean isTerminal,
      int steps,
      Optional<Duration> expectedStep,
      InstantSource clock) {
    this.out = out;
    this.isTerminal = isTerminal;
    this.steps = steps;
    this.expectedStep = expectedStep;
    this.clock = clock;
    this.start = clock.instant();
  }

  /** Whether stderr is a terminal. */
  static boolean isTerminal() {
    try {
      String place = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return place.startsWith("/dev/pts/") || place.startsWith("/dev/tty");
    } catch (IOException _) {
      return false;
    }
  }

  /** Says in which round the next steps are. */
  void round(int number, int all) {
    round = all == 1 ? "" : "round %d of %d, ".formatted(number, all);
  }

  /** Says what begins now. */
  void begins(String what) {
    now = what;
    shown = Instant.EPOCH;
    show();
    if (!isTerminal) {
      out.println(line());
    }
  }

  /** Updates the time on a terminal; often called. */
  void goesOn() {
    show();
  }

  /** Notes that a step is done. */
  void stepDone() {
    done++;
    doneTime = elapsed();
  }

  /** Removes the line from a terminal. */
  void end() {
    if (isTerminal) {
      out.print("\r\u001b[K");
      out.flush();
    }
  }

  private void show() {
    if (isTerminal && Duration.between(shown, clock.instant()).toSeconds() >= 1) {
      shown = clock.instant();
      out.print("\r\u001b[K" + line());
      out.flush();
    }
  }

  private String line() {
    return round + now + ", " + left();
  }

  private String left() {
    Optional<Duration> step = done > 0 ? Optional.of(doneTime.dividedBy(done)) : expectedStep;
    return step.map(each -> each.multipliedBy(steps - done).minus(elapsed().minus(doneTime)))
        .map(left -> text(left) + " left")
        .orElse("time left not known before the first run ends");
  }

  private Duration elapsed() {
    return Duration.between(start, clock.instant());
  }

  private static String text(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    return seconds < 90 ? seconds + " s" : (seconds + 30) / 60 + " min";
  }
}
