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
 * The octets of a log as numbers and strings. Numbers are big-endian. A string is its length, the
 * octets in which the JVM itself held it, and their coder: 0 for ISO 8859-1, 1 for UTF-16 in the
 * byte order of the machine that wrote them (taken to be like this one). A string that comes again
 * is the negative of the number it was given when it came first.
 *
 * <p>Everything is checked before it is believed, so that only {@link LogFormatException} tells of
 * a file that is damaged, cut off or something else.
 */
final class LogInput implements Closeable {
  private static final int MOST_BYTES = 1 << 20;
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

  /** The next octet, or -1 at the end. */
  int octetOrEnd() throws IOException {
    int octet = in.read();
    if (octet >= 0) {
      offset++;
    }
    return octet;
  }

  int octet() throws IOException {
    return take(Byte.BYTES).get();
  }

  int number() throws IOException {
    return take(Integer.BYTES).getInt();
  }

  long longNumber() throws IOException {
    return take(Long.BYTES).getLong();
  }

  boolean truth() throws IOException {
    int octet = octet();
    if (octet != 0 && octet != 1) {
      throw wrong("%d where 0 or 1 should be".formatted(octet));
    }
    return octet == 1;
  }

  /** How many of something follow, at most so many. */
  int count(String what, int most) throws IOException {
    int count = number();
    if (count < 0 || count > most) {
      throw wrong("%d %s, of which there may be 0 to %d".formatted(count, what, most));
    }
    return count;
  }

  String string() throws IOException {
    int length = count("octets in a string", MOST_BYTES);
    if (length == 0) {
      return "";
    }
    byte[] octets = take(length).array();
    int coder = octet();
    return switch (coder) {
      case LATIN_1 -> new String(octets, ISO_8859_1);
      case UTF_16 -> utf16(octets);
      default -> throw wrong("a string with the unknown coder " + coder);
    };
  }

  private String utf16(byte[] octets) throws LogFormatException {
    if (octets.length % 2 != 0) {
      throw wrong("a string of UTF-16 in an odd number of octets");
    }
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    return new String(octets, little ? UTF_16LE : UTF_16BE);
  }

  /** A string that is written out only where it comes first. */
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

  /** Passes over octets that their length precedes. */
  void skipOctets() throws IOException {
    take(count("octets", MOST_BYTES));
  }

  private ByteBuffer take(int count) throws IOException {
    byte[] octets = in.readNBytes(count);
    offset += octets.length;
    if (octets.length < count) {
      throw cutOff("in the middle of a record");
    }
    return ByteBuffer.wrap(octets);
  }

  /** The complaint that what there is is not all, as its end shows. */
  LogFormatException cutOff(String how) {
    return new LogFormatException(
        "%s ends at byte %d %s: the run was cut off, repeat it".formatted(file, offset, how));
  }

  /** The complaint that what ends here is wrong. */
  LogFormatException wrong(String what) {
    return new LogFormatException(
        "%s is damaged, or no simulation.log of Gatling: before byte %d stands %s"
            .formatted(file, offset, what));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
