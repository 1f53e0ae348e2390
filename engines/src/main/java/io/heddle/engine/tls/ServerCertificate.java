package io.heddle.engine.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate of the server with its key.
 *
 * @param hosts those of the virtual server that it belongs to, in lower case; a wildcard such as
 *     {@code *.example.org} covers any number of labels. Clients that name one of them get this
 *     certificate, or another one with the same hosts. Empty if it belongs to no server
 * @param names the hosts that are in it, in lower case; a wildcard such as {@code *.example.org}
 *     covers one label
 * @param chain the certificate itself, then the certificates of the authorities that clients may
 *     not know
 * @param key the private key
 */
public record ServerCertificate(
    List<String> hosts, List<String> names, List<X509Certificate> chain, PrivateKey key) {
  private static final int DNS_NAME = 2;
  private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=([^,]+)");

  public ServerCertificate {
    hosts = hosts.stream().map(ServerCertificate::relative).toList();
    names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("the chain of certificates is empty");
    }
    if (!belongs(key, chain.getFirst().getPublicKey())) {
      throw new IllegalArgumentException(
          "the private key does not belong to the certificate of "
              + chain.getFirst().getSubjectX500Principal());
    }
  }

  /** A host as clients name it: without a final dot (RFC 6066 section 3). */
  private static String relative(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** A certificate for the names that it contains. */
  public static ServerCertificate of(List<X509Certificate> chain, PrivateKey key) {
    return new ServerCertificate(
        List.of(), chain.isEmpty() ? List.of() : namesOf(chain.getFirst()), chain, key);
  }

  /** A copy for a virtual server with these hosts. */
  public ServerCertificate withHosts(List<String> values) {
    return new ServerCertificate(values, names, chain, key);
  }

  private static List<String> namesOf(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      if (all == null) {
        commonName(certificate, names);
        return names;
      }
      for (List<?> name : all) {
        if (name.getFirst().equals(DNS_NAME)) {
          names.add((String) name.get(1));
        }
      }
    } catch (CertificateParsingException e) {
      throw new IllegalArgumentException("the names of a certificate cannot be read", e);
    }
    return names;
  }

  /** Certificates without alternative names are old; the common name is their host. */
  private static void commonName(X509Certificate certificate, List<String> names) {
    Matcher name =
        COMMON_NAME.matcher(certificate.getSubjectX500Principal().getName(X500Principal.RFC2253));
    if (name.find()) {
      names.add(name.group(1));
    }
  }

  /** Whether the key signs what the certificate's public key verifies. */
  private static boolean belongs(PrivateKey key, PublicKey publicKey) {
    try {
      Signature signature = Signature.getInstance(algorithm(publicKey));
      byte[] text = {1, 2, 3};
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String algorithm(PublicKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
  }

  /** The kind of key, as {@code SSLEngine} names it: RSA, EC or EdDSA. */
  String keyType() {
    return chain.getFirst().getPublicKey().getAlgorithm();
  }
}
