package io.heddle.http;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * A network of IP addresses: all that begin with the same bits (CIDR, RFC 4632 section 3.1 and RFC
 * 4291 section 2.3), such as {@code 10.0.0.0/8}. Immutable.
 */
public final class Network {
  private static final String REMEDY =
      "write an address or a network, such as 192.0.2.1, 10.0.0.0/8, ::1 or fd00::/8";

  private final InetAddress first;
  private final int prefixBits;
  private final byte[] prefix;

  private Network(InetAddress first, int prefixBits) {
    this.first = first;
    this.prefixBits = prefixBits;
    this.prefix = first.getAddress();
  }

  /**
   * Reads a network, or a single address.
   *
   * @throws IllegalArgumentException with a remedy
   */
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    Optional<InetAddress> first = AddressText.parse(slash < 0 ? text : text.substring(0, slash));
    if (first.isEmpty()) {
      throw new IllegalArgumentException(REMEDY);
    }
    int most = first.get().getAddress().length * Byte.SIZE;
    int bits = slash < 0 ? most : prefixBits(text.substring(slash + 1), most);
    Network network = new Network(first.get(), bits);
    if (!network.endsWithZeros()) {
      throw new IllegalArgumentException(
          "the address has bits after the first "
              + bits
              + ": clear them, or write a longer prefix");
    }
    return network;
  }

  private static int prefixBits(String text, int most) {
    if (!text.matches("0|[1-9]\\d{0,2}") || Integer.parseInt(text) > most) {
      throw new IllegalArgumentException("write a number of bits from 0 to " + most);
    }
    return Integer.parseInt(text);
  }

  private boolean endsWithZeros() {
    for (int i = prefixBits; i < prefix.length * Byte.SIZE; i++) {
      if ((prefix[i / Byte.SIZE] >> (7 - i % Byte.SIZE) & 1) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether an address is in this network. */
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != prefix.length) {
      return false;
    }
    int whole = prefixBits / Byte.SIZE;
    for (int i = 0; i < whole; i++) {
      if (bytes[i] != prefix[i]) {
        return false;
      }
    }
    int rest = prefixBits % Byte.SIZE;
    return rest == 0 || (bytes[whole] ^ prefix[whole]) >> (Byte.SIZE - rest) == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Network network
        && prefixBits == network.prefixBits
        && first.equals(network.first);
  }

  @Override
  public int hashCode() {
    return Objects.hash(first, prefixBits);
  }

  @Override
  public String toString() {
    return first.getHostAddress() + "/" + prefixBits;
  }
}
