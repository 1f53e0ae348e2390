package io.heddle.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Percent-encoding and the normal form of paths (RFC 3986 sections 2.1 and 6.2.2). */
public final class PercentEncoding {
  private PercentEncoding() {}

  /**
   * Decodes percent-encoded UTF-8.
   *
   * @throws HttpException 400 when a triplet or the UTF-8 is malformed
   */
  public static String decode(Octets encoded) {
    return decode(encoded, false);
  }

  /**
   * Like {@link #decode(Octets)}, but decodes {@code +} as a space, as HTML forms encode it in
   * queries.
   */
  public static String decodeForm(Octets encoded) {
    return decode(encoded, true);
  }

  private static String decode(Octets encoded, boolean plusIsSpace) {
    byte[] plain = new byte[encoded.length()];
    int length = 0;
    for (int i = 0; i < encoded.length(); i++) {
      byte b = encoded.at(i);
      if (b == '%') {
        plain[length++] = (byte) requireTriplet(encoded, i);
        i += 2;
      } else {
        plain[length++] = plusIsSpace && b == '+' ? (byte) ' ' : b;
      }
    }
    return utf8(ByteBuffer.wrap(plain, 0, length));
  }

  private static String utf8(ByteBuffer bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new HttpException(Status.BAD_REQUEST, "percent-encoding is not UTF-8");
    }
  }

  /** Encodes everything but unreserved characters, so that the text can be a segment of a path. */
  public static String encode(String plain) {
    StringBuilder encoded = new StringBuilder(plain.length());
    for (byte b : plain.getBytes(StandardCharsets.UTF_8)) {
      int octet = Byte.toUnsignedInt(b);
      if (Ascii.isUnreserved(octet)) {
        encoded.append((char) octet);
      } else {
        encoded.append('%');
        encoded.append((char) Ascii.hexDigit(octet >> 4));
        encoded.append((char) Ascii.hexDigit(octet & 15));
      }
    }
    return encoded.toString();
  }

  /** The byte that the triplet at this index encodes; -1 if there is no valid triplet. */
  public static int triplet(Octets encoded, int at) {
    if (at + 2 >= encoded.length() || encoded.at(at) != '%') {
      return -1;
    }
    int high = Ascii.hexValue(encoded.at(at + 1));
    int low = Ascii.hexValue(encoded.at(at + 2));
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static int requireTriplet(Octets encoded, int at) {
    int octet = triplet(encoded, at);
    if (octet < 0) {
      throw new HttpException(Status.BAD_REQUEST, "malformed percent-encoding");
    }
    return octet;
  }

  /**
   * The path in normal form: unreserved characters are decoded, the others keep their encoding with
   * hexadecimal digits in upper case, and dot segments are removed. Encoded slashes stay encoded
   * and never become separators.
   *
   * @throws HttpException 400 when a triplet is malformed or dot segments lead above the root
   */
  public static Octets normalizePath(Octets path) {
    ByteArrayOutputStream normal = new ByteArrayOutputStream(path.length());
    for (int i = 0; i < path.length(); i++) {
      byte b = path.at(i);
      if (b != '%') {
        normal.write(b);
        continue;
      }
      int octet = requireTriplet(path, i);
      i += 2;
      if (Ascii.isUnreserved(octet)) {
        normal.write(octet);
      } else {
        normal.write('%');
        normal.write(Ascii.hexDigit(octet >> 4));
        normal.write(Ascii.hexDigit(octet & 15));
      }
    }
    byte[] bytes = normal.toByteArray();
    return removeDotSegments(new Octets(bytes, 0, bytes.length));
  }

  /**
   * A path without repeated slashes, in which only the slash and the percent sign are encoded. All
   * paths of a file have the same.
   *
   * @param path in normal form, so every percent sign begins a triplet
   * @return bytes as ISO 8859-1 characters
   */
  public static String canonical(String path) {
    StringBuilder canonical = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '%') {
        String triplet = path.substring(i, i + 3).toUpperCase(Locale.ROOT);
        boolean stays = triplet.equals("%2F") || triplet.equals("%25");
        canonical.append(stays ? triplet : (char) Integer.parseInt(triplet.substring(1), 16));
        i += 2;
      } else if (c != '/'
          || canonical.isEmpty()
          || canonical.charAt(canonical.length() - 1) != '/') {
        canonical.append(c);
      }
    }
    return canonical.toString();
  }

  private static Octets removeDotSegments(Octets path) {
    byte[] kept = new byte[path.length()];
    int length = 0;
    int start = 1;
    while (start <= path.length()) {
      int end = path.indexOf('/', start);
      boolean last = end == path.length();
      Octets segment = path.slice(start, end);
      if (segment.contentEquals("..")) {
        if (length == 0) {
          throw new HttpException(Status.BAD_REQUEST, "path leads above the root");
        }
        do {
          length--;
        } while (kept[length] != '/');
        if (last) {
          kept[length++] = '/';
        }
      } else if (segment.contentEquals(".")) {
        if (last) {
          kept[length++] = '/';
        }
      } else {
        kept[length++] = '/';
        for (int i = 0; i < segment.length(); i++) {
          kept[length++] = segment.at(i);
        }
      }
      start = end + 1;
    }
    return new Octets(kept, 0, length);
  }
}
