package io.heddle.app.cgi;

import io.heddle.app.cgi.ScriptProcess.Event;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A script that answers a request, from the view of the request's thread: it takes the output. */
final class ScriptRun implements AutoCloseable {
  /** After this time without output, the client gets what there is. */
  private static final Duration QUIET = Duration.ofMillis(20);

  /** After this time without output, a script that has exited writes nothing more. */
  private static final Duration AFTER_EXIT = Duration.ofMillis(200);

  private final ScriptProcess process;
  private final Duration timeout;
  private final Silence silence;
  private boolean outputEnded;
  private boolean exited;

  /** Called when a script has been quiet for a moment. */
  @FunctionalInterface
  interface Quiet {
    void now() throws IOException;
  }

  /**
   * A script that has just been started.
   *
   * @param timeout how long it may neither read nor write
   * @param silence for how long it has done neither
   */
  ScriptRun(ScriptProcess process, Duration timeout, Silence silence) {
    this.process = process;
    this.timeout = timeout;
    this.silence = silence;
  }

  /**
   * The next piece of its output; null at the end.
   *
   * @throws ScriptFailure when it takes too long; it is killed then
   */
  byte @Nullable [] next(Quiet quiet) throws IOException, InterruptedException, ScriptFailure {
    silence.restart();
    boolean wasQuiet = false;
    while (!outputEnded) {
      switch (await(wasQuiet)) {
        case Event.Output(byte[] bytes) -> {
          process.taken();
          return bytes;
        }
        case Event.Change change -> note(change);
        case null -> {
          if (wasQuiet) {
            expire();
          } else {
            wasQuiet = true;
            quiet.now();
            silence.restart();
          }
        }
      }
    }
    return null;
  }

  /**
   * What happens next; null if the script is silent.
   *
   * @param isLong whether it may be silent for long; otherwise only for a moment
   */
  private @Nullable Event await(boolean isLong) throws InterruptedException {
    Event event;
    do {
      event = process.poll(pause(isLong).toNanos());
    } while (event == null && !isSilent(isLong));
    return event;
  }

  private boolean isSilent(boolean isLong) {
    return (isLong && !exited) ? silence.isTooLong() : silence.isAtLeast(pause(isLong));
  }

  private Duration pause(boolean isLong) {
    if (!isLong) {
      return QUIET;
    }
    return exited ? afterExit() : silence.pause();
  }

  private Duration afterExit() {
    return AFTER_EXIT.compareTo(timeout) < 0 ? AFTER_EXIT : timeout;
  }

  private void note(Event.Change change) {
    switch (change) {
      case OUTPUT_ENDED -> outputEnded = true;
      case EXITED -> {
        exited = true;
        silence.restart();
      }
    }
  }

  /** A process that has left the group may still have the output, and is not waited for. */
  private void expire() throws ScriptFailure {
    if (!exited) {
      throw tooSlow("it has neither read nor written for ");
    }
    outputEnded = true;
  }

  private ScriptFailure tooSlow(String what) {
    process.kill();
    return ScriptFailure.timeout(what + timeout.toMillis() + "ms, and was killed");
  }

  /**
   * Takes the rest of its output and drops it. The script is killed if that takes longer than the
   * timeout as a whole: nothing is sent that could show whether the client is still there.
   *
   * @return how many bytes it was
   */
  long drop() throws InterruptedException {
    long beginNanos = System.nanoTime();
    long bytes = 0;
    while (!hasEnded()) {
      long leftNanos = timeout.toNanos() - (System.nanoTime() - beginNanos);
      if (leftNanos <= 0) {
        process.kill();
        return bytes;
      }
      long waitNanos = exited ? Math.min(leftNanos, afterExit().toNanos()) : leftNanos;
      switch (process.poll(waitNanos)) {
        case Event.Output(byte[] piece) -> {
          process.taken();
          bytes += piece.length;
        }
        case Event.Change change -> note(change);
        case null -> outputEnded |= exited;
      }
    }
    return bytes;
  }

  /** Whether it has exited and nothing of its output follows, as far as this thread has seen. */
  boolean hasEnded() {
    return exited && outputEnded;
  }

  /**
   * Waits until it has exited, after its output has ended.
   *
   * @return its exit status; 128 and the number of the signal if one has ended it
   * @throws ScriptFailure when it takes too long; it is killed then
   */
  int end() throws InterruptedException, ScriptFailure {
    while (!exited) {
      switch (process.poll(timeout.toNanos())) {
        case Event.Change change -> note(change);
        case Event.Output(byte[] _) -> process.taken();
        case null -> throw tooSlow("it has ended its output, but did not exit for ");
      }
    }
    return process.status();
  }

  /** Ends the use of it. It is killed if it still runs. */
  @Override
  public void close() {
    process.abandon(hasEnded());
  }
}
