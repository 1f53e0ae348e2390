package io.heddle.connection;

import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * An engine's way to other servers: one for each loop, whose thread alone uses it, or one for all
 * threads of an engine that has a thread for each connection.
 */
public interface Outbound {
  /** Whether connecting waits, and so do the lines, because their threads may. */
  boolean waits();

  /**
   * Opens a line. If this {@link #waits}, the line is connected. If not, the caller is told when it
   * is, or when that has failed.
   *
   * @throws NoSocketException when this server is short of descriptors or ports
   * @throws IOException when the other server cannot be reached
   */
  Line connect(InetSocketAddress address, Caller caller) throws IOException;
}
