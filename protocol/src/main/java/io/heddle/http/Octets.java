package io.heddle.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A view of part of a connection's buffer, without copying. It is valid as long as its request. */
public final class Octets {
  private final byte[] bytes;
  private final int from;
  private final int to;

  /** The bytes of the array between the two positions. */
  public Octets(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  /** A copy of the text's characters, which must be in ISO 8859-1. */
  public static Octets of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return new Octets(bytes, 0, bytes.length);
  }

  public int length() {
    return to - from;
  }

  public boolean isEmpty() {
    return to == from;
  }

  /** The byte at this index, from 0. */
  public byte at(int index) {
    return bytes[from + index];
  }

  /** The first index of this byte at or after {@code start}, or {@link #length()}. */
  public int indexOf(char octet, int start) {
    int i = from + start;
    while (i < to && (bytes[i] & 0xff) != octet) {
      i++;
    }
    return i - from;
  }

  /** The bytes between two indexes of this view. */
  public Octets slice(int start, int end) {
    return new Octets(bytes, from + start, from + end);
  }

  /** Compares the bytes between two indexes with the whole key, as unsigned numbers. */
  public int compareRange(int start, int end, byte[] key) {
    return Arrays.compareUnsigned(bytes, from + start, from + end, key, 0, key.length);
  }

  /** Whether the bytes equal the text's characters. */
  public boolean contentEquals(String text) {
    if (text.length() != length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if ((bytes[from + i] & 0xff) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The bytes as ISO 8859-1 characters. */
  @Override
  public String toString() {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
