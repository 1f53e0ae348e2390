package io.heddle.proxy;

import io.heddle.codec.Inbox;
import io.heddle.codec.ResponseHead;
import io.heddle.codec.ResponseParser;
import io.heddle.connection.Line;
import io.heddle.http.Budget;
import io.heddle.http.HttpException;
import io.heddle.http.Limits;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The response on its way from a server: what of it has arrived, and is not taken yet. */
final class ResponseInput {
  /** A server that announces more and more is malicious, or broken. */
  private static final int MAX_INTERIM = 16;

  private final int maxHeldBytes;
  private final Inbox inbox;
  private final ResponseParser parser = new ResponseParser(Limits.STANDARD);
  private boolean isOfHead;
  private boolean hasReceived;
  private boolean isAnswered;
  private boolean isEnded;
  private @Nullable IOException failure;
  private int interim;

  /**
   * An input for the response to one request after another.
   *
   * @param maxHeldBytes how much may wait
   */
  ResponseInput(Budget budget, int maxHeldBytes) {
    this.maxHeldBytes = maxHeldBytes;
    this.inbox = new Inbox(budget, maxHeldBytes);
  }

  /** Begins a response. */
  void begin(boolean ofHead) {
    isOfHead = ofHead;
    hasReceived = false;
    isAnswered = false;
    interim = 0;
  }

  /** Whether any byte has come in response to the request. */
  boolean hasReceived() {
    return hasReceived;
  }

  /** Whether the head of the final response has been parsed. */
  boolean isAnswered() {
    return isAnswered;
  }

  /** Whether it takes more bytes of a response now. */
  boolean hasRoom() {
    return !isEnded && failure == null && (!isAnswered || wantsContent());
  }

  private boolean wantsContent() {
    return inbox.available() <= maxHeldBytes / 2 && !parser.isBuffered(inbox);
  }

  /** Reports that nothing more will arrive; what has arrived can still be taken. */
  void fail(IOException reason) {
    failure = reason;
  }

  boolean hasFailed() {
    return failure != null;
  }

  /** Reads once. */
  void read(Line line, Patience patience) throws IOException {
    inbox.reserve();
    received(line.read(inbox.space()), patience);
  }

  /**
   * Reads what is there, and does not wait.
   *
   * @return whether anything was there, or nothing more will be
   */
  boolean poll(Line line, Patience patience) throws IOException {
    inbox.reserve();
    int count = line.readNow(inbox.space());
    received(count, patience);
    return count != 0;
  }

  private void received(int count, Patience patience) {
    if (count < 0) {
      isEnded = true;
    } else if (count > 0) {
      inbox.filled(count);
      patience.beat();
      hasReceived = true;
    }
  }

  /**
   * Parses the head of the final response.
   *
   * @return null if it has not arrived completely
   * @throws HttpException when it is malformed
   * @throws IOException when it will not arrive
   */
  @Nullable ResponseHead parseHead() throws IOException {
    while (parser.parseHead(inbox, isOfHead)) {
      ResponseHead head = parser.head();
      if (!head.isInterim()) {
        isAnswered = true;
        return head;
      }
      if (++interim > MAX_INTERIM) {
        throw new EOFException("the server sends no final response");
      }
    }
    if (isEnded) {
      throw new EOFException("the server has closed the connection without a response");
    }
    return null;
  }

  /** How many received bytes have not been taken. */
  int available() {
    return inbox.available();
  }

  /** Whether the response is complete, whose head has been parsed. */
  boolean isComplete() {
    return parser.isComplete();
  }

  /**
   * Takes content of the response.
   *
   * @return how many bytes; 0 if none are there; -1 at the end
   * @throws HttpException when it is malformed
   * @throws IOException when the server has closed the connection before the end
   */
  int take(byte[] target, int offset, int length) throws IOException {
    int count = parser.take(inbox, target, offset, length);
    if (count > 0 || parser.isComplete()) {
      return count > 0 ? count : -1;
    }
    if (failure != null) {
      throw failure;
    }
    if (isEnded && !parser.end()) {
      throw new EOFException("the server has closed the connection within a response");
    }
    return isEnded ? -1 : 0;
  }

  /** Whether another response may follow the complete one. */
  boolean keepsAlive() {
    return parser.keepsAlive() && inbox.isEmpty() && !isEnded && failure == null;
  }

  /** Forgets the response. */
  void clear() {
    parser.clear();
  }

  /** How many bytes it takes from the budget. */
  int capacity() {
    return inbox.capacity();
  }
}
