package io.heddle.app.cli;

import static io.heddle.app.cli.Options.DEFAULT;

import io.heddle.app.tls.CertificateFiles;
import io.heddle.engine.tls.ClientAuth;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options for HTTPS. */
public final class TlsOptions {
  /** Whether clients must show a certificate. */
  enum Showing {
    required,
    optional
  }

  private static final String PORT = "--tls-port";
  private static final String CERT = "--tls-cert";
  private static final String KEY = "--tls-key";
  private static final String STORE = "--tls-keystore";
  private static final String PASSWORD = "--tls-password-file";
  private static final String CLIENT_CA = "--tls-client-ca";
  private static final String CLIENT_AUTH = "--tls-client-auth";
  private static final String HANDSHAKES = "--tls-max-handshakes";
  private static final String REDIRECT = "--tls-redirect";
  private static final String HSTS = "--hsts";
  private static final List<String> ALL =
      List.of(CERT, KEY, STORE, PASSWORD, CLIENT_CA, CLIENT_AUTH, HANDSHAKES, REDIRECT, HSTS);

  /** Without a number, the TLS port itself. */
  private static final String OWN_PORT = "0";

  private static final String YEAR_SECONDS = "31536000";

  @Option(
      names = PORT,
      paramLabel = "PORT",
      converter = WholeNumberConverter.class,
      description =
          "Also serve HTTPS (TLS 1.3 and 1.2) on this port, usually 8443 or 443; 0 picks a free one."
              + " Plain HTTP is still served on --port.")
  private @Nullable Integer port;

  @Option(
      names = CERT,
      paramLabel = "FILE",
      split = "\\R",
      description =
          "PEM file with a certificate, followed by those of its authorities. Repeatable: clients get"
              + " the one for the host that they name, or else the first.")
  private List<Path> certificates = List.of();

  @Option(
      names = KEY,
      paramLabel = "FILE",
      split = "\\R",
      description =
          "PEM file with the private key of a --tls-cert (PKCS#8, PKCS#1 or SEC 1). One for each, in"
              + " the same order.")
  private List<Path> keys = List.of();

  @Option(
      names = STORE,
      paramLabel = "FILE",
      split = "\\R",
      description = "PKCS#12 file with certificates and their keys. Repeatable.")
  private List<Path> stores = List.of();

  @Option(
      names = PASSWORD,
      paramLabel = "FILE",
      description = "File with the password of --tls-keystore on its first line.")
  private @Nullable Path password;

  @Option(
      names = CLIENT_CA,
      paramLabel = "FILE",
      description =
          "PEM file with the authorities of clients' certificates: clients must show one.")
  private @Nullable Path clientCa;

  @Option(
      names = CLIENT_AUTH,
      paramLabel = "KIND",
      converter = ShowingConverter.class,
      description =
          "With --tls-client-ca: required, or optional for clients that may also show none.")
  private @Nullable Showing clientAuth;

  @Option(
      names = HANDSHAKES,
      paramLabel = "N",
      converter = WholeNumberConverter.class,
      description = {"Most handshakes at a time; further clients are closed.", DEFAULT})
  private int maxHandshakes = 16_384;

  @Option(
      names = REDIRECT,
      paramLabel = "PORT",
      arity = "0..1",
      fallbackValue = OWN_PORT,
      converter = WholeNumberConverter.class,
      description =
          "Redirect plain HTTP to HTTPS (308); to this port if clients reach --tls-port by another.")
  private @Nullable Integer redirect;

  @Option(
      names = HSTS,
      paramLabel = "SECONDS",
      arity = "0..1",
      fallbackValue = YEAR_SECONDS,
      converter = WholeNumberConverter.class,
      description =
          "Tell browsers to use only HTTPS for this long (Strict-Transport-Security); a year without"
              + " a number.")
  private @Nullable Integer hsts;

  TlsOptions() {}

  /** Checks the values, and rejects options that would have no effect. */
  void check(Predicate<String> isSet, ListenOptions listen, AdminOptions admin) {
    if (port == null) {
      for (String option : ALL) {
        if (isSet.test(option)) {
          throw new WrongValue("there is no HTTPS: add --tls-port, or remove this option", option);
        }
      }
      return;
    }
    WrongValue.unlessWithin(0, ListenOptions.MAX_PORT, port, PORT);
    WrongValue.unlessWithin(1, Integer.MAX_VALUE, maxHandshakes, HANDSHAKES);
    checkPort(port, listen, admin);
    checkFiles();
    if (redirect != null) {
      WrongValue.unlessWithin(0, ListenOptions.MAX_PORT, redirect, REDIRECT);
    }
    if (hsts != null) {
      WrongValue.unlessWithin(0, Integer.MAX_VALUE, hsts, HSTS);
    }
  }

  private static void checkPort(int chosen, ListenOptions listen, AdminOptions admin) {
    if (chosen != 0 && chosen == listen.port()) {
      throw new WrongValue("--port is the same: choose another port for one of them", PORT);
    }
    if (chosen != 0 && admin.overlaps(listen, chosen)) {
      throw new WrongValue("--admin-port is the same: choose another port for one of them", PORT);
    }
  }

  private void checkFiles() {
    if (certificates.isEmpty() && stores.isEmpty()) {
      throw new WrongValue(
          "there is no certificate: add --tls-cert and --tls-key, or --tls-keystore (app"
              + " certificate makes one for trying)",
          CERT,
          KEY,
          PORT);
    }
    if (certificates.size() != keys.size()) {
      throw new WrongValue(
          "there are %d of --tls-cert and %d of --tls-key: write one key for each certificate"
              .formatted(certificates.size(), keys.size()),
          KEY,
          CERT);
    }
    if (password != null && stores.isEmpty()) {
      throw new WrongValue("there is no --tls-keystore: add one, or remove this option", PASSWORD);
    }
    if (clientAuth != null && clientCa == null) {
      throw new WrongValue(
          "there is no --tls-client-ca: add it, or remove this option", CLIENT_AUTH);
    }
  }

  /** Removes values that have no effect. */
  void describe(Map<String, String> values) {
    if (port == null) {
      ALL.forEach(option -> values.remove(option.substring(2)));
      return;
    }
    if (certificates.isEmpty()) {
      values.remove(CERT.substring(2));
      values.remove(KEY.substring(2));
    }
    if (stores.isEmpty()) {
      values.remove(STORE.substring(2));
    }
  }

  /** The port for HTTPS; empty if it is off. */
  public OptionalInt port() {
    return port == null ? OptionalInt.empty() : OptionalInt.of(port);
  }

  /** The files with the certificates. */
  public CertificateFiles files() {
    ClientAuth asked = clientAuth == Showing.optional ? ClientAuth.OPTIONAL : ClientAuth.REQUIRED;
    return new CertificateFiles(
        certificates,
        keys,
        stores,
        Optional.ofNullable(password),
        clientCa == null ? ClientAuth.NONE : asked,
        Optional.ofNullable(clientCa),
        maxHandshakes);
  }

  /** Whether plain HTTP is redirected; 0 is the port that HTTPS really has. */
  public OptionalInt redirect() {
    return redirect == null ? OptionalInt.empty() : OptionalInt.of(redirect);
  }

  /** How long browsers use only HTTPS, in seconds; empty if they are not told to. */
  public OptionalInt hstsSeconds() {
    return hsts == null ? OptionalInt.empty() : OptionalInt.of(hsts);
  }

  /** Reads {@code required} or {@code optional}. */
  static final class ShowingConverter implements ITypeConverter<Showing> {
    ShowingConverter() {}

    @Override
    public Showing convert(String text) {
      for (Showing showing : Showing.values()) {
        if (showing.name().equals(text)) {
          return showing;
        }
      }
      throw new TypeConversionException("write required or optional");
    }
  }
}
