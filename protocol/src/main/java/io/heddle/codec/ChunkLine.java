package io.heddle.codec;

import io.heddle.http.Ascii;
import io.heddle.http.HttpException;
import io.heddle.http.Status;

/**
 * Reads the line before a chunk: its size and its extensions, which are checked and dropped (RFC
 * 9112 section 7.1). Whitespace around them, which senders must not make, is refused.
 */
final class ChunkLine {
  private enum State {
    FIRST_DIGIT,
    DIGITS,
    NAME_START,
    NAME,
    VALUE_START,
    VALUE,
    QUOTED,
    ESCAPED,
    AFTER_QUOTED,
    LF
  }

  /** Of all extensions of one body together: they are a way to send without end. */
  private static final int MAX_EXTENSION_BYTES = 4 << 10;

  private static final int MAX_DIGITS = 15;

  private State state = State.FIRST_DIGIT;
  private long size;
  private int digits;
  private int extensionBytes;

  void beginBody() {
    extensionBytes = 0;
    begin();
  }

  void begin() {
    state = State.FIRST_DIGIT;
    size = 0;
    digits = 0;
  }

  /** The chunk's size, once the line is complete. */
  long size() {
    return size;
  }

  /** Takes one octet more; whether the line is complete. */
  boolean take(byte b) {
    if (isInExtension() && ++extensionBytes > MAX_EXTENSION_BYTES) {
      throw malformed("chunk extensions exceed " + MAX_EXTENSION_BYTES + " bytes");
    }
    switch (state) {
      case FIRST_DIGIT -> takeDigit(b);
      case DIGITS -> {
        if (Ascii.hexValue(b) >= 0) {
          takeDigit(b);
        } else {
          endPart(b);
        }
      }
      case NAME_START -> takeToken(b, State.NAME);
      case NAME -> {
        if (b == '=') {
          state = State.VALUE_START;
        } else if (!Ascii.isTokenChar(b)) {
          endPart(b);
        }
      }
      case VALUE_START -> {
        if (b == '"') {
          state = State.QUOTED;
        } else {
          takeToken(b, State.VALUE);
        }
      }
      case VALUE -> {
        if (!Ascii.isTokenChar(b)) {
          endPart(b);
        }
      }
      case QUOTED -> {
        if (b == '"') {
          state = State.AFTER_QUOTED;
        } else if (b == '\\') {
          state = State.ESCAPED;
        } else {
          checkQuoted(b);
        }
      }
      case ESCAPED -> {
        checkQuoted(b);
        state = State.QUOTED;
      }
      case AFTER_QUOTED -> endPart(b);
      case LF -> {
        if (b != '\n') {
          throw malformed("chunk line ends in a bare CR");
        }
        return true;
      }
    }
    return false;
  }

  private boolean isInExtension() {
    return switch (state) {
      case FIRST_DIGIT, DIGITS, LF -> false;
      case NAME_START, NAME, VALUE_START, VALUE, QUOTED, ESCAPED, AFTER_QUOTED -> true;
    };
  }

  private void takeDigit(byte b) {
    int value = Ascii.hexValue(b);
    if (value < 0 || digits == MAX_DIGITS) {
      throw malformed("chunk size is malformed");
    }
    digits++;
    size = size << 4 | value;
    state = State.DIGITS;
  }

  private void takeToken(byte b, State then) {
    if (!Ascii.isTokenChar(b)) {
      throw malformed("chunk extension is malformed");
    }
    state = then;
  }

  private static void checkQuoted(byte b) {
    if (!Ascii.isValueChar(b)) {
      throw malformed("chunk extension is malformed");
    }
  }

  private void endPart(byte b) {
    state =
        switch (b) {
          case ';' -> State.NAME_START;
          case '\r' -> State.LF;
          default -> throw malformed("chunk line is malformed");
        };
  }

  private static HttpException malformed(String what) {
    return new HttpException(Status.BAD_REQUEST, what);
  }
}
