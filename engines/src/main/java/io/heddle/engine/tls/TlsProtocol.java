package io.heddle.engine.tls;

import io.heddle.connection.Connection;
import io.heddle.connection.Driver;
import io.heddle.connection.Protocol;
import io.heddle.connection.Timeouts;
import io.heddle.http.ConnectionInfo;

/** A protocol over TLS. Thread-safe. */
final class TlsProtocol implements Protocol {
  private final Protocol protocol;
  private final TlsContexts contexts;
  private final RecordBuffers buffers;
  private final Handshakes handshakes;

  TlsProtocol(
      Protocol protocol, TlsContexts contexts, RecordBuffers buffers, Handshakes handshakes) {
    this.protocol = protocol;
    this.contexts = contexts;
    this.buffers = buffers;
    this.handshakes = handshakes;
  }

  @Override
  public Connection open(ConnectionInfo info, int idleBytes, Driver driver) {
    TlsContext context = contexts.at(info.local().getAddress());
    return new TlsConnection(protocol, context, buffers, handshakes, info, idleBytes, driver);
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
    return new TlsProtocol(protocol.part(), contexts, buffers, handshakes);
  }
}
