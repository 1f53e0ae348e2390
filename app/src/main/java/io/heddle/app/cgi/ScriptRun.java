package io.heddle.app.cgi;

import io.heddle.app.cgi.ScriptProcess.Event;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A script that answers a request, from the view of the request's thread: it passes the request's
 * content on and takes the output, in whatever order the script reads and writes. The content is
 * read from the client only when the script has taken the piece before, and output goes first.
 */
final class ScriptRun implements AutoCloseable {
  /** After this time without output, the client gets what there is. */
  private static final Duration QUIET = Duration.ofMillis(20);

  /** After this time without output, a script that has exited writes nothing more. */
  private static final Duration AFTER_EXIT = Duration.ofMillis(200);

  private static final int PIECE_BYTES = 16 << 10;

  private final ScriptProcess process;
  private final InputStream content;
  private final Duration timeout;
  private final byte[] buffer = new byte[PIECE_BYTES];
  private boolean hasRoom = true;
  private boolean inputEnded;
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
   * @param content that it gets as its input
   * @param hasInput whether there is such content
   * @param timeout how long it may neither read nor write
   */
  ScriptRun(ScriptProcess process, InputStream content, boolean hasInput, Duration timeout) {
    this.process = process;
    this.content = content;
    this.inputEnded = !hasInput;
    this.timeout = timeout;
  }

  /**
   * The next piece of its output; null at the end. Passes input on meanwhile.
   *
   * @throws ScriptFailure when it takes too long; it is killed then
   * @throws IOException when reading the request's content has failed
   */
  byte @Nullable [] next(Quiet quiet) throws IOException, InterruptedException, ScriptFailure {
    boolean wasQuiet = false;
    while (!outputEnded) {
      Event event = process.poll();
      if (event == null && mayFeed()) {
        feed();
        continue;
      }
      if (event == null) {
        event = process.poll((wasQuiet ? patience() : QUIET).toNanos());
      }
      if (event instanceof Event.Output(byte[] bytes)) {
        process.taken();
        return bytes;
      }
      if (event instanceof Event.Change change) {
        note(change);
      } else if (wasQuiet) {
        expire();
      } else {
        wasQuiet = true;
        quiet.now();
      }
    }
    return null;
  }

  private Duration patience() {
    return exited && AFTER_EXIT.compareTo(timeout) < 0 ? AFTER_EXIT : timeout;
  }

  private boolean mayFeed() {
    return hasRoom && !inputEnded && !exited;
  }

  private void feed() throws IOException {
    int count = content.read(buffer);
    if (count < 0) {
      inputEnded = true;
      process.endInput();
    } else if (count > 0) {
      hasRoom = false;
      process.give(Arrays.copyOf(buffer, count));
    }
  }

  private void note(Event.Change change) {
    switch (change) {
      case OUTPUT_ENDED -> outputEnded = true;
      case INPUT_TAKEN -> hasRoom = true;
      case INPUT_CLOSED -> inputEnded = true;
      case EXITED -> exited = true;
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
    process.abandon(exited && outputEnded);
  }
}
