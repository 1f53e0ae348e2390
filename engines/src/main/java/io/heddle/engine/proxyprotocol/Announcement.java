package io.heddle.engine.proxyprotocol;

import java.net.InetSocketAddress;

/** What a complete header says. */
sealed interface Announcement {
  /** The connection is that of this client. */
  record Client(InetSocketAddress address) implements Announcement {}

  /** The connection is the proxy's own, or its client has no address that is known here. */
  record Nobody() implements Announcement {}

  /** This is no header. */
  record Malformed() implements Announcement {}
}
