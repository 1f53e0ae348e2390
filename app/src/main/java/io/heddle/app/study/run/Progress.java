package io.heddle.app.study.run;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Shows on a terminal what runs now and how much time is left. Where there is no terminal, each
 * step that is said has a line.
 */
public final class Progress {
  private static final int WIDTH = 24;
  private static final String CLEAR = "\r\u001b[K";

  /** What is too long for the terminal is cut off: a line that wraps could not be removed. */
  private static final String NO_WRAPPING = "\u001b[?7l";

  private static final String WRAPPING = "\u001b[?7h";

  private final PrintStream out;
  private final boolean isTerminal;
  private final Duration expected;
  private final long start = System.nanoTime();
  private Duration done = Duration.ZERO;
  private String now = "";

  /**
   * Progress towards the end of a study.
   *
   * @param expected how long all of it takes
   */
  public Progress(PrintStream out, boolean isTerminal, Duration expected) {
    this.out = out;
    this.isTerminal = isTerminal;
    this.expected = expected;
  }

  /** Says what begins now. */
  void say(String what) {
    now = what;
    if (isTerminal) {
      draw();
    } else {
      out.println("app: info: " + percent() + " % " + what + ", " + left() + " left");
    }
  }

  /** Shows what begins now, on a terminal only. */
  void show(String what) {
    now = what;
    if (isTerminal) {
      draw();
    }
  }

  /** Notes that something is done that was to take this long. */
  void done(Duration time) {
    done = done.plus(time);
    if (isTerminal) {
      draw();
    }
  }

  /** Removes the bar. */
  void end() {
    if (isTerminal) {
      out.print(CLEAR);
      out.flush();
    }
  }

  private void draw() {
    int full = percent() * WIDTH / 100;
    String bar = "=".repeat(full) + " ".repeat(WIDTH - full);
    String line = "[%s] %3d %%  %s left  %s".formatted(bar, percent(), left(), now);
    out.print(CLEAR + NO_WRAPPING + line + WRAPPING);
    out.flush();
  }

  private int percent() {
    return Math.clamp(100 * done.toMillis() / Math.max(1, expected.toMillis()), 0, 99);
  }

  /** The rest of the expected time, corrected by how accurate the estimate was so far. */
  private String left() {
    double elapsed = (System.nanoTime() - start) / 1e9;
    double doneSeconds = done.toMillis() / 1e3;
    double pace = doneSeconds < 10 ? 1 : Math.clamp(elapsed / doneSeconds, 0.5, 3);
    return text(Duration.ofMillis((long) (expected.minus(done).toMillis() * pace)));
  }

  /** A duration as people say it. */
  public static String text(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    return seconds < 90
        ? seconds + " s"
        : seconds < 5_400
            ? (seconds + 30) / 60 + " min"
            : String.format(Locale.ROOT, "%.1f h", seconds / 3_600.0);
  }
}
