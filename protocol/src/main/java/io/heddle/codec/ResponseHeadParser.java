package io.heddle.codec;

import io.heddle.http.Ascii;
import io.heddle.http.HttpException;
import io.heddle.http.Limits;
import io.heddle.http.Status;
import io.heddle.http.Version;
import java.nio.charset.StandardCharsets;

/**
 * A client's parser for the heads of responses (RFC 9112 section 4). It can stop at any byte and
 * continue from there. One parser serves all responses of a connection.
 */
final class ResponseHeadParser {
  private enum State {
    STATUS_LINE,
    STATUS_LF,
    FIELDS,
    DONE
  }

  private static final byte[] HTTP = {'H', 'T', 'T', 'P', '/', '1', '.'};
  private static final int MINOR = HTTP.length;
  private static final int CODE = MINOR + 2;
  private static final int REASON = CODE + 4;
  private static final byte[] NO_BYTES = {};

  private final Limits limits;
  private final FieldParser fieldParser = new FieldParser();
  private final FieldTable fields = new FieldTable();

  private State state = State.STATUS_LINE;
  private int next;
  private Version version = Version.HTTP_1_1;
  private int status;
  private int reasonTo;
  private byte[] bytes = NO_BYTES;
  private int base;

  ResponseHeadParser(Limits limits) {
    this.limits = limits;
  }

  /** Begins another head. */
  void begin() {
    state = State.STATUS_LINE;
    next = 0;
  }

  /** Whether it has read no byte of a head. */
  boolean isAtStart() {
    return state == State.STATUS_LINE && next == 0;
  }

  /** Whether the head is complete, and no longer in the inbox. */
  boolean isDone() {
    return state == State.DONE;
  }

  /** The number of the line that it reads, from 1; it has found no mistake in those before. */
  int line() {
    return state == State.FIELDS ? fields.size() + 2 : 1;
  }

  Version version() {
    return version;
  }

  int status() {
    return status;
  }

  /** The reason phrase of a complete head; valid until the inbox is filled again. */
  String reason() {
    return new String(bytes, base + REASON, reasonTo - REASON, StandardCharsets.ISO_8859_1);
  }

  /** The fields of a complete head; valid until the inbox is filled again. */
  FieldTable fields() {
    return fields;
  }

  /**
   * Parses more of a head, and removes it from the inbox once it is complete.
   *
   * @return whether it is complete
   * @throws HttpException if it is malformed or exceeds a limit, with the reason
   */
  boolean parse(Inbox inbox) {
    bytes = inbox.bytes();
    base = inbox.start();
    int end = inbox.end();
    int limit = base + limits.maxHeadBytes();
    int cap = Math.min(end, limit);
    if (state == State.STATUS_LINE) {
      parseStatusLine(cap);
    }
    if (state == State.STATUS_LF && base + next < cap) {
      Syntax.requireLf(bytes[base + next], "a line");
      state = State.FIELDS;
      fields.clear();
      fieldParser.begin(next + 1, limits.maxHeaders());
    }
    if (state == State.FIELDS && fieldParser.parse(fields, bytes, base, cap)) {
      fields.settle(bytes, base);
      inbox.consume(fieldParser.next());
      state = State.DONE;
      return true;
    }
    if (end >= limit) {
      throw new HttpException(
          Status.HEADER_FIELDS_TOO_LARGE, "head exceeds " + limits.maxHeadBytes() + " bytes");
    }
    return false;
  }

  private void parseStatusLine(int end) {
    int at = base + next;
    while (at < end && at - base < REASON && !lacksReason(at - base, bytes[at])) {
      takeBeforeReason(bytes[at], at - base);
      at++;
    }
    while (at < end && Ascii.isValueChar(bytes[at])) {
      at++;
    }
    next = at - base;
    if (at < end) {
      if (bytes[at] != '\r') {
        throw Syntax.malformed("reason phrase holds a control character");
      }
      reasonTo = Math.max(next, REASON);
      next++;
      state = State.STATUS_LF;
    }
  }

  /** Whether the line ends without the space before an empty reason, as some servers send it. */
  private static boolean lacksReason(int index, byte b) {
    return index == REASON - 1 && b == '\r';
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
}
