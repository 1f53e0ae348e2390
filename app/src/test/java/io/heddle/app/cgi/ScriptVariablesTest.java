package io.heddle.app.cgi;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.tls.CertificateCommand;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.HeaderName;
import io.heddle.http.Headers;
import io.heddle.http.Method;
import io.heddle.http.Octets;
import io.heddle.http.Request;
import io.heddle.http.RequestBody;
import io.heddle.http.RequestHead;
import io.heddle.http.RequestId;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.http.TlsInfo;
import io.heddle.http.Version;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Variables that depend on the connection, and on the encoding of the locale. */
final class ScriptVariablesTest {
  /** A request with one field. */
  private record Head(ConnectionInfo connection, String authority, String value)
      implements RequestHead {
    @Override
    public Method method() {
      return Method.GET;
    }

    @Override
    public Version version() {
      return Version.HTTP_1_0;
    }

    @Override
    public String target() {
      return "/a.py";
    }

    @Override
    public Octets path() {
      return Octets.of(target());
    }

    @Override
    public Optional<Octets> query() {
      return Optional.empty();
    }

    @Override
    public Headers headers() {
      return new OneField(value);
    }
  }

  /** The field X-Own. */
  private record OneField(String value) implements Headers {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public Optional<String> first(HeaderName name) {
      return all(name).stream().findFirst();
    }

    @Override
    public List<String> all(HeaderName name) {
      return name.equals(HeaderName.of("X-Own")) ? List.of(value) : List.of();
    }

    @Override
    public void forEach(BiConsumer<String, String> visitor) {
      visitor.accept("X-Own", value);
    }
  }

  /** No content. */
  private record NoContent(Headers trailers) implements RequestBody {
    @Override
    public long length() {
      return 0;
    }

    @Override
    public InputStream stream() {
      return InputStream.nullInputStream();
    }

    @Override
    public boolean isClientGone() {
      return false;
    }

    @Override
    public boolean isMalformed() {
      return false;
    }
  }

  private static Map<String, String> variables(String authority, String value) {
    return variables(authority, value, Optional.empty());
  }

  private static Map<String, String> variables(
      String authority, String value, Optional<X509Certificate> shown) {
    InetAddress local = InetAddress.ofLiteral("fe80::1%1");
    ConnectionInfo connection =
        ConnectionInfo.plain(
                1, new InetSocketAddress(local, 5_000), new InetSocketAddress(local, 8_443))
            .secured(
                Optional.empty(),
                new TlsInfo("TLSv1.3", "TLS_AES_128_GCM_SHA256", List.of(), shown));
    Head head = new Head(connection, authority, value);
    Request request =
        new Request(
            head,
            new Route("cgi", _ -> Response.text("")),
            new NoContent(head.headers()),
            new RequestId(1, 1));
    Script script = new Script(Path.of("/srv/a.py"), Optional.empty(), "/a.py", "");
    return ScriptVariables.of(request, script, Path.of("/srv"), 0);
  }

  @Test
  void aSecureConnectionIsVisible() {
    assertThat(variables("[::1]:8443", "x"))
        .containsEntry("HTTPS", "on")
        .containsEntry("REQUEST_SCHEME", "https")
        .containsEntry("SERVER_NAME", "[::1]")
        .containsEntry("SERVER_PORT", "8443")
        .containsEntry("REMOTE_ADDR", "fe80:0:0:0:0:0:0:1")
        .containsEntry("QUERY_STRING", "")
        .containsEntry("HTTP_X_OWN", "x")
        .doesNotContainKeys("PATH_INFO", "CONTENT_LENGTH", "CONTENT_TYPE", "REMOTE_USER");
  }

  @Test
  void theCertificateOfTheClientIsVisible(@TempDir Path folder) throws Exception {
    assertThat(variables("x", "x"))
        .containsEntry("SSL_CLIENT_VERIFY", "NONE")
        .doesNotContainKey("SSL_CLIENT_S_DN");
    CertificateCommand.run("app", List.of("--out=" + folder, "--host=someone"));
    try (InputStream in = Files.newInputStream(folder.resolve("cert.pem"))) {
      X509Certificate shown =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      assertThat(variables("x", "x", Optional.of(shown)))
          .containsEntry("SSL_CLIENT_VERIFY", "SUCCESS")
          .containsEntry("SSL_CLIENT_S_DN", "CN=someone");
    }
  }

  @Test
  void aClientWithoutAHostMeansTheAddress() {
    assertThat(variables("", "x"))
        .containsEntry("SERVER_NAME", "fe80:0:0:0:0:0:0:1")
        .doesNotContainKey("HTTP_HOST");
  }

  /** Either the script gets the bytes of the client, or nothing. */
  @Test
  void noValueIsChanged() {
    String value = variables("x", "caf\u00c3\u00a9").get("HTTP_X_OWN");
    assertThat(value).isIn("caf\u00e9", null);
    assertThat(variables("x", "caf\u00e9")).doesNotContainKey("HTTP_X_OWN");
  }
}
