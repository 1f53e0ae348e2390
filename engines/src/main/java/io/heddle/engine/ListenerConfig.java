package io.heddle.engine;

import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a listener.
 *
 * @param address to listen on; port 0 picks a free one
 * @param layer under the protocol
 * @param socket a socket that listens already, to serve instead of a new one: the address, the
 *     backlog and whether the port is shared are then up to its owner
 */
public record ListenerConfig(
    InetSocketAddress address, Layer layer, @Nullable ServerSocketChannel socket) {
  /** A listener with a layer. */
  public ListenerConfig(InetSocketAddress address, Layer layer) {
    this(address, layer, null);
  }

  /** A copy with another layer. */
  public ListenerConfig with(Layer other) {
    return new ListenerConfig(address, other, socket);
  }

  /** A listener without a layer. */
  public static ListenerConfig plain(InetSocketAddress address) {
    return new ListenerConfig(address, Layer.NONE);
  }

  /**
   * A socket that listens already and belongs to the process that started this one. An engine that
   * stops leaves it open, for the next process.
   *
   * @param address that it listens on
   */
  public static ListenerConfig inherited(ServerSocketChannel socket, InetSocketAddress address) {
    return new ListenerConfig(address, Layer.NONE, socket);
  }
}
