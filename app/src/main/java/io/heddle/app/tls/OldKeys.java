package io.heddle.app.tls;

import java.io.ByteArrayOutputStream;

/**
 * Private keys in the older forms that openssl still writes: PKCS#1 for RSA (RFC 8017) and SEC 1
 * for elliptic curves (RFC 5915). Java reads neither, so they are put into PKCS#8 (RFC 5208).
 */
final class OldKeys {
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final int PARAMETERS = 0xa0;
  private static final byte[] VERSION = {2, 1, 0};

  /** rsaEncryption, and NULL. */
  private static final byte[] RSA = {
    0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
  };

  /** ecPublicKey. */
  private static final byte[] EC = {6, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

  private OldKeys() {}

  /** A PKCS#1 key in PKCS#8. */
  static byte[] rsa(byte[] key) {
    return value(SEQUENCE, VERSION, RSA, value(OCTETS, key));
  }

  /** A SEC 1 key in PKCS#8; nonsense if it does not name its curve. */
  static byte[] ec(byte[] key) {
    return value(SEQUENCE, VERSION, value(SEQUENCE, EC, curve(key)), value(OCTETS, key));
  }

  /** The curve's identifier: the content of the parameters, which follow version and number. */
  private static byte[] curve(byte[] key) {
    int at = content(key, 0);
    while (content(key, at) <= key.length) {
      int start = content(key, at);
      int end = start + length(key, at);
      if ((key[at] & 0xff) == PARAMETERS && end <= key.length) {
        byte[] found = new byte[end - start];
        System.arraycopy(key, start, found, 0, found.length);
        return found;
      }
      at = end;
    }
    return new byte[0];
  }

  /** Where the content of the value at this index begins. Keys are shorter than 256 bytes. */
  private static int content(byte[] bytes, int at) {
    return at + (at + 1 < bytes.length && (bytes[at + 1] & 0xff) == 0x81 ? 3 : 2);
  }

  private static int length(byte[] bytes, int at) {
    return bytes[content(bytes, at) - 1] & 0xff;
  }

  private static byte[] value(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    int length = content.size();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else {
      out.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length});
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }
}
