package io.heddle.engine;

import java.net.InetSocketAddress;

/**
 * The configuration of a listener.
 *
 * @param address to listen on; port 0 picks a free one
 * @param layer under the protocol
 */
public record ListenerConfig(InetSocketAddress address, Layer layer) {
  /** A listener without a layer. */
  public static ListenerConfig plain(InetSocketAddress address) {
    return new ListenerConfig(address, Layer.NONE);
  }
}
