package io.heddle.engine.tls;

import io.heddle.connection.Step;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The handshake of a connection (RFC 8446 section 2), as steps for an engine. It belongs to the
 * thread that owns the connection.
 */
final class Handshake {
  private final Records records;
  private final Handshakes all;
  private boolean isCounted;

  Handshake(Records records, Handshakes all) {
    this.records = records;
    this.all = all;
  }

  /** Begins, unless too many others are in progress; returns whether it has begun. */
  boolean begin() throws SSLException {
    isCounted = all.begin();
    if (isCounted) {
      records.engine().beginHandshake();
    }
    return isCounted;
  }

  /**
   * The next step: CLOSE if the client has left, null if the handshake is complete.
   *
   * @throws SSLException when the client is at fault
   */
  @Nullable Step next(boolean inputEnded) throws SSLException {
    while (true) {
      switch (records.engine().getHandshakeStatus()) {
        case NEED_TASK -> {
          return Step.CALL;
        }
        case NEED_WRAP -> {
          if (!records.addOwn()) {
            return Step.WRITE;
          }
          requireProgress();
        }
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          if (!records.isReady()) {
            return await(inputEnded);
          }
          records.unwrapHandshake();
        }
        case NOT_HANDSHAKING, FINISHED -> {
          return records.hasOutput() ? Step.WRITE : null;
        }
      }
    }
  }

  private void requireProgress() throws SSLException {
    if (records.engine().getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      throw new SSLException("the client ended its handshake");
    }
  }

  private Step await(boolean inputEnded) {
    if (records.hasOutput()) {
      return Step.WRITE;
    }
    return inputEnded ? Step.CLOSE : Step.READ;
  }

  /** Computes what takes long, such as a signature. */
  void compute() {
    Runnable task = records.engine().getDelegatedTask();
    while (task != null) {
      task.run();
      task = records.engine().getDelegatedTask();
    }
  }

  /** Counts the result, if it has begun and is not counted yet. */
  void end(boolean isComplete) {
    if (isCounted) {
      isCounted = false;
      all.end(isComplete);
    }
  }
}
