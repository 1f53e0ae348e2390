package io.heddle.engine;

import io.heddle.connection.NoSocketException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;

/** Opens sockets to other servers, and tells a shortage of this server from their failures. */
public final class OutboundSocket {
  private static final Trouble TROUBLE = Trouble.of(OutboundSocket.class);

  private OutboundSocket() {}

  /**
   * A socket that is not connected.
   *
   * @throws NoSocketException when no descriptor is left
   */
  public static SocketChannel open() throws NoSocketException {
    try {
      return SocketChannel.open();
    } catch (IOException e) {
      throw shortage(e);
    }
  }

  /**
   * Connects a socket, or begins to, if it does not block.
   *
   * @return whether it is connected
   * @throws NoSocketException when no port is left, or this system forbids it
   * @throws IOException when the server cannot be reached
   */
  public static boolean connect(SocketChannel channel, InetSocketAddress address)
      throws IOException {
    if (address.isUnresolved()) {
      throw new UnknownHostException(address.getHostString());
    }
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    try {
      return channel.connect(address);
    } catch (BindException e) {
      throw shortage(e);
    }
  }

  private static NoSocketException shortage(IOException cause) {
    TROUBLE.warnRarely(() -> "cannot open connections to other servers: " + cause.getMessage());
    return new NoSocketException(cause);
  }
}
