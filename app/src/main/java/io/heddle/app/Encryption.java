package io.heddle.app;

import io.heddle.app.cli.TlsOptions;
import io.heddle.app.tls.CertificateFiles;
import io.heddle.app.tls.UnusableFile;
import io.heddle.engine.ListenerConfig;
import io.heddle.engine.tls.Tls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** HTTPS as the options say: the listener and its certificates, which can be read again. */
final class Encryption {
  private final CertificateFiles files;
  private final int port;
  private final Tls tls;

  private Encryption(CertificateFiles files, int port, Tls tls) {
    this.files = files;
    this.port = port;
    this.tls = tls;
  }

  /**
   * Reads the certificates, if there is HTTPS.
   *
   * @throws StartupException if that fails
   */
  static Optional<Encryption> of(TlsOptions options) throws StartupException {
    if (options.port().isEmpty()) {
      return Optional.empty();
    }
    CertificateFiles files = options.files();
    try {
      return Optional.of(new Encryption(files, options.port().getAsInt(), new Tls(files.read())));
    } catch (UnusableFile | IllegalArgumentException e) {
      throw new StartupException(String.valueOf(e.getMessage()), e);
    }
  }

  ListenerConfig listener(InetAddress address) {
    return new ListenerConfig(new InetSocketAddress(address, port), tls);
  }

  /**
   * Reads the certificates again, soon and on another thread. New connections get the new ones. If
   * they cannot be used, the old ones stay, and the reason is logged.
   */
  void reload() {
    Thread.ofPlatform().name("certificates").daemon().start(this::read);
  }

  private synchronized void read() {
    try {
      tls.replace(files.read());
      Messages.info("the certificates were read again");
    } catch (UnusableFile | IllegalArgumentException e) {
      Messages.error("the old certificates stay: " + e.getMessage());
    }
  }
}
