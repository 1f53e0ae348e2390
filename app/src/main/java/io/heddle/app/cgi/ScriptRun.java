package io.heddle.app.cgi;

import io.heddle.app.cgi.ScriptProcess.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A script that answers a request, from the view of the request's thread: it passes the request's
 * content on and takes the output, in whatever order the script reads and writes. The content is
 * read from the client only when the script has taken the piece before, and output goes first. The
 * wait for content ends when the script does something: it may answer without all of it.
 */
final class ScriptRun implements AutoCloseable {
  /** After this time without output, the client gets what there is. */
  private static final Duration QUIET = Duration.ofMillis(20);

  /** After this time without output, a script that has exited writes nothing more. */
  private static final Duration AFTER_EXIT = Duration.ofMillis(200);

  private static final int PIECE_BYTES = 16 << 10;

  private final ScriptProcess process;
  private final Content content;
  private final Duration timeout;
  private final Silence silence;
  private final byte[] buffer = new byte[PIECE_BYTES];
  private @Nullable Event event;
  private int givenBytes;
  private boolean hasRoom = true;
  private boolean inputEnded;
  private boolean outputEnded;
  private boolean exited;

  /** The request's content. */
  @FunctionalInterface
  interface Content {
    /** Reads a part of it; see {@link io.heddle.http.RequestBody#readUnless}. */
    int readUnless(BooleanSupplier happens, byte[] target) throws IOException;
  }

  /** Called when a script has been quiet for a moment. */
  @FunctionalInterface
  interface Quiet {
    void now() throws IOException;
  }

  /**
   * A script that has just been started.
   *
   * @param content that it gets as its input
   * @param hasInput whether there is such content
   * @param timeout how long it may neither read nor write
   * @param silence for how long it has done neither
   */
  ScriptRun(
      ScriptProcess process, Content content, boolean hasInput, Duration timeout, Silence silence) {
    this.process = process;
    this.content = content;
    this.inputEnded = !hasInput;
    this.timeout = timeout;
    this.silence = silence;
  }

  /**
   * The next piece of its output; null at the end. Passes input on meanwhile.
   *
   * @throws ScriptFailure when it takes too long; it is killed then
   * @throws IOException when reading the request's content has failed
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
  private @Nullable Event await(boolean isLong) throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    event = process.poll();
    while (event == null && !isSilent(isLong)) {
      if (mayFeed()) {
        feed(() -> happens(isLong));
      } else {
        event = process.poll(pause(isLong).toNanos());
      }
    }
    return event;
  }

  private boolean isSilent(boolean isLong) {
    return (isLong && !exited) ? silence.isTooLong(mayFeed()) : silence.isAtLeast(pause(isLong));
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

  private boolean mayFeed() {
    return hasRoom && !inputEnded && !exited;
  }

  /**
   * Passes a piece of content on, unless something else happens before it arrives.
   *
   * @return whether a piece was passed on, or it was the end
   */
  private boolean feed(BooleanSupplier happens) throws IOException {
    int count = content.readUnless(happens, buffer);
    if (count < 0) {
      inputEnded = true;
      process.endInput();
    } else if (count > 0) {
      hasRoom = false;
      givenBytes = count;
      process.give(Arrays.copyOf(buffer, count));
    }
    return count != 0;
  }

  private boolean happens(boolean isLong) {
    event = process.poll();
    return event != null || isSilent(isLong);
  }

  private void note(Event.Change change) {
    switch (change) {
      case OUTPUT_ENDED -> outputEnded = true;
      case INPUT_TAKEN -> {
        hasRoom = true;
        silence.wrote(givenBytes);
      }
      case INPUT_CLOSED -> inputEnded = true;
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
   * Takes the rest of its output and drops it, and passes input on meanwhile. The script is killed
   * if that takes longer than the timeout after the last input: nothing is sent that could show
   * whether the client is still there.
   *
   * @return how many bytes it was
   */
  long drop() throws IOException, InterruptedException {
    long sinceNanos = System.nanoTime();
    long bytes = 0;
    while (!hasEnded()) {
      event = process.poll();
      if (event == null && mayFeed()) {
        if (feed(() -> (event = process.poll()) != null)) {
          sinceNanos = System.nanoTime();
        }
        if (event == null) {
          continue;
        }
      }
      long leftNanos = timeout.toNanos() - (System.nanoTime() - sinceNanos);
      if (leftNanos <= 0 && !mayFeed()) {
        process.kill();
        return bytes;
      }
      if (event == null) {
        event = process.poll(exited ? Math.min(leftNanos, afterExit().toNanos()) : leftNanos);
      }
      switch (event) {
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
    process.endInput();
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
