package io.heddle.engine.tls;

import io.heddle.connection.Protocol;
import io.heddle.engine.EngineObserver;
import io.heddle.engine.Layer;
import java.util.concurrent.atomic.AtomicReference;

/**
 * TLS 1.3 and 1.2 for listeners. Its certificates can be replaced while connections are open, which
 * keep theirs. Thread-safe.
 */
public final class Tls implements Layer {
  private final AtomicReference<TlsContext> context;
  private final RecordBuffers buffers;
  private final int maxHandshakes;

  /**
   * TLS by this configuration.
   *
   * @throws IllegalArgumentException if the JDK cannot use a certificate
   */
  public Tls(TlsConfig config) {
    context = new AtomicReference<>(new TlsContext(config));
    buffers = new RecordBuffers(config.maxBufferBytes());
    maxHandshakes = config.maxHandshakes();
  }

  /**
   * Uses the certificates and authorities of this configuration for new connections, and nothing
   * else of it. Sessions from before cannot be resumed, so clients see the new certificates.
   *
   * @throws IllegalArgumentException if the JDK cannot use a certificate; nothing changes then
   */
  public void replace(TlsConfig config) {
    context.set(new TlsContext(config));
  }

  @Override
  public Protocol over(Protocol protocol, EngineObserver observer) {
    return new TlsProtocol(
        protocol, context::get, buffers, new Handshakes(maxHandshakes, observer));
  }

  /** Memory used by the buffers for records, including unused ones. */
  public long bufferBytes() {
    return buffers.usedBytes();
  }
}
