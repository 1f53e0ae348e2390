package io.heddle.http1;

import io.heddle.codec.BodyDecoder;
import io.heddle.codec.Inbox;
import io.heddle.codec.Outbox;
import io.heddle.http.Headers;
import io.heddle.http.HttpException;
import io.heddle.http.RequestBody;
import io.heddle.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The content of a request, decoded while a handler reads it. Content that the handler does not
 * read stays in the socket, so TCP slows the client down to the handler's pace.
 */
final class RequestContent extends InputStream implements RequestBody {
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** Reads of this size or more bypass the inbox. */
  private static final int MIN_DIRECT_BYTES = 4 << 10;

  /** A read passes at most this much of an array, because the JDK keeps a copy of that size. */
  private static final int MAX_DIRECT_BYTES = 64 << 10;

  private final BodyDecoder decoder;
  private final Inbox inbox;
  private final Outbox outbox;
  private final long length;
  private Traffic traffic;
  private boolean awaitsContinue;
  private boolean retired;

  RequestContent(
      BodyDecoder decoder, Inbox inbox, Outbox outbox, Traffic traffic, boolean expectsContinue) {
    this.decoder = decoder;
    this.inbox = inbox;
    this.outbox = outbox;
    this.length = decoder.left();
    this.traffic = traffic;
    this.awaitsContinue = expectsContinue && inbox.isEmpty();
  }

  /** Switches to the traffic of the thread that continues the response. */
  void lend(Traffic next) {
    traffic = next;
  }

  /** Makes this unusable: the connection continues with other requests. */
  void retire() {
    retired = true;
  }

  /** Whether the client may hold back the content because no 100 was sent. */
  boolean awaitsContinue() {
    return awaitsContinue;
  }

  @Override
  public boolean isClientGone() {
    return traffic.isClientGone();
  }

  @Override
  public boolean isMalformed() {
    return decoder.isBroken();
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
    if (retired) {
      throw new IllegalStateException("the response is over: the request's content is gone");
    }
    return decoder.trailers();
  }

  /** Whether all of it has arrived and cannot turn out to be malformed. */
  boolean isComplete() {
    return decoder.isBuffered(inbox);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int count) throws IOException {
    return read(target, offset, count, null);
  }

  @Override
  public int readUnless(BooleanSupplier happens, byte[] target) throws IOException {
    return read(target, 0, target.length, happens);
  }

  private int read(byte[] target, int offset, int count, @Nullable BooleanSupplier happens)
      throws IOException {
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
      int direct = (int) Math.min(Math.min(count, decoder.dataLeft()), MAX_DIRECT_BYTES);
      if (inbox.isEmpty() && direct >= MIN_DIRECT_BYTES) {
        int received = receive(ByteBuffer.wrap(target, offset, direct), happens);
        decoder.tookData(received);
        return received;
      }
      reserve();
      int received = receive(inbox.space(), happens);
      if (received == 0 && happens != null) {
        return 0;
      }
      inbox.filled(received);
    }
  }

  /** Allocates just enough if everything has arrived. */
  @Override
  public byte[] readAllBytes() throws IOException {
    return !retired && isComplete() ? readNBytes((int) decoder.left()) : super.readAllBytes();
  }

  private void reserve() {
    try {
      inbox.reserve();
    } catch (HttpException e) {
      throw abandoned(e);
    }
  }

  private int receive(ByteBuffer space, @Nullable BooleanSupplier happens) throws IOException {
    if (announceContinue()) {
      traffic.flush(outbox);
    }
    int received;
    try {
      received = traffic.read(space, happens);
    } catch (SocketTimeoutException e) {
      throw abandoned(tooSlow());
    }
    if (received < 0) {
      throw abandoned(endedEarly());
    }
    return received;
  }

  /** The error for a client whose content takes too long. */
  static HttpException tooSlow() {
    return new HttpException(Status.REQUEST_TIMEOUT, "the request's content took too long");
  }

  /** The error for a client that ends its input before the content is complete. */
  static HttpException endedEarly() {
    return new HttpException(Status.BAD_REQUEST, "the request's content ended early");
  }

  private HttpException abandoned(HttpException reason) {
    decoder.abandon(reason);
    return reason;
  }

  /**
   * Adds the 100 to the outbox if the client waits for it, and returns whether it did. It must come
   * before the head of a response whose writer reads the content; after that head it would be part
   * of the response's content.
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
    return retired ? 0 : (int) Math.min(decoder.dataLeft(), inbox.available());
  }
}
