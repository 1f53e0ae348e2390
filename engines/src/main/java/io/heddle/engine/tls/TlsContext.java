package io.heddle.engine.tls;

import io.heddle.http.ConnectionInfo;
import io.heddle.http.TlsInfo;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** What all handshakes by one configuration share. Thread-safe. */
final class TlsContext {
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  /** Forward secrecy and authenticated encryption only (RFC 9325 section 4.2). */
  private static final List<String> CIPHER_SUITES =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  /**
   * Groups for the agreement on keys: elliptic curves only. A share of a large finite field costs a
   * client nothing, because it can always send the same one, but the server far more than these.
   */
  private static final String[] GROUPS = {"x25519", "secp256r1", "secp384r1", "secp521r1"};

  /** The protocols that a client may ask for (RFC 7301). */
  private static final String[] APPLICATION_PROTOCOLS = {"http/1.1"};

  /** How long a client may resume its session. */
  private static final int SESSION_SECONDS = 24 * 60 * 60;

  private final SSLContext context;
  private final SSLParameters parameters;
  private final Certificates certificates;
  private final boolean asksClients;

  TlsContext(TlsConfig config) {
    certificates = new Certificates(config.certificates());
    asksClients = config.clientAuth() != ClientAuth.NONE;
    try {
      context = SSLContext.getInstance("TLS");
      KeyManager[] keys = {new NamedKeys(certificates)};
      context.init(
          keys, asksClients ? trust(config.clientAuthorities()) : new TrustManager[0], null);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("TLS cannot be set up: " + e.getMessage(), e);
    }
    SSLSessionContext sessions = context.getServerSessionContext();
    sessions.setSessionCacheSize(config.maxSessions());
    sessions.setSessionTimeout(SESSION_SECONDS);
    parameters = parameters(config.clientAuth());
  }

  private static TrustManager[] trust(List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < authorities.size(); i++) {
      store.setCertificateEntry(Integer.toString(i), authorities.get(i));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private SSLParameters parameters(ClientAuth auth) {
    List<String> supported = List.of(context.getSupportedSSLParameters().getCipherSuites());
    SSLParameters chosen = new SSLParameters();
    chosen.setProtocols(VERSIONS);
    chosen.setCipherSuites(
        CIPHER_SUITES.stream().filter(supported::contains).toArray(String[]::new));
    // all of them are good, and the client knows which of them its processor computes fast
    chosen.setUseCipherSuitesOrder(false);
    chosen.setNamedGroups(GROUPS);
    chosen.setApplicationProtocols(APPLICATION_PROTOCOLS);
    switch (auth) {
      case NONE -> {}
      case OPTIONAL -> chosen.setWantClientAuth(true);
      case REQUIRED -> chosen.setNeedClientAuth(true);
    }
    return chosen;
  }

  /** An engine for a handshake with a client. */
  SSLEngine newEngine() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setSSLParameters(parameters);
    return engine;
  }

  /** What is known of a connection after its handshake. */
  ConnectionInfo describe(ConnectionInfo plain, SSLEngine engine) {
    SSLSession session = engine.getSession();
    Optional<String> name = serverName(session);
    List<String> names =
        certificates.of(name.orElse("")).stream()
            .flatMap(certificate -> certificate.names().stream())
            .distinct()
            .toList();
    return plain.secured(
        name, new TlsInfo(session.getProtocol(), session.getCipherSuite(), names, client(session)));
  }

  /** The host that the client names, in lower case. */
  static Optional<String> serverName(@Nullable SSLSession session) {
    return session instanceof ExtendedSSLSession extended
        ? extended.getRequestedServerNames().stream()
            .flatMap(name -> name instanceof SNIHostName host ? Stream.of(host) : Stream.empty())
            .map(host -> host.getAsciiName().toLowerCase(Locale.ROOT))
            .findFirst()
        : Optional.empty();
  }

  private Optional<X509Certificate> client(SSLSession session) {
    if (!asksClients) {
      return Optional.empty();
    }
    try {
      return session.getPeerCertificates()[0] instanceof X509Certificate shown
          ? Optional.of(shown)
          : Optional.empty();
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }
}
