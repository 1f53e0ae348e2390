package io.heddle.http1;

import io.heddle.codec.Outbox;
import io.heddle.connection.Phase;
import io.heddle.connection.Pulse;
import io.heddle.connection.Wire;
import io.heddle.exchange.Observer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A wire in use by a call. The content streams see nothing else of their connection. It counts the
 * bytes in both directions and sets the phase while it waits.
 */
final class Traffic {
  /**
   * After so many reads, other connections may run. A client that sends as fast as this reads would
   * otherwise occupy its thread for all of its content.
   */
  private static final int READS_AT_A_TIME = 8;

  private final Wire wire;
  private final Pulse pulse;
  private final Observer observer;

  /** The phase while it does not wait for the client. */
  private Phase resting = Phase.HANDLING;

  private boolean clientGone;
  private boolean inputEnded;
  private int reads;

  Traffic(Wire wire, Pulse pulse, Observer observer) {
    this.wire = wire;
    this.pulse = pulse;
    this.observer = observer;
  }

  /** The thread waits for another server, too, whenever it does not wait for the client. */
  void relay() {
    resting = Phase.UPSTREAM;
    pulse.enter(resting);
  }

  /** Whether another server answers the request. */
  boolean isRelayed() {
    return resting == Phase.UPSTREAM;
  }

  /** Whether any operation failed, so that no response can reach the client. */
  boolean isClientGone() {
    return clientGone;
  }

  /** Whether the client has ended its input. */
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
   * Waits for input.
   *
   * @param happens ends the wait, see {@link Wire#read(ByteBuffer, BooleanSupplier)}; null if
   *     nothing does
   * @return how many bytes; 0 if something else has happened first; -1 at the end of the client's
   *     input
   * @throws SocketTimeoutException when the client takes too long
   * @throws IOException when the client is gone
   */
  int read(ByteBuffer space, @Nullable BooleanSupplier happens) throws IOException {
    requireWaiting();
    if (++reads % READS_AT_A_TIME == 0) {
      wire.giveWay();
    }
    boolean interrupted = Thread.interrupted();
    try {
      pulse.enter(Phase.BODY);
      int count = happens == null ? wire.read(space) : wire.read(space, happens);
      if (count < 0) {
        inputEnded = true;
      } else if (count > 0) {
        pulse.moved(count);
        observer.received(count);
      }
      pulse.enter(resting);
      return count;
    } catch (SocketTimeoutException e) {
      pulse.enter(resting);
      throw e;
    } catch (IOException e) {
      clientGone = true;
      throw e;
    } finally {
      restore(interrupted);
    }
  }

  /**
   * Sends the whole outbox, waiting for the client as needed.
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
      pulse.enter(resting);
    } catch (IOException e) {
      clientGone = true;
      throw e;
    } finally {
      restore(interrupted);
    }
  }

  /**
   * Sends bytes without copying them, waiting for the client as needed.
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
      pulse.enter(resting);
    } catch (IOException e) {
      clientGone = true;
      throw e;
    } finally {
      restore(interrupted);
    }
  }

  /** Lets other connections run. */
  void giveWay() {
    wire.giveWay();
  }

  /** Says whether the thread may be interrupted; if not, it also forgets an earlier interrupt. */
  void setInterruptible(boolean isInterruptible) {
    wire.setInterruptible(isInterruptible);
    if (!isInterruptible) {
      Thread.interrupted();
    }
  }

  /** On a wire that does not block, waiting would be a busy loop. */
  private void requireWaiting() {
    if (!wire.waits()) {
      throw new IllegalStateException(
          "a handler that promised never to block waits for its content");
    }
  }

  /**
   * An interrupt does not end a wait for content: it would close the socket in one engine and not
   * in the other. The handler sees the interrupt once it has its content.
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
