package io.heddle.connection;

import io.heddle.codec.BodyDecoder;
import io.heddle.codec.Inbox;
import io.heddle.codec.Outbox;
import io.heddle.http.Headers;
import io.heddle.http.HttpException;
import io.heddle.http.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The content of a request, decoded while a handler reads it. What is not asked for stays in the
 * socket, so that TCP slows the client down to the handler's pace.
 */
final class RequestContent extends InputStream implements RequestBody {
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** Reads of this size go past the inbox. */
  private static final int LEAST_DIRECT_BYTES = 4 << 10;

  /** A read is offered at most this much of an array: the platform keeps a copy of that size. */
  private static final int MOST_DIRECT_BYTES = 64 << 10;

  private final Connection connection;
  private final BodyDecoder decoder;
  private final Inbox inbox;
  private final Outbox outbox;
  private final long length;
  private Transport transport;
  private boolean awaitsContinue;
  private boolean clientGone;
  private boolean retired;

  RequestContent(Connection connection, Workspace workspace, Transport transport) {
    this.connection = connection;
    this.decoder = workspace.decoder;
    this.inbox = workspace.inbox;
    this.outbox = workspace.outbox;
    this.length = workspace.decoder.left();
    this.transport = transport;
    this.awaitsContinue = workspace.head.expectsContinue() && inbox.isEmpty();
  }

  /** Gives the transport of the thread that goes on with the response. */
  void lend(Transport transport) {
    this.transport = transport;
    retired = false;
  }

  /** Ends the use of this: the connection goes on to other things. */
  void retire() {
    retired = true;
  }

  /** Whether the client may hold back the content because no 100 was sent. */
  boolean awaitsContinue() {
    return awaitsContinue;
  }

  /** Whether reading or sending failed, so that no answer can reach the client. */
  boolean isClientGone() {
    return clientGone;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public InputStream stream() {
    return this;
  }

  @Override
  public Headers trailers() {
    return decoder.trailers();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int count) throws IOException {
    Objects.checkFromIndexSize(offset, count, target.length);
    if (retired) {
      throw new IOException("the response is over: the request's content is gone");
    }
    if (count == 0) {
      return 0;
    }
    while (true) {
      int decoded = decoder.decode(inbox, target, offset, count);
      if (decoded > 0) {
        return decoded;
      }
      if (decoder.isDone()) {
        return -1;
      }
      int direct = (int) Math.min(Math.min(count, decoder.dataLeft()), MOST_DIRECT_BYTES);
      if (inbox.isEmpty() && direct >= LEAST_DIRECT_BYTES) {
        int received = receive(ByteBuffer.wrap(target, offset, direct));
        decoder.tookData(received);
        return received;
      }
      inbox.filled(receive(inbox.space()));
    }
  }

  private int receive(ByteBuffer space) throws IOException {
    int received;
    try {
      sendContinue();
      connection.enter(Phase.BODY);
      received = transport.read(space);
    } catch (IOException e) {
      clientGone = true;
      throw e;
    }
    if (received < 0) {
      connection.end();
      HttpException early = connection.early("content");
      decoder.abandon(early);
      throw early;
    }
    connection.received(received);
    connection.enter(Phase.HANDLING);
    return received;
  }

  private void sendContinue() throws IOException {
    if (announceContinue()) {
      connection.flush(transport);
    }
  }

  /**
   * Adds the 100 to the outbox if the client waits for it; whether it does. It must go before the
   * head of a response whose writer reads the content: after that head it would be content.
   */
  boolean announceContinue() {
    boolean isAwaited = awaitsContinue;
    if (isAwaited) {
      awaitsContinue = false;
      outbox.add(CONTINUE);
    }
    return isAwaited;
  }

  @Override
  public int available() {
    return (int) Math.min(decoder.dataLeft(), inbox.available());
  }
}
