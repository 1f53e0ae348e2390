package io.heddle.codec;

import io.heddle.http.Ascii;

/**
 * A parser for the line before a chunk: the size, and extensions, which are checked and dropped
 * (RFC 9112 section 7.1). It accepts spaces and tabs around the delimiters of an extension and at
 * the end of the line, although senders should not add them (RFC 9110 section 5.6.3).
 */
final class ChunkLine {
  private enum State {
    FIRST_DIGIT,
    DIGITS,
    NAME_START,
    NAME,
    AFTER_NAME,
    VALUE_START,
    VALUE,
    QUOTED,
    ESCAPED,
    AFTER_PART,
    LF
  }

  /** Limit for all extensions and whitespace of one body; without it a body could be endless. */
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

  /** Takes one more byte and returns whether the line is complete. */
  boolean take(byte b) {
    if (isInExtension() && ++extensionBytes > MAX_EXTENSION_BYTES) {
      throw Syntax.malformed("chunk extensions exceed " + MAX_EXTENSION_BYTES + " bytes");
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
      case NAME_START -> {
        if (!Syntax.isBlank(b)) {
          takeToken(b, State.NAME);
        }
      }
      case NAME -> {
        if (!Ascii.isTokenChar(b)) {
          endName(b);
        }
      }
      case AFTER_NAME -> endName(b);
      case VALUE_START -> {
        if (b == '"') {
          state = State.QUOTED;
        } else if (!Syntax.isBlank(b)) {
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
          state = State.AFTER_PART;
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
      case AFTER_PART -> endPart(b);
      case LF -> {
        Syntax.requireLf(b, "chunk line");
        return true;
      }
    }
    return false;
  }

  private boolean isInExtension() {
    return switch (state) {
      case FIRST_DIGIT, DIGITS, LF -> false;
      case NAME_START, NAME, AFTER_NAME, VALUE_START, VALUE, QUOTED, ESCAPED, AFTER_PART -> true;
    };
  }

  private void takeDigit(byte b) {
    int value = Ascii.hexValue(b);
    if (value < 0 || digits == MAX_DIGITS) {
      throw Syntax.malformed("chunk size is malformed");
    }
    digits++;
    size = size << 4 | value;
    state = State.DIGITS;
  }

  private void takeToken(byte b, State then) {
    if (!Ascii.isTokenChar(b)) {
      throw Syntax.malformed("chunk extension is malformed");
    }
    state = then;
  }

  private static void checkQuoted(byte b) {
    if (!Ascii.isValueChar(b)) {
      throw Syntax.malformed("chunk extension is malformed");
    }
  }

  private void endName(byte b) {
    if (b == '=') {
      state = State.VALUE_START;
    } else if (Syntax.isBlank(b)) {
      state = State.AFTER_NAME;
    } else {
      endPart(b);
    }
  }

  private void endPart(byte b) {
    state =
        switch (b) {
          case ' ', '\t' -> State.AFTER_PART;
          case ';' -> State.NAME_START;
          case '\r' -> State.LF;
          default -> throw Syntax.malformed("chunk line is malformed");
        };
  }
}
