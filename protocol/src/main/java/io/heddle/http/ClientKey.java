package io.heddle.http;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a client is, for limits: an IPv4 address, or an IPv6 network of 64 bits, which a provider
 * gives to one customer.
 */
public final class ClientKey {
  private static final int IPV6_BYTES = 16;
  private static final int NETWORK_BYTES = 8;

  private ClientKey() {}

  /** The key of a client's address; equal for the same client. */
  public static ByteBuffer of(InetAddress address) {
    byte[] bytes = address.getAddress();
    return ByteBuffer.wrap(
        bytes.length == IPV6_BYTES ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
  }
}
