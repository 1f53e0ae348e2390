package io.heddle.http;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is known about the TLS of a connection.
 *
 * @param version such as {@code TLSv1.3}
 * @param cipherSuite its name in the IANA registry
 * @param names the hosts that the server's certificate is for, in lower case; a wildcard such as
 *     {@code *.example.org} covers one label
 * @param client the certificate that the client has shown, which is valid
 */
public record TlsInfo(
    String version, String cipherSuite, List<String> names, Optional<X509Certificate> client) {
  public TlsInfo {
    names = List.copyOf(names);
  }

  /**
   * Whether the certificate is for this host. A request for another host on the same connection may
   * be misdirected (RFC 9110 section 15.5.20).
   *
   * @param host without a port
   */
  public boolean covers(String host) {
    String wanted = host.toLowerCase(Locale.ROOT);
    int dot = wanted.indexOf('.');
    return names.contains(wanted) || (dot > 0 && names.contains("*" + wanted.substring(dot)));
  }
}
