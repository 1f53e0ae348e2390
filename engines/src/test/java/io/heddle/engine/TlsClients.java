package io.heddle.engine;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Clients that speak TLS and trust one authority. Each method changes them and returns them. */
final class TlsClients {
  private final Identity authority;
  private @Nullable Identity own;
  private String host = "";
  private List<String> versions = List.of("TLSv1.3", "TLSv1.2");
  private List<String> protocols = List.of();

  TlsClients(Identity authority) {
    this.authority = authority;
  }

  /** Name this host to the server, and check that its certificate is for it. */
  TlsClients host(String name) {
    host = name;
    return this;
  }

  TlsClients versions(String... accepted) {
    versions = List.of(accepted);
    return this;
  }

  /** Offer these protocols (ALPN). */
  TlsClients protocols(String... offered) {
    protocols = List.of(offered);
    return this;
  }

  /** Show this certificate if the server asks for one. */
  TlsClients showing(Identity shown) {
    own = shown;
    return this;
  }

  /** Connects, and completes the handshake. */
  SSLSocket connect(Server server) throws IOException {
    return over(Client.connect(server.address(), 0));
  }

  /** A client of the server. */
  Client client(Server server) throws IOException {
    return new Client(connect(server));
  }

  /** Completes the handshake on a connected socket. */
  SSLSocket over(Socket plain) throws IOException {
    try {
      KeyManager[] keys = own == null ? new KeyManager[0] : own.keyManagers();
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, authority.trustManagers(), null);
      SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain, "", plain.getPort(), true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setProtocols(versions.toArray(new String[0]));
      parameters.setApplicationProtocols(protocols.toArray(new String[0]));
      if (!host.isEmpty()) {
        parameters.setServerNames(List.of(new SNIHostName(host)));
      }
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }
}
