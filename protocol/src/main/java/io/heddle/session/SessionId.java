package io.heddle.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * What identifies a session: 128 random bits, which are the user's key to it. Stores know only a
 * digest, so that nobody can take over a session with what is in a store. Two ids with the same
 * {@link #key} are the same.
 */
public final class SessionId {
  private static final int BYTES = 16;
  private static final int CHARS = 22;

  private final String text;
  private final String key;

  private SessionId(String text) {
    this.text = text;
    this.key = digest(text);
  }

  /** A new id. */
  static SessionId random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new SessionId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** The id that a client has sent; empty if it is none. */
  static Optional<SessionId> parse(String text) {
    return text.length() == CHARS && text.chars().allMatch(SessionId::isBase64)
        ? Optional.of(new SessionId(text))
        : Optional.empty();
  }

  private static boolean isBase64(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The secret itself, for the cookie of its user and nobody else. */
  String text() {
    return text;
  }

  /** What a store keeps instead of it. */
  public String key() {
    return key;
  }

  /** Nothing of the secret, so that no log can contain it. */
  @Override
  public String toString() {
    return "session id";
  }
}
