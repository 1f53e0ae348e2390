package io.heddle.engine.proxyprotocol;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * Version 2 of the header: 16 bytes, the addresses, and extensions that are ignored (section 2.2).
 */
final class HeaderV2 {
  static final byte[] SIGNATURE = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};

  /** What every header begins with: signature, version and command, family, length of the rest. */
  static final int FIXED_BYTES = 16;

  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;
  private static final int PORT_BYTES = 2;

  /** What matters of the longest header: the rest are the addresses of sockets in files. */
  static final int MAX_BYTES = FIXED_BYTES + 2 * (IPV6_BYTES + PORT_BYTES);

  private static final int COMMAND = 12;
  private static final int FAMILY = 13;
  private static final int LENGTH = 14;

  private static final int LOCAL = 0x20;
  private static final int PROXY = 0x21;

  private static final Announcement NOBODY = new Announcement.Nobody();
  private static final Announcement MALFORMED = new Announcement.Malformed();

  private HeaderV2() {}

  /** How many bytes follow the fixed ones. */
  static int length(byte[] bytes) {
    return Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort(LENGTH));
  }

  /**
   * Reads a header.
   *
   * @param bytes its first {@link #MAX_BYTES} bytes, or all if it is shorter
   * @param end the length of the whole header
   */
  static Announcement parse(byte[] bytes, int end) {
    int family = bytes[FAMILY] >> 4 & 0xf;
    boolean isStream = (bytes[FAMILY] & 0xf) == 1;
    boolean isKnown = family <= 3 && (bytes[FAMILY] & 0xf) <= 2;
    return switch (bytes[COMMAND]) {
      case LOCAL -> NOBODY;
      case PROXY -> {
        if (!isKnown) {
          yield MALFORMED;
        }
        yield switch (family) {
          case 1 -> isStream ? client(bytes, end, IPV4_BYTES) : NOBODY;
          case 2 -> isStream ? client(bytes, end, IPV6_BYTES) : NOBODY;
          default -> NOBODY;
        };
      }
      default -> MALFORMED;
    };
  }

  private static Announcement client(byte[] bytes, int end, int addressBytes) {
    if (end < FIXED_BYTES + 2 * (addressBytes + PORT_BYTES)) {
      return MALFORMED;
    }
    ByteBuffer addresses = ByteBuffer.wrap(bytes).position(FIXED_BYTES);
    byte[] source = new byte[addressBytes];
    addresses.get(source).position(FIXED_BYTES + 2 * addressBytes);
    int port = Short.toUnsignedInt(addresses.getShort());
    try {
      return new Announcement.Client(new InetSocketAddress(InetAddress.getByAddress(source), port));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }
}
