package io.heddle.filter;

import io.heddle.http.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the value of a Range field (RFC 9110 sections 14.1.1 and 14.1.2). */
final class RangeField {
  /** More ranges than this are no use to a client that has not made them up to do harm. */
  static final int MAX_RANGES = 100;

  private static final String UNIT = "bytes=";

  private final String value;
  private final long length;
  private final List<ByteRange> selected = new ArrayList<>(2);

  private RangeField(String value, long length) {
    this.value = value;
    this.length = length;
  }

  /**
   * The parts of content that the field selects, in its order. Parts that overlap or touch become
   * one, at the place of the first (section 15.3.7.2).
   *
   * @param length of the content in bytes
   * @return no list if the field is to be ignored: it is malformed, has another unit or more than
   *     {@link #MAX_RANGES}, or selects the whole of no bytes. An empty list if no range of it is
   *     within the content
   */
  static Optional<List<ByteRange>> select(String value, long length) {
    if (!value.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
      return Optional.empty();
    }
    RangeField field = new RangeField(value, length);
    return field.read() ? Optional.of(field.selected) : Optional.empty();
  }

  /** Reads all ranges; returns whether there is at least one, and nothing else. */
  private boolean read() {
    int count = 0;
    for (int start = UNIT.length(); start <= value.length(); ) {
      int comma = value.indexOf(',', start);
      int end = comma < 0 ? value.length() : comma;
      int from = start;
      int to = end;
      while (from < to && isBlank(value.charAt(from))) {
        from++;
      }
      while (from < to && isBlank(value.charAt(to - 1))) {
        to--;
      }
      // Empty elements of a list mean nothing (section 5.6.1).
      if (from < to && (++count > MAX_RANGES || !readRange(from, to))) {
        return false;
      }
      start = end + 1;
    }
    return count > 0;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** Reads a range between two positions, and selects it if the content reaches that far. */
  private boolean readRange(int start, int end) {
    int dash = value.indexOf('-', start);
    if (dash < 0 || dash >= end) {
      return false;
    }
    long last = number(dash + 1, end);
    if (dash == start) {
      return readSuffix(last);
    }
    long first = number(start, dash);
    boolean isOpen = dash + 1 == end;
    if (first < 0 || (!isOpen && last < first)) {
      return false;
    }
    if (first < length) {
      add(new ByteRange(first, isOpen || last >= length ? length : last + 1));
    }
    return true;
  }

  /** Selects the last bytes. Of no content, that is all, and no Content-Range could say so. */
  private boolean readSuffix(long count) {
    if (count > 0 && length > 0) {
      add(new ByteRange(Math.max(0, length - count), length));
    }
    return count == 0 || (count > 0 && length > 0);
  }

  /** The number in this part; -1 if it is none. A number that is too large becomes the largest. */
  private long number(int from, int to) {
    long number = from < to ? 0 : -1;
    for (int i = from; i < to; i++) {
      int digit = value.charAt(i) - '0';
      if (!Ascii.isDigit(value.charAt(i))) {
        return -1;
      }
      number = number > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : number * 10 + digit;
    }
    return number;
  }

  /** Those selected before do not touch each other, so one pass is enough. */
  private void add(ByteRange range) {
    ByteRange all = range;
    int place = selected.size();
    for (int i = place - 1; i >= 0; i--) {
      if (selected.get(i).touches(all)) {
        all = all.and(selected.remove(i));
        place = i;
      }
    }
    selected.add(place, all);
  }
}
