package io.heddle.gatling.report;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes the bytes of a log into numbers and strings. Numbers are big-endian. A string is its
 * length, the bytes of its representation in the JVM, and their coder: 0 for ISO 8859-1, 1 for
 * UTF-16 in the byte order of the machine that wrote the log (assumed to be that of this machine).
 * A string has a number when it first occurs; later it is written as the negative of that number.
 *
 * <p>Every value is checked before it is used, so that a damaged, truncated or foreign file causes
 * only a {@link LogFormatException}.
 */
final class LogInput implements Closeable {
  private static final int MAX_BYTES = 1 << 20;
  private static final int LATIN_1 = 0;
  private static final int UTF_16 = 1;

  private final InputStream in;
  private final String file;
  private final List<String> seen = new ArrayList<>();
  private long offset;

  LogInput(InputStream in, String file) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.file = file;
  }

  /** The next byte, or -1 at the end. */
  int byteOrEnd() throws IOException {
    int value = in.read();
    if (value >= 0) {
      offset++;
    }
    return value;
  }

  int nextByte() throws IOException {
    return take(Byte.BYTES).get();
  }

  int number() throws IOException {
    return take(Integer.BYTES).getInt();
  }

  long longNumber() throws IOException {
    return take(Long.BYTES).getLong();
  }

  boolean truth() throws IOException {
    int value = nextByte();
    if (value != 0 && value != 1) {
      throw wrong("%d instead of 0 or 1".formatted(value));
    }
    return value == 1;
  }

  /** The number of items that follow, at most {@code most}. */
  int count(String what, int most) throws IOException {
    int count = number();
    if (count < 0 || count > most) {
      throw wrong("%d %s instead of 0 to %d".formatted(count, what, most));
    }
    return count;
  }

  String string() throws IOException {
    int length = count("bytes in a string", MAX_BYTES);
    if (length == 0) {
      return "";
    }
    byte[] bytes = take(length).array();
    int coder = nextByte();
    return switch (coder) {
      case LATIN_1 -> new String(bytes, ISO_8859_1);
      case UTF_16 -> utf16(bytes);
      default -> throw wrong("a string with the unknown coder " + coder);
    };
  }

  private String utf16(byte[] bytes) throws LogFormatException {
    if (bytes.length % 2 != 0) {
      throw wrong("a string of UTF-16 with an odd number of bytes");
    }
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    return new String(bytes, little ? UTF_16LE : UTF_16BE);
  }

  /** A string that is written in full only when it first occurs. */
  String cachedString() throws IOException {
    int number = number();
    if (number == seen.size() + 1) {
      String string = string();
      seen.add(string);
      return string;
    }
    if (number < 0 && number >= -seen.size()) {
      return seen.get(-number - 1);
    }
    throw wrong("string number %d after %d strings".formatted(number, seen.size()));
  }

  List<String> cachedStrings(String what, int most) throws IOException {
    int count = count(what, most);
    List<String> strings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      strings.add(cachedString());
    }
    return strings;
  }

  /** Skips bytes that are preceded by their number. */
  void skipBytes() throws IOException {
    take(count("bytes", MAX_BYTES));
  }

  private ByteBuffer take(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    offset += bytes.length;
    if (bytes.length < count) {
      throw cutOff("in the middle of a record");
    }
    return ByteBuffer.wrap(bytes);
  }

  /** The exception for a truncated log. */
  LogFormatException cutOff(String how) {
    return new LogFormatException(
        "%s ends at byte %d %s: the run was interrupted, repeat it".formatted(file, offset, how));
  }

  /** The exception for a wrong value that ends here. */
  LogFormatException wrong(String what) {
    return new LogFormatException(
        "%s is damaged, or not a simulation.log of Gatling: before byte %d there is %s"
            .formatted(file, offset, what));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
