package io.heddle.app.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Connections with TLS, by the JDK. */
final class Tls {
  private final SSLContext context;
  private final boolean isInsecure;

  private Tls(SSLContext context, boolean isInsecure) {
    this.context = context;
    this.isInsecure = isInsecure;
  }

  /**
   * TLS with the certificate authorities of the JDK.
   *
   * @param authorities certificates to trust instead, in PEM
   * @param isInsecure whether to accept any certificate
   */
  static Tls of(Optional<Path> authorities, boolean isInsecure) throws TransferException {
    try {
      TrustManager[] trust =
          isInsecure
              ? new TrustManager[] {new AnyCertificate()}
              : authorities.isPresent() ? trust(authorities.get()) : null;
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust, new SecureRandom());
      return new Tls(context, isInsecure);
    } catch (IOException | CertificateException e) {
      throw new TransferException(
          ExitStatus.NO_AUTHORITIES,
          "invalid --cacert=%s: name a file of certificates in PEM (%s)"
              .formatted(authorities.map(Path::toString).orElse(""), e.getMessage()),
          e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS and a store for certificates", e);
    }
  }

  private static TrustManager[] trust(Path file) throws IOException, GeneralSecurityException {
    Collection<? extends Certificate> certificates;
    try (InputStream in = Files.newInputStream(file)) {
      certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
    if (certificates.isEmpty()) {
      throw new CertificateException("it has no certificate");
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("authority " + store.size(), certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  /** Makes a handshake on a connected socket. */
  SSLSocket wrap(Socket plain, ServerUrl url) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, url.host(), url.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"http/1.1"});
    if (!isInsecure) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /** Why a handshake has failed. */
  static TransferException failed(IOException e, ServerUrl url) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return new TransferException(
            ExitStatus.NOT_TRUSTED,
            "the certificate of %s is not trusted (%s): name its authority with --cacert, or accept"
                    .formatted(url.place(), cause.getMessage())
                + " any with --insecure",
            e);
      }
    }
    return new TransferException(
        ExitStatus.NO_TLS,
        "the TLS handshake with " + url.place() + " failed: " + e.getMessage(),
        e);
  }
}
