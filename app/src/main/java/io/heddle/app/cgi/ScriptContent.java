package io.heddle.app.cgi;

import io.heddle.http.Body;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The content of a script's response. It is sent as the script writes it, and the script waits for
 * a slow client. When the client is gone, the script is killed.
 */
final class ScriptContent implements Body.Writer {
  private static final int MIN_SIGNAL_STATUS = 129;

  private final ScriptRun run;
  private final byte[] first;
  private final OptionalLong announced;
  private final ScriptLog log;
  private long count;

  /**
   * Content.
   *
   * @param first what the script has written after its head so far
   * @param announced its length; empty if the script has not said
   */
  ScriptContent(ScriptRun run, byte[] first, OptionalLong announced, ScriptLog log) {
    this.run = run;
    this.first = first;
    this.announced = announced;
    this.log = log;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try {
      transfer(out);
    } catch (ScriptFailure e) {
      log.warn(String.valueOf(e.getMessage()));
      throw e.toClient();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the script took too long");
    }
  }

  private void transfer(OutputStream out) throws IOException, InterruptedException, ScriptFailure {
    byte @Nullable [] piece = first;
    while (piece != null) {
      count += piece.length;
      if (announced.isPresent() && count > announced.getAsLong()) {
        throw ScriptFailure.of(
            "its content is longer than its Content-Length, " + announced.getAsLong());
      }
      if (piece.length > 0) {
        out.write(piece);
      }
      piece = run.next(out::flush);
    }
    finish();
  }

  /**
   * Takes the whole content and drops it, for a response that has none.
   *
   * @return how many bytes it was
   */
  long drop() throws IOException, InterruptedException, ScriptFailure {
    count = first.length + run.drop();
    if (run.hasEnded()) {
      end();
    } else {
      log.warn(
          "its response has no content, but it did not end within the timeout after its header"
              + " fields, and was killed");
    }
    return count;
  }

  private void finish() throws InterruptedException, ScriptFailure {
    end();
    if (announced.isPresent() && count < announced.getAsLong()) {
      throw ScriptFailure.of(
          "its content has %d bytes, but its Content-Length is %d"
              .formatted(count, announced.getAsLong()));
    }
  }

  /** Many good scripts end with another status than 0, but no good one is ended by a signal. */
  private void end() throws InterruptedException, ScriptFailure {
    int status = run.end();
    if (status >= MIN_SIGNAL_STATUS) {
      throw ScriptFailure.of("signal " + (status - 128) + " has ended it");
    }
    if (status != 0) {
      log.warn("it has ended with status " + status);
    }
  }

  @Override
  public void close() {
    run.close();
  }
}
