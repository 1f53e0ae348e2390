package io.heddle.codec;

import io.heddle.http.Ascii;
import io.heddle.http.HttpException;
import io.heddle.http.Status;

/**
 * A parser for a section of field lines up to its empty line, in heads and trailers (RFC 9112
 * section 5). It can stop at any byte and continue from there; all positions are relative to {@code
 * base}.
 */
final class FieldParser {
  private enum State {
    LINE_START,
    NAME,
    VALUE_START,
    VALUE,
    VALUE_LF,
    LAST_LF
  }

  private int maxFields;
  private State state = State.LINE_START;
  private int next;
  private int nameFrom;
  private int nameTo;
  private int valueFrom;
  private int valueTo;

  /** Begins a section of at most {@code max} fields at this position. */
  void begin(int position, int max) {
    maxFields = max;
    state = State.LINE_START;
    next = position;
  }

  /** The position after the last byte parsed; after the section once it is complete. */
  int next() {
    return next;
  }

  /**
   * Parses more bytes.
   *
   * @param end where the bytes received so far end, absolute
   * @return whether the section is complete
   * @throws HttpException 400 for a malformed line, 431 for too many fields
   */
  boolean parse(FieldTable fields, byte[] bytes, int base, int end) {
    int at = base + next;
    while (at < end) {
      switch (state) {
        case LINE_START -> {
          byte b = bytes[at];
          if (b == '\r') {
            state = State.LAST_LF;
            at++;
          } else if (fields.size() == maxFields) {
            throw new HttpException(
                Status.HEADER_FIELDS_TOO_LARGE, "more than " + maxFields + " fields");
          } else if (Syntax.isBlank(b)) {
            throw Syntax.malformed("a field line is folded");
          } else {
            nameFrom = at - base;
            state = State.NAME;
          }
        }
        case NAME -> {
          while (at < end && Ascii.isTokenChar(bytes[at])) {
            at++;
          }
          if (at < end) {
            nameTo = at - base;
            if (bytes[at] != ':' || nameTo == nameFrom) {
              throw Syntax.malformed("a field name is malformed");
            }
            at++;
            state = State.VALUE_START;
          }
        }
        case VALUE_START -> {
          while (at < end && Syntax.isBlank(bytes[at])) {
            at++;
          }
          if (at < end) {
            valueFrom = at - base;
            state = State.VALUE;
          }
        }
        case VALUE -> {
          while (at < end && Ascii.isValueChar(bytes[at])) {
            at++;
          }
          if (at < end) {
            if (bytes[at] != '\r') {
              throw Syntax.malformed("a field value holds a control character");
            }
            valueTo = at - base;
            at++;
            state = State.VALUE_LF;
          }
        }
        case VALUE_LF -> {
          Syntax.requireLf(bytes[at++], "a line");
          while (valueTo > valueFrom && Syntax.isBlank(bytes[base + valueTo - 1])) {
            valueTo--;
          }
          fields.add(nameFrom, nameTo, valueFrom, valueTo);
          state = State.LINE_START;
        }
        case LAST_LF -> {
          Syntax.requireLf(bytes[at++], "a line");
          next = at - base;
          return true;
        }
      }
    }
    next = at - base;
    return false;
  }
}
