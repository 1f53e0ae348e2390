package io.heddle.http1;

import io.heddle.codec.ContentException;
import io.heddle.codec.Outbox;
import io.heddle.connection.Pulse;
import io.heddle.connection.Wire;
import io.heddle.exchange.Observer;
import java.io.IOException;

/**
 * Sends what is in the outbox, and ends each call when its response is sent. It stops before bytes
 * of a file that are on the disk if the wire must not wait for them; a worker then {@linkplain
 * #warm reads} them.
 */
final class Sender {
  private final Outbox outbox;
  private final Unsent unsent;

  Sender(Outbox outbox, Unsent unsent) {
    this.outbox = outbox;
    this.unsent = unsent;
  }

  /**
   * Sends as much as the wire takes.
   *
   * @return false if the wire would have to wait; true if everything is sent or the rest {@link
   *     #awaitsDisk}
   * @throws IOException when the client is gone
   * @throws ContentException when the rest of a file cannot be sent, which is reported already
   */
  boolean send(Wire wire, Pulse pulse, Observer observer) throws IOException {
    try {
      while (!outbox.isEmpty()) {
        boolean isCold = !wire.waits() && outbox.isCold();
        long count = isCold ? 0 : outbox.writeTo(wire);
        if (count == 0 || outbox.isAmidBody()) {
          unsent.sent(outbox.sent());
          unsent.delay();
        }
        if (count == 0) {
          return isCold;
        }
        pulse.moved(count);
        observer.sent(count);
      }
      unsent.sent(outbox.sent());
      return true;
    } catch (ContentException e) {
      unsent.sent(outbox.sent());
      unsent.fail(outbox.sent(), e);
      throw e;
    }
  }

  /** Whether the response cannot go on before more of its file is read. */
  boolean awaitsDisk() {
    return outbox.awaitsDisk();
  }

  /** Reads more of the file. That takes our time, not the client's. */
  void warm(Pulse pulse) {
    pulse.moved(0);
    outbox.warm();
    pulse.moved(0);
  }

  /** Lets the response go on without a worker. */
  void goOn() {
    outbox.sendCold();
  }
}
