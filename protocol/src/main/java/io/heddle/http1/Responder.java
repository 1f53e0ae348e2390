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
import io.heddle.http.Response;
import io.heddle.http.Status;
import io.heddle.http.Version;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Frames responses (RFC 9112 section 6.3): decides how the content is delimited and whether the
 * connection persists, then adds the response to the outbox or runs its writer. It serves one
 * request after another.
 */
final class Responder {
  /** At most this much unread request content is skipped to keep the connection. */
  private static final int MAX_SKIPPED_BYTES = 64 << 10;

  /** A last response up to this size counts as delivered as soon as it is sent. */
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

  /** Takes the deferred response. */
  Response takeDeferred() {
    Response taken = Objects.requireNonNull(deferred);
    deferred = null;
    return taken;
  }

  /** Closes the deferred response, if any: it will not be sent. */
  void drop(Call call) {
    Response waiting = deferred;
    deferred = null;
    if (waiting != null) {
      call.close(waiting.body());
    }
  }

  /** Resets the state for the next response. */
  void clear() {
    contentBytes = 0;
  }

  /** How many bytes of content were added to the outbox or sent directly. */
  long contentBytes() {
    return contentBytes;
  }

  /**
   * Sends a response, or adds it to the outbox. The body is closed in the end in all cases.
   *
   * @param isDraining whether this should be the last response of the connection
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
      return Outcome.ABANDONED;
    }
    boolean isOfHead = head.isOfHead();
    if (body instanceof Body.Stream stream && sendsContent(response, isOfHead)) {
      // Earlier responses must be sent and reported first.
      if (!traffic.waits() || !outbox.isEmpty()) {
        deferred = response;
        return Outcome.DEFERRED;
      }
      return stream(call, head, response, stream, content, traffic);
    }
    return answer(call, head, response, content, isDraining);
  }

  /**
   * Adds a response without a stream to the outbox.
   *
   * @param isDraining as in {@link #respond}
   */
  Outcome answer(
      Call call, ParsedHead head, Response response, RequestContent content, boolean isDraining) {
    draining = isDraining;
    keepsAlive = mayPersist(head, response) && canSkipRest(content);
    put(call, response, head.version(), head.isOfHead());
    return persistence();
  }

  /**
   * Adds the head of a response to the outbox. The caller adds the content, {@linkplain #took
   * reports} it, and {@linkplain #end ends} the response.
   *
   * @param isDraining as in {@link #respond}
   */
  void begin(ParsedHead head, Response response, boolean isDraining) {
    draining = isDraining;
    keepsAlive = mayPersist(head, response);
    writeHead(response, head.version(), head.isOfHead());
  }

  /** Whether a response to this request has content. */
  boolean sendsContent(Response response, ParsedHead head) {
    return sendsContent(response, head.isOfHead());
  }

  /** Reports how many bytes of content the caller has added to the outbox. */
  void took(int count) {
    contentBytes += count;
  }

  /** Ends a response that {@link #begin} began. */
  Outcome end(RequestContent content) {
    keepsAlive &= canSkipRest(content);
    return persistence();
  }

  /** Adds a whole response to the outbox. */
  private void put(Call call, Response response, Version version, boolean isOfHead) {
    Body body = response.body();
    boolean isHandedOn = false;
    try {
      writeHead(response, version, isOfHead);
      if (sendsContent(response, isOfHead) && body.length() > 0) {
        switch (body) {
          case Body.Bytes bytes -> outbox.add(bytes);
          case Body.Region region -> outbox.add(region);
          case Body.Stream stream -> throw new IllegalStateException();
        }
        contentBytes = body.length();
        isHandedOn = true;
      }
    } finally {
      if (!isHandedOn) {
        call.close(body);
      }
    }
  }

  private static boolean sendsContent(Response response, boolean isOfHead) {
    return !isOfHead && !isEmpty(response.status());
  }

  /** RFC 9110 section 15.3.6: 205 has no content either, but sends Content-Length: 0. */
  private static boolean isEmpty(Status status) {
    return status.forbidsContent() || status.code() == Status.RESET_CONTENT.code();
  }

  private boolean mayPersist(ParsedHead head, Response response) {
    return head.keepsAlive() && !response.isClosing() && !draining;
  }

  private void writeHead(Response response, Version version, boolean isOfHead) {
    boolean isOld = version == Version.HTTP_1_0;
    Delimiter delimiter = Delimiter.LENGTH;
    long announced = response.body().length();
    if (response.status().forbidsContent()) {
      delimiter = Delimiter.NONE;
    } else if (isEmpty(response.status())) {
      announced = 0;
    } else if (announced < 0) {
      delimiter = isOld ? Delimiter.NONE : Delimiter.CHUNKED;
      keepsAlive &= !isOld || isOfHead;
    }
    Persistence persistence =
        !keepsAlive ? Persistence.CLOSE : isOld ? Persistence.KEEP_ALIVE : Persistence.DEFAULT;
    headWriter.write(outbox, response, delimiter, announced, persistence);
  }

  private Outcome persistence() {
    return keepsAlive ? Outcome.PERSISTENT : Outcome.LAST;
  }

  /** Whether the connection may persist although the handler did not read the whole body. */
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
    try {
      call.delay();
      content.lend(traffic);
      if (content.announceContinue()) {
        traffic.flush(outbox);
      }
      int mark = outbox.mark();
      keepsAlive = mayPersist(head, response);
      writeHead(response, head.version(), false);
      boolean isDelimited = stream.length() >= 0 || head.version() != Version.HTTP_1_0;
      ResponseContent out =
          new ResponseContent(
              traffic, outbox, content, isDelimited && stream.length() < 0, stream.length());
      Throwable trouble = out.writeAll(stream.writer());
      Call.forgetInterrupt();
      contentBytes = out.taken();
      if (traffic.isClientGone()) {
        return out.isCommitted() ? Outcome.CUT_OFF : Outcome.ABANDONED;
      }
      if (trouble == null) {
        keepsAlive &= canSkipRest(content);
        return persistence();
      }
      if (out.isCommitted()) {
        long sentBytes = Math.max(0, contentBytes - outbox.size());
        call.breakOff(trouble, decoder.isBroken(), traffic.pulse(), sentBytes);
        return isDelimited ? Outcome.CUT_OFF : Outcome.RESET;
      }
      outbox.truncate(mark);
      contentBytes = 0;
      Response instead = call.answerTo(trouble, decoder.isBroken(), traffic.pulse());
      return respond(call, head, instead, content, traffic, draining);
    } catch (IOException clientGone) {
      return Outcome.ABANDONED;
    } finally {
      call.close(stream);
    }
  }

  /**
   * Whether the client may still be sending after the last response: it did not ask to close, or
   * the response is so long that the client may send again before it has read everything.
   */
  boolean mayMeetMore(ParsedHead head) {
    return !decoder.isDone()
        || !inbox.isEmpty()
        || contentBytes > MAX_UNREAD_BYTES
        || (head.keepsAlive() && !draining);
  }

  /**
   * Adds a response that ends the connection, for a request that cannot be read.
   *
   * @param isOfHead whether it is a HEAD request, so that the response has no content
   */
  void refuse(Call call, Response response, boolean isOfHead) {
    drop(call);
    contentBytes = 0;
    keepsAlive = false;
    put(call, response, Version.HTTP_1_1, isOfHead);
  }
}
