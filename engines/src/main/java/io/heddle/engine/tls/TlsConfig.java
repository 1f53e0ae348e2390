package io.heddle.engine.tls;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The configuration of TLS. {@link #of} has sensible values for everything but the certificates;
 * each {@code with} method returns a copy with one change.
 *
 * @param certificates at least one; the first is for clients that name no host, or an unknown one
 * @param certificatesAt certificates in place of these, for clients that have connected to a
 *     certain address of this machine
 * @param clientAuth whether clients show a certificate
 * @param clientAuthorities who must have signed the certificates of clients
 * @param maxHandshakes at a time and listener, at least 1; further clients are closed
 * @param maxSessions sessions that are kept so that clients can resume them, at least 1; clients
 *     with tickets (RFC 8446 section 4.6.1) take none of them
 * @param maxBufferBytes memory for records in transit; beyond that, connections are closed
 */
public record TlsConfig(
    List<ServerCertificate> certificates,
    Map<InetAddress, List<ServerCertificate>> certificatesAt,
    ClientAuth clientAuth,
    List<X509Certificate> clientAuthorities,
    int maxHandshakes,
    int maxSessions,
    long maxBufferBytes) {
  private static final int STANDARD_MAX_HANDSHAKES = 16_384;
  private static final int STANDARD_MAX_SESSIONS = 10_000;

  /** Buffers may use this fraction of the heap: one eighth. */
  private static final int HEAP_SHARE = 8;

  public TlsConfig {
    certificates = List.copyOf(certificates);
    certificatesAt = Map.copyOf(certificatesAt);
    clientAuthorities = List.copyOf(clientAuthorities);
    if (certificates.isEmpty() || certificatesAt.values().stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException("there is no certificate for TLS: add one");
    }
    if (clientAuth != ClientAuth.NONE && clientAuthorities.isEmpty()) {
      throw new IllegalArgumentException(
          "clients show certificates, but no authority is known that may sign them: add one");
    }
    if (maxHandshakes < 1) {
      throw new IllegalArgumentException(
          "max handshakes is " + maxHandshakes + ", but must be at least 1");
    }
    if (maxSessions < 1) {
      throw new IllegalArgumentException(
          "max sessions is " + maxSessions + ", but must be at least 1");
    }
  }

  /** The standard configuration for these certificates. */
  public static TlsConfig of(List<ServerCertificate> certificates) {
    return new TlsConfig(
        certificates,
        Map.of(),
        ClientAuth.NONE,
        List.of(),
        STANDARD_MAX_HANDSHAKES,
        STANDARD_MAX_SESSIONS,
        Runtime.getRuntime().maxMemory() / HEAP_SHARE);
  }

  /** A copy with other certificates. */
  public TlsConfig withCertificates(List<ServerCertificate> values) {
    return new TlsConfig(
        values,
        certificatesAt,
        clientAuth,
        clientAuthorities,
        maxHandshakes,
        maxSessions,
        maxBufferBytes);
  }

  /** A copy with these certificates for an address of this machine, at least one. */
  public TlsConfig withCertificatesAt(InetAddress address, List<ServerCertificate> values) {
    Map<InetAddress, List<ServerCertificate>> all = new HashMap<>(certificatesAt);
    all.put(address, List.copyOf(values));
    return new TlsConfig(
        certificates,
        all,
        clientAuth,
        clientAuthorities,
        maxHandshakes,
        maxSessions,
        maxBufferBytes);
  }

  /** A copy that asks clients for certificates, signed by one of these authorities. */
  public TlsConfig withClients(ClientAuth auth, List<X509Certificate> authorities) {
    return new TlsConfig(
        certificates,
        certificatesAt,
        auth,
        authorities,
        maxHandshakes,
        maxSessions,
        maxBufferBytes);
  }

  /** A copy with another limit of handshakes at a time. */
  public TlsConfig withMaxHandshakes(int value) {
    return new TlsConfig(
        certificates,
        certificatesAt,
        clientAuth,
        clientAuthorities,
        value,
        maxSessions,
        maxBufferBytes);
  }

  /** A copy with another limit of sessions. */
  public TlsConfig withMaxSessions(int value) {
    return new TlsConfig(
        certificates,
        certificatesAt,
        clientAuth,
        clientAuthorities,
        maxHandshakes,
        value,
        maxBufferBytes);
  }

  /** A copy with other memory for records. */
  public TlsConfig withMaxBufferBytes(long value) {
    return new TlsConfig(
        certificates,
        certificatesAt,
        clientAuth,
        clientAuthorities,
        maxHandshakes,
        maxSessions,
        value);
  }
}
