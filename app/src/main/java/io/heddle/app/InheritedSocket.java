package io.heddle.app;

import io.heddle.engine.ListenerConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The listening socket that the process got as its standard input, from systemd
 * (StandardInput=socket) or another program that owns the port.
 */
final class InheritedSocket {
  private static final String REMEDY =
      ": let systemd start it with StandardInput=socket and a socket unit, or remove --inherit";

  private InheritedSocket() {}

  /**
   * Takes the socket.
   *
   * @throws StartupException if standard input is something else
   */
  static ListenerConfig take() throws StartupException {
    try {
      Channel channel = System.inheritedChannel();
      if (channel instanceof ServerSocketChannel socket
          && socket.getLocalAddress() instanceof InetSocketAddress address) {
        return ListenerConfig.inherited(socket, address);
      }
      throw new StartupException(
          "--inherit needs a listening TCP socket as standard input, and that is "
              + describe(channel)
              + REMEDY);
    } catch (IOException e) {
      throw StartupException.of("cannot take the socket of --inherit", e, "check standard input");
    }
  }

  private static String describe(@Nullable Channel channel) {
    return switch (channel) {
      case null -> "no socket";
      case ServerSocketChannel _ -> "a Unix socket";
      case SocketChannel _ -> "a single connection (Accept=yes)";
      default -> "another kind of socket";
    };
  }
}
