package io.heddle.app.study.run;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows on a terminal what runs now and how much time is left. Where there is no terminal, each
 * step that is said has a line.
 */
public final class Progress {
  private static final int REDRAWN_MILLIS = 500;

  private final PrintStream out;
  private final Duration expected;
  private final long start = System.nanoTime();
  private final @Nullable ProgressBar bar;
  private volatile Duration done = Duration.ZERO;

  /**
   * Progress towards the end of a study.
   *
   * @param expected how long all of it takes
   */
  public Progress(PrintStream out, boolean isTerminal, Duration expected) {
    this.out = out;
    this.expected = expected;
    this.bar = isTerminal ? bar() : null;
  }

  private ProgressBar bar() {
    return new ProgressBarBuilder()
        .setTaskName("study")
        .setInitialMax(Math.max(1, expected.toSeconds()))
        .setUnit(" s", 1)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(REDRAWN_MILLIS)
        .setEtaFunction(_ -> Optional.of(left()))
        .setConsumer(new OneLine(out))
        .clearDisplayOnFinish()
        .build();
  }

  /** Says what begins now. */
  void say(String what) {
    if (bar == null) {
      out.println("app: info: " + percent() + " % " + what + ", " + text(left()) + " left");
    } else {
      bar.setExtraMessage(what);
    }
  }

  /** Shows what begins now, on a terminal only. */
  void show(String what) {
    if (bar != null) {
      bar.setExtraMessage(what);
    }
  }

  /** Notes that something is done that was to take this long. */
  void done(Duration time) {
    done = done.plus(time);
    if (bar != null) {
      bar.stepTo(Math.min(done.toSeconds(), bar.getMax()));
    }
  }

  /** Removes the bar. */
  void end() {
    if (bar != null) {
      bar.close();
    }
  }

  private int percent() {
    return Math.clamp(100 * done.toMillis() / Math.max(1, expected.toMillis()), 0, 99);
  }

  /** The rest of the expected time, corrected by how accurate the estimate was so far. */
  private Duration left() {
    double elapsed = (System.nanoTime() - start) / 1e9;
    double doneSeconds = done.toMillis() / 1e3;
    double pace = doneSeconds < 10 ? 1 : Math.clamp(elapsed / doneSeconds, 0.5, 3);
    return Duration.ofMillis((long) (Math.max(0, expected.minus(done).toMillis()) * pace));
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

  /** Leaves no empty line behind, as the library's own consumer does. */
  private static final class OneLine extends ConsoleProgressBarConsumer {
    private final PrintStream out;

    OneLine(PrintStream out) {
      super(out);
      this.out = out;
    }

    @Override
    public void close() {
      out.flush();
    }
  }
}
