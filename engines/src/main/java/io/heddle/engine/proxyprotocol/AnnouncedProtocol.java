package io.heddle.engine.proxyprotocol;

import io.heddle.connection.Connection;
import io.heddle.connection.Driver;
import io.heddle.connection.Protocol;
import io.heddle.connection.Timeouts;
import io.heddle.engine.Trouble;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.Networks;
import java.util.concurrent.atomic.AtomicBoolean;

/** A protocol whose clients are announced by proxies. Thread-safe. */
final class AnnouncedProtocol implements Protocol {
  private static final Trouble TROUBLE = Trouble.of(ProxyProtocol.class);

  private final Protocol protocol;
  private final Networks trusted;
  private final AtomicBoolean isReported = new AtomicBoolean();

  AnnouncedProtocol(Protocol protocol, Networks trusted) {
    this.protocol = protocol;
    this.trusted = trusted;
  }

  @Override
  public Connection open(ConnectionInfo info, int idleBytes, Driver driver) {
    AnnouncedConnection opened = new AnnouncedConnection(this, info, idleBytes, driver);
    if (!trusted.contains(info.peer().getAddress())) {
      opened.reject("this address is not that of a trusted proxy");
    }
    return opened;
  }

  /** Opens the connection of the client. */
  Connection openInner(ConnectionInfo info, int idleBytes, Driver driver) {
    return protocol.open(info, idleBytes, driver);
  }

  /** Reports a connection that is closed; only the first one, since there may be many. */
  void report(ConnectionInfo info, String reason) {
    if (isReported.compareAndSet(false, true)) {
      TROUBLE.warn(
          "a connection from %s to port %d is closed: %s; others like it are not logged"
              .formatted(
                  info.peer().getAddress().getHostAddress(), info.local().getPort(), reason));
    }
  }

  @Override
  public Timeouts timeouts() {
    return protocol.timeouts();
  }

  @Override
  public void drain() {
    protocol.drain();
  }

  @Override
  public boolean isDraining() {
    return protocol.isDraining();
  }

  @Override
  public Protocol part() {
    return new AnnouncedProtocol(protocol.part(), trusted);
  }
}
