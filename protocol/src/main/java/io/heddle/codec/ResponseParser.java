package io.heddle.codec;

import io.heddle.http.Headers;
import io.heddle.http.HttpException;
import io.heddle.http.Limits;

/**
 * A client's parser for responses (RFC 9112 sections 4 and 6.3). The input may arrive in any
 * pieces: the parser can stop at any byte, and the result does not depend on where it stops. It is
 * as strict as {@link RequestParser}. One parser serves all responses of a connection.
 *
 * <p>{@link #parse} reads whole responses, whose content it checks, counts and drops, and allocates
 * nothing for most of them. {@link #parseHead} and {@link #take} pass on all that a response has.
 */
public final class ResponseParser {
  private enum State {
    HEAD,
    LENGTH,
    CHUNKS,
    UNTIL_CLOSE
  }

  private final Limits limits;
  private final ResponseHeadParser head;
  private final ResponseRules rules = new ResponseRules();
  private final BodyDecoder decoder = new BodyDecoder();

  private State state = State.HEAD;
  private boolean keepAlive;
  private long contentBytes;
  private long contentLeft;

  /**
   * A parser that has read nothing yet.
   *
   * @param limits of a head and of trailers; responses may be larger than any other limit
   */
  public ResponseParser(Limits limits) {
    this.limits = limits;
    this.head = new ResponseHeadParser(limits);
  }

  /** Whether no part of a response has been read since the last one was complete. */
  public boolean isAtStart() {
    return state == State.HEAD && head.isAtStart();
  }

  /** Discards what has been read of a response. */
  public void clear() {
    state = State.HEAD;
    head.begin();
  }

  /** The last response's status code, 200 to 599. */
  public int status() {
    return head.status();
  }

  /** How many bytes of content the last response had, without any framing between them. */
  public long contentBytes() {
    return contentBytes;
  }

  /** Whether the server takes another request after the last response (RFC 9112 section 9.3). */
  public boolean keepsAlive() {
    return keepAlive;
  }

  /**
   * Parses more of the inbox and removes what it has parsed. Interim responses are dropped.
   *
   * @param ofHead whether the response is to a HEAD request and so has no content
   * @return whether a response is complete; there may be more in the inbox
   * @throws HttpException if the response is malformed or exceeds a limit, with the reason. Nothing
   *     more can be read
   */
  public boolean parse(Inbox inbox, boolean ofHead) {
    while (state == State.HEAD) {
      if (!parseHead(inbox, ofHead)) {
        return false;
      }
    }
    dropContent(inbox);
    if (!isComplete()) {
      return false;
    }
    clear();
    return true;
  }

  /**
   * Parses more of a head, interim or final, and removes it from the inbox once it is complete.
   *
   * @param ofHead whether the response is to a HEAD request
   * @return whether it is complete; then {@link #head} returns it. After a final one, the content
   *     has to be {@linkplain #take taken}
   * @throws HttpException as in {@link #parse}
   */
  public boolean parseHead(Inbox inbox, boolean ofHead) {
    if (state != State.HEAD) {
      throw new IllegalStateException("the response before has not been taken");
    }
    if (head.isDone()) {
      head.begin();
    }
    if (!head.parse(inbox)) {
      return false;
    }
    rules.apply(head.fields(), head.version());
    if (head.status() < 200) {
      rules.requireInterim(head.status());
    } else {
      beginContent(ofHead);
    }
    return true;
  }

  /** A copy of the head that has just been parsed. */
  public ResponseHead head() {
    return new ResponseHead(head.version(), head.status(), head.reason(), head.fields().copy());
  }

  /** RFC 9112 section 6.3: without a length, the content ends with the connection. */
  private void beginContent(boolean ofHead) {
    contentBytes = 0;
    contentLeft = 0;
    keepAlive = rules.keepsAlive();
    state = State.LENGTH;
    if (rules.hasContent(head.status(), ofHead)) {
      if (rules.isChunked()) {
        state = State.CHUNKS;
        decoder.begin(Framing.CHUNKED, limits, Long.MAX_VALUE);
      } else if (rules.hasLength()) {
        contentLeft = rules.length();
      } else {
        state = State.UNTIL_CLOSE;
        keepAlive = false;
      }
    }
  }

  /**
   * Takes content from the inbox.
   *
   * @return how many bytes were written to the array, at most {@code length}; 0 when the inbox must
   *     be filled first, or the response {@linkplain #isComplete is complete}
   * @throws HttpException as in {@link #parse}
   */
  public int take(Inbox inbox, byte[] target, int offset, int length) {
    int count;
    if (state == State.CHUNKS) {
      count = takeFromChunks(inbox, target, offset, length);
    } else {
      count = Math.min(bytesLeft(inbox), length);
      System.arraycopy(inbox.bytes(), inbox.start(), target, offset, count);
      consume(inbox, count);
    }
    contentBytes += count;
    return count;
  }

  /** Takes content of one chunk at a time, so that what comes before a mistake is not lost. */
  private int takeFromChunks(Inbox inbox, byte[] target, int offset, int length) {
    int first = decoder.dataLeft() > 0 ? 0 : decoder.decode(inbox, target, offset, 1);
    int more = (int) Math.min(length - first, decoder.dataLeft());
    return first + decoder.decode(inbox, target, offset + first, more);
  }

  /** Whether the response is complete, as far as the bytes tell; see also {@link #end}. */
  public boolean isComplete() {
    return switch (state) {
      case HEAD, UNTIL_CLOSE -> false;
      case LENGTH -> contentLeft == 0;
      case CHUNKS -> decoder.isDone();
    };
  }

  /**
   * Whether the inbox holds the whole rest of a response whose head has been parsed, as far as its
   * length is known.
   */
  public boolean isBuffered(Inbox inbox) {
    return state == State.LENGTH && contentLeft <= inbox.available();
  }

  /** A copy of the fields after the content of a complete response. */
  public Headers trailers() {
    return state == State.CHUNKS ? decoder.trailers().copy() : new FieldTable();
  }

  private void dropContent(Inbox inbox) {
    if (state == State.CHUNKS) {
      contentBytes += decoder.skip(inbox);
    } else {
      int count = bytesLeft(inbox);
      consume(inbox, count);
      contentBytes += count;
    }
  }

  /** How many bytes of the inbox are content that is not chunked. */
  private int bytesLeft(Inbox inbox) {
    return switch (state) {
      case LENGTH -> (int) Math.min(contentLeft, inbox.available());
      case UNTIL_CLOSE -> inbox.available();
      case HEAD, CHUNKS -> throw new IllegalStateException("there is no such content now");
    };
  }

  private void consume(Inbox inbox, int count) {
    inbox.consume(count);
    contentLeft -= state == State.LENGTH ? count : 0;
  }

  /**
   * Reports that the server has closed the connection and that the inbox is empty.
   *
   * @return whether this completes a response, because nothing else delimits its content; otherwise
   *     a response that has begun is cut off
   */
  public boolean end() {
    boolean isComplete = state == State.UNTIL_CLOSE;
    clear();
    return isComplete;
  }

  /** Where it is in the response, such as {@code after 3 of 5 bytes of its content}. */
  public String place(Inbox inbox) {
    return switch (state) {
      case HEAD -> ResponsePlace.inHead(head, inbox);
      case LENGTH ->
          "after %d of %d bytes of its content".formatted(contentBytes, contentBytes + contentLeft);
      case CHUNKS -> ResponsePlace.inChunks(contentBytes, decoder, inbox);
      case UNTIL_CLOSE -> "after " + contentBytes + " bytes of its content";
    };
  }
}
