package io.heddle.app.cgi;

import io.heddle.app.login.BasicLogin;
import io.heddle.http.ClientInfo;
import io.heddle.http.HeaderName;
import io.heddle.http.Octets;
import io.heddle.http.Request;
import io.heddle.http.RequestHead;
import io.heddle.http.TlsInfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The environment of a script (RFC 3875 section 4.1). The server's own variables are not part of
 * it.
 */
final class ScriptVariables {
  private static final String SOFTWARE = "heddle";

  /** Names that differ only in the other characters would become the same variable. */
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9-]+");

  private static final String COOKIE = "cookie";

  /**
   * Fields that scripts do not get: they have variables of their own, contain passwords, or belong
   * to the connection.
   */
  private static final Set<String> WITHHELD =
      Set.of(
          "authorization",
          "connection",
          "content-length",
          "content-type",
          "expect",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** HTTP_PROXY would be taken for the proxy of requests that the script makes (httpoxy). */
  private static final String PROXY = "proxy";

  private static final Pattern PORT = Pattern.compile(":\\d*$");

  private final Map<String, String> variables = new TreeMap<>();

  private ScriptVariables() {}

  /**
   * The variables for a request.
   *
   * @param root the folder of all scripts
   * @param contentBytes the length of the request's content
   */
  static Map<String, String> of(Request request, Script script, Path root, long contentBytes) {
    ScriptVariables all = new ScriptVariables();
    all.put("PATH", ProcessGroups.PATH);
    all.put("GATEWAY_INTERFACE", "CGI/1.1");
    all.put("SERVER_SOFTWARE", SOFTWARE);
    all.putFields(request);
    all.putScript(script, root);
    all.putRequest(request, contentBytes);
    all.putConnection(request);
    return all.variables;
  }

  /** A value that cannot reach the script unchanged is left out. */
  private void put(String name, String value) {
    NativeText.of(value).ifPresent(text -> variables.put(name, text));
  }

  private void putFields(Request request) {
    Map<String, String> values = new TreeMap<>();
    request
        .headers()
        .forEach(
            (name, value) -> {
              String key = name.toLowerCase(Locale.ROOT);
              if (PLAIN_NAME.matcher(name).matches()
                  && !WITHHELD.contains(key)
                  && !key.equals(PROXY)
                  && !key.startsWith(PROXY + "-")) {
                String between = key.equals(COOKIE) ? "; " : ", ";
                values.merge(key, value, (before, next) -> before + between + next);
              }
            });
    values.forEach(
        (key, value) ->
            NativeText.ofBytes(value)
                .ifPresent(
                    text ->
                        variables.put(
                            "HTTP_" + key.replace('-', '_').toUpperCase(Locale.ROOT), text)));
  }

  /** SCRIPT_FILENAME and REDIRECT_STATUS are what php-cgi needs. */
  private void putScript(Script script, Path root) {
    put("SCRIPT_NAME", script.name());
    put("SCRIPT_FILENAME", script.file().toString());
    put("DOCUMENT_ROOT", root.toString());
    put("REDIRECT_STATUS", "200");
    if (!script.pathInfo().isEmpty()) {
      put("PATH_INFO", script.pathInfo());
      put("PATH_TRANSLATED", root + script.pathInfo());
    }
  }

  private void putRequest(Request request, long contentBytes) {
    RequestHead head = request.head();
    put("REQUEST_METHOD", head.method().toString());
    put("REQUEST_URI", head.target());
    put("QUERY_STRING", head.query().map(Octets::toString).orElse(""));
    put("SERVER_PROTOCOL", head.version().toString());
    if (contentBytes > 0 || request.headers().contains(HeaderName.CONTENT_LENGTH)) {
      put("CONTENT_LENGTH", Long.toString(contentBytes));
    }
    request
        .headers()
        .first(HeaderName.CONTENT_TYPE)
        .flatMap(NativeText::ofBytes)
        .ifPresent(type -> put("CONTENT_TYPE", type));
    request.attribute(BasicLogin.METHOD).ifPresent(method -> put("AUTH_TYPE", method));
    request.attribute(BasicLogin.USER).ifPresent(name -> put("REMOTE_USER", name));
  }

  /** HTTP_HOST is the host that the server acts on, which the target may name. */
  private void putConnection(Request request) {
    String authority = request.head().authority();
    String local = text(request.connection().local().getAddress());
    if (!authority.isEmpty()) {
      put("HTTP_HOST", authority);
    }
    put("SERVER_NAME", authority.isEmpty() ? local : PORT.matcher(authority).replaceFirst(""));
    put("SERVER_PORT", Integer.toString(request.connection().local().getPort()));
    put("SERVER_ADDR", local);
    ClientInfo client = request.client();
    put("REMOTE_ADDR", text(client.address()));
    put("REMOTE_HOST", text(client.address()));
    InetSocketAddress peer = request.connection().peer();
    if (peer.getAddress().equals(client.address())) {
      put("REMOTE_PORT", Integer.toString(peer.getPort()));
    }
    put("REQUEST_SCHEME", client.scheme());
    if (client.isSecure()) {
      put("HTTPS", "on");
    }
    request.connection().tls().ifPresent(this::putClientCertificate);
  }

  /** The names that Apache has for them. */
  private void putClientCertificate(TlsInfo tls) {
    put("SSL_CLIENT_VERIFY", tls.client().isPresent() ? "SUCCESS" : "NONE");
    tls.client()
        .ifPresent(shown -> put("SSL_CLIENT_S_DN", shown.getSubjectX500Principal().getName()));
  }

  /** An address without the name of an interface. */
  private static String text(InetAddress address) {
    return address.getHostAddress().replaceFirst("%.*", "");
  }
}
