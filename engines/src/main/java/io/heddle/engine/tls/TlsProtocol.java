package io.heddle.engine.tls;

import io.heddle.connection.Connection;
import io.heddle.connection.Driver;
import io.heddle.connection.Protocol;
import io.heddle.connection.Timeouts;
import io.heddle.http.ConnectionInfo;

/** A protocol over TLS. Thread-safe. */
final class TlsProtocol implements Protocol {
  private final Protocol protocol;
  private final TlsContext context;
  private final RecordBuffers buffers;
  private final Handshakes handshakes;

  TlsProtocol(Protocol protocol, TlsContext context, RecordBuffers buffers, Handshakes handshakes) {
    this.protocol = protocol;
    this.context = context;
    this.buffers = buffers;
    this.handshakes = handshakes;
  }

  @Override
  public Connection open(ConnectionInfo info, int idleBytes, Driver driver) {
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
    return new TlsProtocol(protocol.part(), context, buffers, handshakes);
  }
}
