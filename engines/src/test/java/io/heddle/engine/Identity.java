package io.heddle.engine;

import io.heddle.engine.tls.ServerCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** A key and its certificate, made for a test. */
record Identity(KeyPair keys, X509Certificate certificate) {
  private static final char[] PASSWORD = "test".toCharArray();
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** An authority that can sign others. */
  static Identity authority(String name) {
    return make("EC", name, List.of(), null);
  }

  /** A certificate with an elliptic key for these hosts, signed by this authority. */
  Identity signs(String... hosts) {
    return make("EC", hosts[0], List.of(hosts), this);
  }

  /** A certificate with an RSA key for these hosts, signed by this authority. */
  Identity signsRsa(String... hosts) {
    return make("RSA", hosts[0], List.of(hosts), this);
  }

  private static Identity make(
      String algorithm, String name, List<String> hosts, @Nullable Identity signer) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(algorithm.equals("EC") ? 256 : 2048);
      KeyPair keys = generator.generateKeyPair();
      PrivateKey signingKey = signer == null ? keys.getPrivate() : signer.keys.getPrivate();
      byte[] issuer = Der.commonName(signer == null ? name : signer.name());
      byte[] signing = Der.sequence(Der.identifier("1.2.840.10045.4.3.2"));
      byte[] content =
          Der.sequence(
              Der.value(0xa0, Der.small(2)),
              Der.small(1 + NUMBER.getAndIncrement() % 100),
              signing,
              issuer,
              Der.sequence(Der.time("20200101000000Z"), Der.time("20990101000000Z")),
              Der.commonName(name),
              keys.getPublic().getEncoded(),
              Der.value(0xa3, Der.sequence(extension(hosts))));
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(signingKey);
      signature.update(content);
      byte[] encoded = Der.sequence(content, signing, Der.bits(signature.sign()));
      return new Identity(
          keys,
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(encoded)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The hosts of a server; for an authority, the right to sign. */
  private static byte[] extension(List<String> hosts) {
    if (hosts.isEmpty()) {
      byte[] yes = Der.value(0x01, new byte[] {(byte) 0xff});
      return Der.sequence(Der.identifier("2.5.29.19"), yes, Der.octets(Der.sequence(yes)));
    }
    byte[][] names =
        hosts.stream()
            .map(host -> Der.value(0x82, host.getBytes(StandardCharsets.US_ASCII)))
            .toArray(byte[][]::new);
    return Der.sequence(Der.identifier("2.5.29.17"), Der.octets(Der.sequence(names)));
  }

  private String name() {
    return certificate.getSubjectX500Principal().getName().replace("CN=", "");
  }

  /** The identity as a server's. */
  ServerCertificate server() {
    return ServerCertificate.of(List.of(certificate), keys.getPrivate());
  }

  /** What shows this identity to a server. */
  KeyManager[] keyManagers() throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    store.setKeyEntry("own", keys.getPrivate(), PASSWORD, new X509Certificate[] {certificate});
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(store, PASSWORD);
    return new KeyManager[] {new Insistent((X509ExtendedKeyManager) factory.getKeyManagers()[0])};
  }

  /** Shows its certificate even to a server that does not trust who has signed it. */
  private static final class Insistent extends X509ExtendedKeyManager {
    private final X509ExtendedKeyManager keys;

    Insistent(X509ExtendedKeyManager keys) {
      this.keys = keys;
    }

    @Override
    public String chooseClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return keys.chooseClientAlias(keyTypes, null, socket);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return keys.getCertificateChain(alias);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return keys.getPrivateKey(alias);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
      return keys.getClientAliases(keyType, null);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
      return keys.getServerAliases(keyType, null);
    }

    @Override
    public String chooseServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return keys.chooseServerAlias(keyType, null, socket);
    }
  }

  /** What trusts the certificates that this authority has signed. */
  TrustManager[] trustManagers() throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    store.setCertificateEntry("authority", certificate);
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
