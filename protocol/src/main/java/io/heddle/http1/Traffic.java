package io.heddle.http1;

import io.heddle.codec.Outbox;
import io.heddle.connection.Phase;
import io.heddle.connection.Pulse;
import io.heddle.connection.Wire;
import io.heddle.exchange.Observer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/**
 * A wire while a call uses it, and all that the streams of content see of their connection: bytes
 * that come and go are counted, and the phase is that of the wait.
 */
final class Traffic {
  private final Wire wire;
  private final Pulse pulse;
  private final Observer observer;
  private boolean clientGone;
  private boolean inputEnded;

  Traffic(Wire wire, Pulse pulse, Observer observer) {
    this.wire = wire;
    this.pulse = pulse;
    this.observer = observer;
  }

  /** Whether anything failed, so that no answer can reach the client. */
  boolean isClientGone() {
    return clientGone;
  }

  /** Whether the client has sent its last. */
  boolean isInputEnded() {
    return inputEnded;
  }

  Pulse pulse() {
    return pulse;
  }

  boolean waits() {
    return wire.waits();
  }

  /**
   * Waits for bytes of the client.
   *
   * @return how many; -1 when it has sent its last
   * @throws SocketTimeoutException when it takes too long
   * @throws IOException when the client is gone
   */
  int read(ByteBuffer space) throws IOException {
    requireWaiting();
    boolean interrupted = Thread.interrupted();
    try {
      pulse.enter(Phase.BODY);
      int count = wire.read(space);
      if (count < 0) {
        inputEnded = true;
      } else {
        pulse.moved(count);
        observer.received(count);
      }
      pulse.enter(Phase.HANDLING);
      return count;
    } catch (SocketTimeoutException e) {
      pulse.enter(Phase.HANDLING);
      throw e;
    } catch (IOException e) {
      clientGone = true;
      throw e;
    } finally {
      restore(interrupted);
    }
  }

  /**
   * Sends all of the outbox, and waits for the client to take it.
   *
   * @throws IOException when the client is gone
   */
  void flush(Outbox outbox) throws IOException {
    if (outbox.isEmpty()) {
      return;
    }
    requireWaiting();
    boolean interrupted = Thread.interrupted();
    try {
      pulse.enter(Phase.WRITE);
      while (!outbox.isEmpty()) {
        sent(outbox.writeTo(wire));
      }
      pulse.enter(Phase.HANDLING);
    } catch (IOException e) {
      clientGone = true;
      throw e;
    } finally {
      restore(interrupted);
    }
  }

  /**
   * Sends bytes from where they are, and waits for the client to take them.
   *
   * @throws IOException when the client is gone
   */
  void write(ByteBuffer piece) throws IOException {
    requireWaiting();
    boolean interrupted = Thread.interrupted();
    try {
      pulse.enter(Phase.WRITE);
      while (piece.hasRemaining()) {
        sent(wire.write(piece));
      }
      pulse.enter(Phase.HANDLING);
    } catch (IOException e) {
      clientGone = true;
      throw e;
    } finally {
      restore(interrupted);
    }
  }

  /** To wait for a wire that does not wait would be to spin. */
  private void requireWaiting() {
    if (!wire.waits()) {
      throw new IllegalStateException("a handler that said it never waits waits for its content");
    }
  }

  /**
   * Waiting for content is no wait that an interrupt ends: it would close the socket on one engine
   * and not on the other. The handler finds the interrupt when it has its content.
   */
  private static void restore(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void sent(long count) {
    pulse.moved(count);
    observer.sent(count);
  }
}
