package io.heddle.app.client;

import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Accepts every certificate, for {@code --insecure}. */
final class AnyCertificate extends X509ExtendedTrustManager {
  AnyCertificate() {}

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) {
    // accepted
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
    // accepted
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
    // accepted
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) {
    // accepted
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
    // accepted
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
    // accepted
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
