package io.heddle.client;

import io.heddle.client.ResponseException.Fault;
import io.heddle.codec.Inbox;
import io.heddle.codec.Outbox;
import io.heddle.codec.ResponseHead;
import io.heddle.codec.ResponseParser;
import io.heddle.connection.Wire;
import io.heddle.http.Body;
import io.heddle.http.Budget;
import io.heddle.http.Headers;
import io.heddle.http.HttpException;
import io.heddle.http.Limits;
import java.io.IOException;

/**
 * A connection to a server, on a wire that blocks. It sends requests, one after the other or
 * several at once, and reads their responses in the same order. One thread sends and one thread
 * reads; both may be the same. To send content that the server answers while it arrives, they must
 * be two.
 */
public final class ClientConnection {
  private static final int INBOX_BYTES = 16 << 10;

  private final Wire wire;
  private final Outbox outbox;
  private final Inbox inbox;
  private final ResponseParser parser;

  /** Whether bytes of the current response have arrived. */
  private boolean isAnswered;

  /** Whether the content of a response is being read. */
  private boolean isInContent;

  private Headers trailers;

  /**
   * A connection that has sent nothing yet.
   *
   * @param wire connected; it is closed by the code that connected it
   * @param limits of the heads and trailers of responses
   * @param budget for its buffers
   */
  public ClientConnection(Wire wire, Limits limits, Budget budget) {
    this.wire = wire;
    this.outbox = new Outbox(budget);
    this.inbox = new Inbox(budget, INBOX_BYTES);
    this.parser = new ResponseParser(limits);
    this.trailers = parser.trailers();
  }

  // --- sending ---

  /** Adds the head of a request to what the next {@link #flush} sends. */
  public void addHead(ClientRequest request) throws IOException {
    flushIfFull();
    outbox.add(request.head());
  }

  /**
   * Adds the content of a request, if it has any, whose head has been added. Much of it is sent
   * now.
   *
   * @throws IOException when the server is gone, or a writer fails
   */
  public void addContent(ClientRequest request) throws IOException {
    switch (request.content().orElse(Body.EMPTY)) {
      case Body.Bytes bytes -> outbox.add(bytes);
      case Body.Region region when region.length() == 0 -> region.close();
      case Body.Region region -> outbox.add(region);
      case Body.Stream stream -> {
        try (stream) {
          ContentOutput out = new ContentOutput(this, outbox, stream.length());
          stream.writer().writeTo(out);
          out.end();
        }
      }
    }
  }

  /** Sends a request. */
  public void send(ClientRequest request) throws IOException {
    addHead(request);
    addContent(request);
    flush();
  }

  void flushIfFull() throws IOException {
    if (outbox.isFull()) {
      flush();
    }
  }

  /** Sends all that has been added. */
  public void flush() throws IOException {
    while (!outbox.isEmpty()) {
      outbox.writeTo(wire);
    }
  }

  // --- reading ---

  /**
   * Reads the next head: an interim one, which another one follows, or the final one, whose content
   * follows.
   *
   * @param request the oldest one without a final response
   * @throws ResponseException when there is no head, or when it breaks HTTP
   * @throws IOException when the wire fails
   */
  public ResponseHead readHead(ClientRequest request) throws IOException {
    if (isInContent) {
      throw new IllegalStateException("the response before has not been read to its end");
    }
    try {
      isAnswered |= !inbox.isEmpty();
      while (!parser.parseHead(inbox, request.isOfHead())) {
        if (!fill()) {
          throw ended();
        }
        isAnswered = true;
      }
    } catch (HttpException e) {
      throw malformed(e);
    }
    ResponseHead head = parser.head();
    isInContent = !head.isInterim();
    trailers = parser.trailers();
    return head;
  }

  /**
   * Reads content of the final response.
   *
   * @return how many bytes, at least one; -1 if there is no more and the response is complete
   * @throws ResponseException when the content is cut off or its framing is malformed
   * @throws IOException when the wire fails
   */
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      while (isInContent) {
        int count = parser.take(inbox, target, offset, length);
        if (count > 0) {
          return count;
        }
        if (parser.isComplete()) {
          trailers = parser.trailers();
          parser.clear();
          completed();
        } else if (!fill()) {
          String place = parser.place(inbox);
          if (!parser.end()) {
            throw new ResponseException(
                Fault.CUT_OFF, "the server closed the connection within the response, " + place);
          }
          completed();
        }
      }
      return -1;
    } catch (HttpException e) {
      throw malformed(e);
    }
  }

  private void completed() {
    isInContent = false;
    isAnswered = false;
  }

  /** The fields after the content of the last response, once that is read to its end. */
  public Headers trailers() {
    return trailers;
  }

  /** Whether bytes of the current response have arrived, if only of an interim one. */
  public boolean isAnswered() {
    return isAnswered;
  }

  /** Whether the server takes another request after the last response, which is complete. */
  public boolean isReusable() {
    return !isInContent && !isAnswered && parser.keepsAlive() && inbox.isEmpty();
  }

  /** How many bytes have arrived that belong to no response so far. */
  public int unread() {
    return inbox.available();
  }

  private boolean fill() throws IOException {
    inbox.reserve();
    int count = wire.read(inbox.space());
    inbox.filled(Math.max(count, 0));
    return count >= 0;
  }

  private ResponseException ended() {
    return isAnswered
        ? new ResponseException(
            Fault.CUT_OFF,
            "the server closed the connection within the response, " + parser.place(inbox))
        : new ResponseException(
            Fault.UNANSWERED, "the server closed the connection without a response");
  }

  private ResponseException malformed(HttpException e) {
    return new ResponseException(
        Fault.MALFORMED, "the response breaks HTTP " + parser.place(inbox) + ": " + e.reason());
  }
}
