package io.heddle.http1;

import io.heddle.codec.BodyDecoder;
import io.heddle.codec.HeadWriter;
import io.heddle.codec.HeadWriter.Delimiter;
import io.heddle.codec.HeadWriter.Persistence;
import io.heddle.codec.Inbox;
import io.heddle.codec.Outbox;
import io.heddle.codec.ParsedHead;
import io.heddle.exchange.Call;
import io.heddle.http.Body;
import io.heddle.http.HttpException;
import io.heddle.http.Method;
import io.heddle.http.Response;
import io.heddle.http.Status;
import io.heddle.http.Version;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Frames a response (RFC 9112 section 6.3): decides how its content is delimited and whether the
 * connection goes on, and puts it into the outbox or has its writer send it. It serves one request
 * after another.
 */
final class Responder {
  /** Of a body that no handler wanted, so much is read to keep the connection. */
  private static final int MAX_SKIPPED_BYTES = 64 << 10;

  /** A last response up to this size is taken to be with the client as soon as it is sent. */
  private static final int MAX_UNREAD_BYTES = 16 << 10;

  private final Inbox inbox;
  private final Outbox outbox;
  private final BodyDecoder decoder;
  private final HeadWriter headWriter;
  private @Nullable Response deferred;
  private boolean draining;
  private boolean keepsAlive;
  private long contentBytes;

  Responder(Inbox inbox, Outbox outbox, BodyDecoder decoder, HeadWriter headWriter) {
    this.inbox = inbox;
    this.outbox = outbox;
    this.decoder = decoder;
    this.headWriter = headWriter;
  }

  /** Whether a response waits for a thread that may run its writer. */
  boolean isDeferred() {
    return deferred != null;
  }

  /** The response that waits; it waits no more. */
  Response takeDeferred() {
    Response taken = Objects.requireNonNull(deferred);
    deferred = null;
    return taken;
  }

  /** Drops a response that waits, and closes what it holds. */
  void dropDeferred(Call call) {
    Response waiting = deferred;
    deferred = null;
    if (waiting != null) {
      call.close(waiting.body());
    }
  }

  /** Forgets the response. */
  void clear() {
    contentBytes = 0;
    deferred = null;
  }

  /** How many bytes of content have been put into the outbox, or sent past it. */
  long contentBytes() {
    return contentBytes;
  }

  /**
   * Sends a response, or puts it into the outbox. Whatever happens, its body is closed in the end.
   *
   * @param isDraining whether this should be the connection's last
   */
  Outcome respond(
      Call call,
      ParsedHead head,
      Response response,
      RequestContent content,
      Traffic traffic,
      boolean isDraining) {
    draining = isDraining;
    Body body = response.body();
    if (traffic.isClientGone()) {
      call.close(body);
      return Outcome.CUT_OFF;
    }
    boolean sendsContent = head.method() != Method.HEAD && !isEmpty(response.status());
    if (sendsContent && body instanceof Body.Stream stream) {
      if (!traffic.waits()) {
        deferred = response;
        return Outcome.DEFERRED;
      }
      return stream(call, head, response, stream, content, traffic);
    }
    keepsAlive = mayPersist(head, response) && canSkipRest(content);
    writeHead(head, response, body.length());
    if (sendsContent) {
      contentBytes = body.length();
      addContent(body);
    } else {
      call.close(body);
    }
    return persistence();
  }

  private void addContent(Body body) {
    switch (body) {
      case Body.Bytes bytes -> outbox.add(bytes);
      case Body.Region region when region.length() > 0 -> outbox.add(region);
      case Body.Region region -> region.close();
      case Body.Stream stream -> throw new IllegalStateException();
    }
  }

  /** RFC 9110 section 15.3.6: 205 has no content either, but says so by its length. */
  private static boolean isEmpty(Status status) {
    return status.forbidsContent() || status.code() == Status.RESET_CONTENT.code();
  }

  private boolean mayPersist(ParsedHead head, Response response) {
    return head.keepsAlive() && !response.isClosing() && !draining;
  }

  private void writeHead(ParsedHead head, Response response, long length) {
    boolean isOld = head.version() == Version.HTTP_1_0;
    Delimiter delimiter = Delimiter.LENGTH;
    long announced = length;
    if (response.status().forbidsContent()) {
      delimiter = Delimiter.NONE;
    } else if (isEmpty(response.status())) {
      announced = 0;
    } else if (length < 0) {
      delimiter = isOld ? Delimiter.NONE : Delimiter.CHUNKED;
      keepsAlive &= !isOld || head.method() == Method.HEAD;
    }
    Persistence persistence =
        !keepsAlive ? Persistence.CLOSE : isOld ? Persistence.KEEP_ALIVE : Persistence.DEFAULT;
    headWriter.write(outbox, response, delimiter, announced, persistence);
  }

  private Outcome persistence() {
    return keepsAlive ? Outcome.PERSISTENT : Outcome.LAST;
  }

  /** Whether the connection may go on although the handler did not read the whole body. */
  private boolean canSkipRest(RequestContent content) {
    if (decoder.isDone()) {
      return true;
    }
    if (decoder.isBroken() || content.awaitsContinue()) {
      return false;
    }
    try {
      decoder.skip(inbox);
    } catch (HttpException e) {
      return false;
    }
    return decoder.isDone() || (decoder.left() >= 0 && decoder.left() <= MAX_SKIPPED_BYTES);
  }

  private Outcome stream(
      Call call,
      ParsedHead head,
      Response response,
      Body.Stream stream,
      RequestContent content,
      Traffic traffic) {
    call.delay();
    try {
      content.lend(traffic);
      content.announceContinue();
      traffic.flush(outbox);
      int mark = outbox.mark();
      keepsAlive = mayPersist(head, response);
      writeHead(head, response, stream.length());
      boolean isDelimited = stream.length() >= 0 || head.version() != Version.HTTP_1_0;
      ResponseContent out =
          new ResponseContent(
              traffic, outbox, decoder, isDelimited && stream.length() < 0, stream.length());
      Throwable trouble = out.writeAll(stream.writer());
      Call.forgetInterrupt();
      contentBytes = out.count();
      if (traffic.isClientGone()) {
        return Outcome.CUT_OFF;
      }
      if (trouble == null) {
        keepsAlive &= canSkipRest(content);
        return persistence();
      }
      Response instead = call.answerTo(trouble, decoder.isBroken(), traffic.pulse());
      if (out.isCommitted()) {
        return isDelimited ? Outcome.CUT_OFF : Outcome.RESET;
      }
      outbox.truncate(mark);
      contentBytes = 0;
      return respond(call, head, instead, content, traffic, draining);
    } catch (IOException clientGone) {
      return Outcome.CUT_OFF;
    } finally {
      call.close(stream);
    }
  }

  /**
   * Whether the client may still be sending when the last response is out: it did not ask for the
   * end, or the response is so long that it may send before it has read it.
   */
  boolean mayMeetMore(ParsedHead head) {
    return !decoder.isDone()
        || !inbox.isEmpty()
        || contentBytes > MAX_UNREAD_BYTES
        || (head.keepsAlive() && !draining);
  }

  /**
   * Puts an answer into the outbox that ends the connection, in place of a request that cannot be
   * read.
   *
   * @param sendsContent false for a HEAD request
   */
  void refuse(Call call, Response response, boolean sendsContent) {
    Body body = response.body();
    long length = Math.max(0, body.length());
    headWriter.write(outbox, response, Delimiter.LENGTH, length, Persistence.CLOSE);
    if (sendsContent && body instanceof Body.Bytes bytes) {
      contentBytes = length;
      outbox.add(bytes);
    }
    call.close(body);
  }
}
