package io.heddle.codec;

import io.heddle.http.Ascii;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.HttpException;
import io.heddle.http.Limits;
import io.heddle.http.Method;
import io.heddle.http.Status;
import io.heddle.http.Version;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A parser for request heads (RFC 9112 sections 2 to 5). The input may arrive in any pieces: the
 * parser can stop at any byte, and the result does not depend on where it stops. It is as strict as
 * the RFC allows: lines end in CRLF, and one space separates the parts of the request line.
 */
public final class RequestParser {
  private enum State {
    START,
    START_LF,
    METHOD,
    TARGET,
    VERSION,
    VERSION_LF,
    FIELDS
  }

  /** Longer than any registered method (RFC 9110 section 16.1). */
  private static final int MAX_METHOD_BYTES = 32;

  private static final byte[] HTTP = {'H', 'T', 'T', 'P', '/'};
  private static final int VERSION_BYTES = HTTP.length + 3;

  /** Eight bytes of an array as one number. */
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** The eight bytes {@code HTTP/1.1}, with which almost every request line ends. */
  private static final long HTTP_1_1 = 0x48545450_2F312E31L;

  private final FieldParser fieldParser = new FieldParser();
  private final HeadRules rules = new HeadRules();
  private final PositionPool positions = new PositionPool();

  private Limits limits = Limits.STANDARD;
  private @Nullable ParsedHead partial;
  private State state = State.START;
  private int next;
  private int from;

  /** A parser that has read nothing yet. */
  public RequestParser() {}

  /** Whether no part of a head has been read, except for empty lines before it. */
  public boolean isAtStart() {
    return state == State.START;
  }

  /** Whether any part of a head has been read; empty lines before it do not count. */
  public boolean hasBegun() {
    return state != State.START && state != State.START_LF;
  }

  /** Discards what has been read of a head. */
  public void clear() {
    state = State.START;
    next = 0;
    if (partial != null) {
      partial.retire();
      partial = null;
    }
    positions.shrink();
  }

  private void end() {
    state = State.START;
    next = 0;
    partial = null;
  }

  /** The current request line as far as it has been read, without its line end. */
  public String lineSoFar(Inbox inbox) {
    int begin = inbox.start();
    int to = begin;
    int longest = MAX_METHOD_BYTES + limits.maxTargetBytes() + VERSION_BYTES + 2;
    int most = Math.min(inbox.end(), begin + longest);
    while (to < most && inbox.bytes()[to] != '\r' && inbox.bytes()[to] != '\n') {
      to++;
    }
    return new String(inbox.bytes(), begin, to - begin, StandardCharsets.ISO_8859_1);
  }

  /**
   * Parses more of the inbox and, when the head is complete, removes it from there.
   *
   * @param bound limits of the head; those passed with its first byte apply
   * @return the head as a view of the inbox's bytes; null if it is not complete
   * @throws HttpException 400, 414, 417, 431, 501 or 505; nothing more can be read
   */
  public @Nullable ParsedHead parse(Inbox inbox, ConnectionInfo connection, Limits bound) {
    if ((state == State.START || state == State.START_LF) && !skipEmptyLines(inbox)) {
      return null;
    }
    ParsedHead head = partial;
    if (head == null) {
      head = new ParsedHead(connection, positions);
      partial = head;
      limits = bound;
    }
    byte[] bytes = inbox.bytes();
    int base = inbox.start();
    int end = inbox.end();
    int limit = base + limits.maxHeadBytes();
    int cap = Math.min(end, limit);
    if (state != State.FIELDS) {
      parseRequestLine(head, bytes, base, cap);
    }
    if (state == State.FIELDS && fieldParser.parse(head.fields, bytes, base, cap)) {
      head.bytes = bytes;
      head.base = base;
      head.fields.settle(bytes, base);
      rules.apply(head);
      inbox.consume(fieldParser.next());
      end();
      return head;
    }
    if (end >= limit) {
      throw new HttpException(
          Status.HEADER_FIELDS_TOO_LARGE, "head exceeds " + limits.maxHeadBytes() + " bytes");
    }
    return null;
  }

  /** RFC 9112 section 2.2: skips empty lines before a request. Returns whether anything follows. */
  private boolean skipEmptyLines(Inbox inbox) {
    while (!inbox.isEmpty()) {
      byte b = inbox.bytes()[inbox.start()];
      if (state == State.START_LF) {
        Syntax.requireLf(b, "a line");
        state = State.START;
      } else if (b == '\r') {
        state = State.START_LF;
      } else {
        return true;
      }
      inbox.consume(1);
    }
    return false;
  }

  private void parseRequestLine(ParsedHead head, byte[] bytes, int base, int end) {
    int at = base + next;
    while (at < end && state != State.FIELDS) {
      switch (state) {
        case START -> {
          from = at - base;
          state = State.METHOD;
        }
        case METHOD -> at = parseMethod(head, bytes, base, end, at);
        case TARGET -> at = parseTarget(head, bytes, base, end, at);
        case VERSION -> at = parseVersion(head, bytes, base, end, at);
        case VERSION_LF -> {
          Syntax.requireLf(bytes[at++], "a line");
          state = State.FIELDS;
          fieldParser.begin(at - base, limits.maxHeaders());
        }
        case START_LF, FIELDS -> throw new IllegalStateException();
      }
    }
    next = at - base;
  }

  private int parseMethod(ParsedHead head, byte[] bytes, int base, int end, int start) {
    int begin = base + from;
    int cap = Math.min(end, begin + MAX_METHOD_BYTES + 1);
    int at = start;
    while (at < cap && Ascii.isTokenChar(bytes[at])) {
      at++;
    }
    if (at - begin > MAX_METHOD_BYTES) {
      throw new HttpException(Status.NOT_IMPLEMENTED, "unknown method");
    }
    if (at < cap) {
      if (bytes[at] != ' ' || at == begin) {
        throw Syntax.malformed("method is not a token");
      }
      head.method = Method.of(bytes, begin, at);
      at++;
      head.targetFrom = at - base;
      state = State.TARGET;
    }
    return at;
  }

  private int parseTarget(ParsedHead head, byte[] bytes, int base, int end, int start) {
    int begin = base + head.targetFrom;
    int cap = Math.min(end, begin + limits.maxTargetBytes() + 1);
    int at = start;
    while (at < cap && Ascii.isTargetChar(bytes[at])) {
      at++;
    }
    if (at - begin > limits.maxTargetBytes()) {
      throw new HttpException(
          Status.URI_TOO_LONG, "request target exceeds " + limits.maxTargetBytes() + " bytes");
    }
    if (at < cap) {
      if (bytes[at] != ' ' || at == begin) {
        throw Syntax.malformed("request target is malformed");
      }
      head.targetTo = at - base;
      at++;
      from = at - base;
      state = State.VERSION;
    }
    return at;
  }

  private int parseVersion(ParsedHead head, byte[] bytes, int base, int end, int start) {
    int begin = base + from;
    if (end - begin > VERSION_BYTES
        && (long) EIGHT_BYTES.get(bytes, begin) == HTTP_1_1
        && bytes[begin + VERSION_BYTES] == '\r') {
      head.version = Version.HTTP_1_1;
      state = State.VERSION_LF;
      return begin + VERSION_BYTES + 1;
    }
    int at = start;
    while (at < end && at - begin < VERSION_BYTES) {
      if (!isVersionByte(bytes[at], at - begin)) {
        throw Syntax.malformed("HTTP version is malformed");
      }
      at++;
    }
    if (at < end) {
      if (bytes[at] != '\r') {
        throw Syntax.malformed("request line does not end after the version");
      }
      byte major = bytes[begin + HTTP.length];
      byte minor = bytes[at - 1];
      if (major != '1') {
        throw new HttpException(
            Status.VERSION_NOT_SUPPORTED, "this server speaks HTTP/1.1 and HTTP/1.0");
      }
      head.version = minor == '0' ? Version.HTTP_1_0 : Version.HTTP_1_1;
      at++;
      state = State.VERSION_LF;
    }
    return at;
  }

  private static boolean isVersionByte(byte b, int index) {
    if (index < HTTP.length) {
      return b == HTTP[index];
    }
    return index == HTTP.length + 1 ? b == '.' : Ascii.isDigit(b);
  }
}
