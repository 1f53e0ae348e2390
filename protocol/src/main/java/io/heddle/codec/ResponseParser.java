package io.heddle.codec;

import io.heddle.http.Ascii;
import io.heddle.http.HttpException;
import io.heddle.http.Limits;
import io.heddle.http.Status;
import io.heddle.http.Version;

/**
 * A client's parser for responses (RFC 9112 sections 4 and 6.3). The input may arrive in any
 * pieces: the parser can stop at any byte, and the result does not depend on where it stops. It is
 * as strict as {@link RequestParser}. Content is checked, counted and dropped, and so are interim
 * responses. One parser serves all responses of a connection and allocates nothing for most of
 * them.
 */
public final class ResponseParser {
  private enum State {
    STATUS_LINE,
    STATUS_LF,
    FIELDS,
    LENGTH,
    CHUNKS,
    UNTIL_CLOSE
  }

  private static final byte[] HTTP = {'H', 'T', 'T', 'P', '/', '1', '.'};
  private static final int MINOR = HTTP.length;
  private static final int CODE = MINOR + 2;
  private static final int REASON = CODE + 4;

  private final Limits limits;
  private final FieldParser fieldParser = new FieldParser();
  private final FieldTable fields = new FieldTable();
  private final ResponseRules rules = new ResponseRules();
  private final BodyDecoder decoder = new BodyDecoder();

  private State state = State.STATUS_LINE;
  private int next;
  private Version version = Version.HTTP_1_1;
  private int status;
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
  }

  /** Whether no part of a response has been read since the last one was complete. */
  public boolean isAtStart() {
    return state == State.STATUS_LINE && next == 0;
  }

  /** Discards what has been read of a response. */
  public void clear() {
    begin();
  }

  /** The last response's status code, 200 to 599. */
  public int status() {
    return status;
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
   * Parses more of the inbox and removes what it has parsed.
   *
   * @param ofHead whether the response is to a HEAD request and so has no content
   * @return whether a response is complete; there may be more in the inbox
   * @throws HttpException if the response is malformed or exceeds a limit, with the reason. Nothing
   *     more can be read
   */
  public boolean parse(Inbox inbox, boolean ofHead) {
    while (isInHead()) {
      if (!parseHead(inbox)) {
        return false;
      }
      if (status >= 200) {
        beginContent(ofHead);
      } else {
        rules.requireInterim(status);
        begin();
      }
    }
    if (!dropContent(inbox)) {
      return false;
    }
    begin();
    return true;
  }

  /**
   * Reports that the server has closed the connection and that the inbox is empty.
   *
   * @return whether this completes a response, because nothing else delimits its content; otherwise
   *     a response that has begun is cut off
   */
  public boolean end() {
    boolean isComplete = state == State.UNTIL_CLOSE;
    begin();
    return isComplete;
  }

  private void begin() {
    state = State.STATUS_LINE;
    next = 0;
  }

  private boolean isInHead() {
    return switch (state) {
      case STATUS_LINE, STATUS_LF, FIELDS -> true;
      case LENGTH, CHUNKS, UNTIL_CLOSE -> false;
    };
  }

  private boolean parseHead(Inbox inbox) {
    byte[] bytes = inbox.bytes();
    int base = inbox.start();
    int end = inbox.end();
    int limit = base + limits.maxHeadBytes();
    int cap = Math.min(end, limit);
    if (state == State.STATUS_LINE) {
      parseStatusLine(bytes, base, cap);
    }
    if (state == State.STATUS_LF && base + next < cap) {
      Syntax.requireLf(bytes[base + next], "a line");
      state = State.FIELDS;
      fields.clear();
      fieldParser.begin(next + 1, limits.maxHeaders());
    }
    if (state == State.FIELDS && fieldParser.parse(fields, bytes, base, cap)) {
      fields.settle(bytes, base);
      rules.apply(fields, version);
      inbox.consume(fieldParser.next());
      return true;
    }
    if (end >= limit) {
      throw new HttpException(
          Status.HEADER_FIELDS_TOO_LARGE, "head exceeds " + limits.maxHeadBytes() + " bytes");
    }
    return false;
  }

  private void parseStatusLine(byte[] bytes, int base, int end) {
    int at = base + next;
    while (at < end && at - base < REASON) {
      takeBeforeReason(bytes[at], at - base);
      at++;
    }
    while (at < end && Ascii.isValueChar(bytes[at])) {
      at++;
    }
    if (at < end) {
      if (bytes[at] != '\r') {
        throw Syntax.malformed("reason phrase holds a control character");
      }
      at++;
      state = State.STATUS_LF;
    }
    next = at - base;
  }

  /** Takes a byte at its index in {@code HTTP/1.1 200} and the space after it. */
  private void takeBeforeReason(byte b, int index) {
    if (index < MINOR) {
      if (b != HTTP[index]) {
        throw Syntax.malformed("response does not begin with HTTP/1");
      }
    } else if (index == MINOR) {
      requireDigit(b, "HTTP version");
      version = b == '0' ? Version.HTTP_1_0 : Version.HTTP_1_1;
      status = 0;
    } else if (index == CODE - 1 || index == REASON - 1) {
      if (b != ' ') {
        throw Syntax.malformed("status line has no space around the status");
      }
    } else {
      requireDigit(b, "status");
      if (index == CODE && (b < '1' || b > '5')) {
        throw Syntax.malformed("status is not within 100 to 599");
      }
      status = status * 10 + (b - '0');
    }
  }

  private static void requireDigit(byte b, String what) {
    if (!Ascii.isDigit(b)) {
      throw Syntax.malformed(what + " is malformed");
    }
  }

  /** RFC 9112 section 6.3: without a length, the content ends with the connection. */
  private void beginContent(boolean ofHead) {
    contentBytes = 0;
    contentLeft = 0;
    keepAlive = rules.keepsAlive();
    state = State.LENGTH;
    if (rules.hasContent(status, ofHead)) {
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

  /** Drops what the inbox holds of the content; returns whether it is complete. */
  private boolean dropContent(Inbox inbox) {
    return switch (state) {
      case LENGTH -> {
        int count = (int) Math.min(contentLeft, inbox.available());
        inbox.consume(count);
        contentBytes += count;
        contentLeft -= count;
        yield contentLeft == 0;
      }
      case CHUNKS -> {
        contentBytes += decoder.skip(inbox);
        yield decoder.isDone();
      }
      case UNTIL_CLOSE -> {
        contentBytes += inbox.available();
        inbox.consume(inbox.available());
        yield false;
      }
      case STATUS_LINE, STATUS_LF, FIELDS -> throw new IllegalStateException();
    };
  }
}
