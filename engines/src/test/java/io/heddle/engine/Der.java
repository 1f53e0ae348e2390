package io.heddle.engine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Values of ASN.1 in the encoding of certificates (X.690 section 10). */
final class Der {
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;

  private Der() {}

  /** A value with this tag. */
  static byte[] value(int tag, byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    out.write(tag);
    if (length >= 0x100) {
      out.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length});
    } else if (length >= 0x80) {
      out.writeBytes(new byte[] {(byte) 0x81, (byte) length});
    } else {
      out.write(length);
    }
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] sequence(byte[]... parts) {
    return value(SEQUENCE, parts);
  }

  /** A number from 0 to 127. */
  static byte[] small(int number) {
    return value(0x02, new byte[] {(byte) number});
  }

  static byte[] bits(byte[] bytes) {
    return value(0x03, new byte[1], bytes);
  }

  static byte[] octets(byte[] bytes) {
    return value(0x04, bytes);
  }

  /** An object identifier such as 2.5.29.17. */
  static byte[] identifier(String dotted) {
    int[] arcs = Arrays.stream(dotted.split("\\.")).mapToInt(Integer::parseInt).toArray();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(arcs[0] * 40 + arcs[1]);
    for (int i = 2; i < arcs.length; i++) {
      for (int shift = 28; shift > 0; shift -= 7) {
        if (arcs[i] >> shift > 0) {
          out.write(((arcs[i] >> shift) & 0x7f) | 0x80);
        }
      }
      out.write(arcs[i] & 0x7f);
    }
    return value(0x06, out.toByteArray());
  }

  /** A time such as 20260131000000Z. */
  static byte[] time(String text) {
    return value(0x18, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** A distinguished name that has only a common name. */
  static byte[] commonName(String name) {
    byte[] text = value(0x0c, name.getBytes(StandardCharsets.UTF_8));
    return sequence(value(SET, sequence(identifier("2.5.4.3"), text)));
  }
}
