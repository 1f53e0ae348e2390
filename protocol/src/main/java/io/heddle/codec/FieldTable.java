package io.heddle.codec;

import io.heddle.http.HeaderName;
import io.heddle.http.Headers;
import io.heddle.http.Octets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Header or trailer fields as views of the connection's buffer. Positions are relative to the start
 * of the message, so the buffer may move while the section is still arriving.
 */
final class FieldTable implements Headers {
  /** Positions per field: name from, name to, value from, value to. */
  private static final int WIDTH = 4;

  private static final int INITIAL = 8 * WIDTH;
  private static final byte[] NO_BYTES = {};
  private static final int[] NO_POSITIONS = {};

  private int[] positions;
  private int size;

  /** A bit for the length of each name, so that most names that are missing need no search. */
  private long nameLengths;

  private byte[] bytes = NO_BYTES;
  private int base;
  private boolean retired;

  /** A table without fields. */
  FieldTable() {
    this(NO_POSITIONS);
  }

  /**
   * A table without fields.
   *
   * @param positions memory of a {@linkplain #retire retired} table, for the positions of this one
   */
  FieldTable(int[] positions) {
    this.positions = positions;
  }

  /**
   * Makes the fields unusable, because the buffer will hold other requests. Returns the memory of
   * the positions, for another table.
   */
  int[] retire() {
    int[] free = positions;
    retired = true;
    clear();
    bytes = NO_BYTES;
    positions = NO_POSITIONS;
    return free;
  }

  private void requireInUse() {
    if (retired) {
      throw new IllegalStateException("the response is over: the request's fields are gone");
    }
  }

  /** Removes all fields, so that the table can serve another message. */
  void clear() {
    size = 0;
    nameLengths = 0;
  }

  void add(int nameFrom, int nameTo, int valueFrom, int valueTo) {
    int at = size * WIDTH;
    if (at == positions.length) {
      positions = Arrays.copyOf(positions, Math.max(at * 2, INITIAL));
    }
    positions[at] = nameFrom;
    positions[at + 1] = nameTo;
    positions[at + 2] = valueFrom;
    positions[at + 3] = valueTo;
    size++;
    nameLengths |= 1L << (nameTo - nameFrom);
  }

  /** Sets where the bytes are once the section is complete. */
  void settle(byte[] bytes, int base) {
    this.bytes = bytes;
    this.base = base;
  }

  int nameLength(int field) {
    return positions[field * WIDTH + 1] - positions[field * WIDTH];
  }

  boolean isNamed(int field, HeaderName name) {
    int at = field * WIDTH;
    return name.matches(bytes, base + positions[at], base + positions[at + 1]);
  }

  /** A view of the field's value. */
  Octets value(int field) {
    int at = field * WIDTH;
    return new Octets(bytes, base + positions[at + 2], base + positions[at + 3]);
  }

  private String name(int field) {
    int at = field * WIDTH;
    int from = positions[at];
    return new String(bytes, base + from, positions[at + 1] - from, StandardCharsets.ISO_8859_1);
  }

  @Override
  public int size() {
    requireInUse();
    return size;
  }

  @Override
  public Optional<String> first(HeaderName name) {
    int field = find(name);
    return field < 0 ? Optional.empty() : Optional.of(value(field).toString());
  }

  @Override
  public boolean contains(HeaderName name) {
    return find(name) >= 0;
  }

  /** The index of the first field of this name; -1 if there is none. */
  private int find(HeaderName name) {
    requireInUse();
    if ((nameLengths & 1L << name.length()) == 0) {
      return -1;
    }
    for (int i = 0; i < size; i++) {
      if (isNamed(i, name)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public List<String> all(HeaderName name) {
    requireInUse();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      if (isNamed(i, name)) {
        values.add(value(i).toString());
      }
    }
    return values;
  }

  @Override
  public void forEach(BiConsumer<String, String> visitor) {
    requireInUse();
    for (int i = 0; i < size; i++) {
      visitor.accept(name(i), value(i).toString());
    }
  }
}
