package io.heddle.app.cli;

import static io.heddle.app.cli.Words.options;
import static io.heddle.app.cli.Words.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.tls.CertificateFiles;
import io.heddle.engine.tls.ClientAuth;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options for HTTPS. */
final class TlsOptionsTest {
  private static final String[] NEEDED = {"--tls-port=8443", "--tls-cert=c.pem", "--tls-key=k.pem"};

  @Test
  void withoutAPortThereIsNoHttps() {
    assertThat(options().tls().port()).isEmpty();
    assertThat(options().effective().keySet())
        .noneMatch(name -> name.startsWith("tls-") || name.equals("hsts"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--tls-cert=c.pem",
        "--tls-key=k.pem",
        "--tls-keystore=s.p12",
        "--tls-password-file=p",
        "--tls-client-ca=a.pem",
        "--tls-client-auth=optional",
        "--tls-max-handshakes=5",
        "--tls-redirect",
        "--hsts"
      })
  void otherOptionsNeedThePort(String word) {
    assertThat(reason(Map.of(), word))
        .startsWith("invalid " + word.replaceFirst("=.*", ""))
        .endsWith("there is no HTTPS: add --tls-port, or remove this option");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--tls-port=8443 | --tls-port=8443: there is no certificate",
        "--tls-port=8443 --tls-cert=c.pem | --tls-cert=c.pem: there are 1 of --tls-cert and 0",
        "--tls-port=8443 --tls-keystore=s --tls-key=k | --tls-key=k: there are 0 of --tls-cert",
        "--tls-port=70000 --tls-keystore=s | --tls-port=70000: write a whole number from 0",
        "--tls-port=x | --tls-port=x: write a whole number",
        "--tls-port=8080 --tls-keystore=s | --tls-port=8080: --port is the same",
        "--tls-port=8081 --tls-keystore=s | --tls-port=8081: --admin-port is the same",
        "--tls-port=0 --tls-keystore=s --tls-client-auth=optional | --tls-client-auth=optional: there",
        "--tls-port=0 --tls-keystore=s --tls-client-auth=maybe | --tls-client-auth=maybe: write req",
        "--tls-port=0 --tls-keystore=s --tls-max-handshakes=0 | --tls-max-handshakes=0: write a",
        "--tls-port=0 --tls-keystore=s --hsts=-1 | --hsts=-1: write a whole number from 0",
        "--tls-port=0 --tls-keystore=s --tls-redirect=65536 | --tls-redirect=65536: write a whole",
      })
  void wrongValuesAreNamedWithTheRemedy(String words, String start) {
    assertThat(reason(Map.of(), words.split(" "))).startsWith("invalid " + start);
  }

  @Test
  void aPasswordIsForAKeystore() {
    assertThat(reason(Map.of(), with("--tls-password-file=p")))
        .startsWith("invalid --tls-password-file=p: there is no --tls-keystore");
  }

  private static String[] with(String... more) {
    String[] all = new String[NEEDED.length + more.length];
    System.arraycopy(NEEDED, 0, all, 0, NEEDED.length);
    System.arraycopy(more, 0, all, NEEDED.length, more.length);
    return all;
  }

  @Test
  void certificatesMayBeRepeated() {
    CertificateFiles files = options(with("--tls-cert=d.pem", "--tls-key=l.pem")).tls().files();
    assertThat(files.certificates()).containsExactly(Path.of("c.pem"), Path.of("d.pem"));
    assertThat(files.keys()).containsExactly(Path.of("k.pem"), Path.of("l.pem"));
  }

  @Test
  void clientsMustShowACertificateIfThereIsAnAuthority() {
    assertThat(options(with()).tls().files().clientAuth()).isEqualTo(ClientAuth.NONE);
    assertThat(options(with("--tls-client-ca=a")).tls().files().clientAuth())
        .isEqualTo(ClientAuth.REQUIRED);
    assertThat(
            options(with("--tls-client-ca=a", "--tls-client-auth=optional"))
                .tls()
                .files()
                .clientAuth())
        .isEqualTo(ClientAuth.OPTIONAL);
  }

  @Test
  void redirectsAndHstsHaveUsefulValuesOfTheirOwn() {
    assertThat(options(with()).tls().redirect()).isEmpty();
    assertThat(options(with("--tls-redirect")).tls().redirect()).hasValue(0);
    assertThat(options(with("--tls-redirect=443")).tls().redirect()).hasValue(443);
    assertThat(options(with()).tls().hstsSeconds()).isEmpty();
    assertThat(options(with("--hsts")).tls().hstsSeconds()).hasValue(31_536_000);
    assertThat(options(with("--hsts=60")).tls().hstsSeconds()).hasValue(60);
  }
}
