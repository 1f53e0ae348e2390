package io.heddle.engine.tls;

import io.heddle.connection.Protocol;
import io.heddle.engine.EngineObserver;
import io.heddle.engine.Layer;
import java.security.cert.X509Certificate;
import java.util.List;

/** TLS 1.3 and 1.2 for listeners. Thread-safe. */
public final class Tls implements Layer {
  private final TlsConfig config;
  private final TlsContexts contexts;
  private final RecordBuffers buffers;

  /** What a connection has met: TLS, and what is asked of its client. */
  private record Demand(ClientAuth clientAuth, List<X509Certificate> clientAuthorities) {}

  /**
   * TLS by this configuration.
   *
   * @throws IllegalArgumentException if the JDK cannot use a certificate
   */
  public Tls(TlsConfig config) {
    this(config, new RecordBuffers(config.maxBufferBytes()));
  }

  private Tls(TlsConfig config, RecordBuffers buffers) {
    this.config = config;
    this.contexts = TlsContexts.of(config);
    this.buffers = buffers;
  }

  /**
   * TLS by another configuration, such as one with new certificates, that shares the memory for
   * records with this one. Clients cannot resume the sessions of this one, so they see the new
   * certificates. If nothing has changed, this is the result.
   *
   * @throws IllegalArgumentException if the JDK cannot use a certificate
   */
  public Tls renewed(TlsConfig next) {
    return next.equals(config) ? this : new Tls(next, buffers);
  }

  @Override
  public Protocol over(Protocol protocol, EngineObserver observer) {
    return new TlsProtocol(
        protocol, contexts, buffers, new Handshakes(config.maxHandshakes(), observer));
  }

  /** Certificates of the server are for new connections only, so they make no difference. */
  @Override
  public List<Object> demands() {
    return List.of(new Demand(config.clientAuth(), config.clientAuthorities()));
  }

  /** Memory used by the buffers for records, including unused ones. */
  public long bufferBytes() {
    return buffers.usedBytes();
  }
}
