package io.heddle.app.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.heddle.http.ClientKey;
import io.heddle.http.HttpException;
import io.heddle.http.Status;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Compares passwords, a few at a time, because bcrypt is slow by design. A client that has sent
 * several wrong ones has to wait. A password that was right is not compared again for some minutes.
 * Thread-safe.
 */
public final class PasswordCheck {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Duration REMEMBERED = Duration.ofMinutes(5);

  /** What was known when a request arrived is still known when its handler runs. */
  private static final Duration HANDLED = Duration.ofMinutes(1);

  private static final int MAX_REMEMBERED = 10_000;

  /** So many wrong passwords are allowed within {@link #PATIENCE}. */
  private static final int MAX_FAILURES = 10;

  private static final int MAX_FAILING_CLIENTS = 100_000;
  private static final Duration MAX_WAIT = Duration.ofSeconds(5);

  private final Passwords passwords;
  private final byte[] salt = new byte[16];

  /** What became of a password. */
  enum Outcome {
    RIGHT,
    WRONG,
    /** It was not compared, because the client has sent too many wrong ones. */
    TOO_MANY
  }

  /**
   * A password that was right.
   *
   * @param untilNanos when it is compared again, as {@link System#nanoTime}
   */
  private record Known(long untilNanos) {
    boolean isFresh() {
      return untilNanos - System.nanoTime() > 0;
    }
  }

  /** What was right, by the digest of the credentials. */
  private final Cache<ByteBuffer, Known> known =
      Caffeine.newBuilder()
          .maximumSize(MAX_REMEMBERED)
          .expireAfterWrite(REMEMBERED.plus(HANDLED))
          .build();

  /** The number of wrong passwords, by client. */
  private final Cache<ByteBuffer, AtomicInteger> failures =
      Caffeine.newBuilder().maximumSize(MAX_FAILING_CLIENTS).expireAfterWrite(PATIENCE).build();

  /** Comparing keeps a processor busy. */
  private final Semaphore comparisons =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

  /** A check that knows these passwords, and no failures yet. */
  public PasswordCheck(Passwords passwords) {
    this.passwords = passwords;
    new SecureRandom().nextBytes(salt);
  }

  Passwords passwords() {
    return passwords;
  }

  /** Whether {@link #check} answers at once: the password was right a moment ago. */
  boolean isKnown(Credentials credentials) {
    Known right = known.getIfPresent(digest(credentials));
    return right != null && right.isFresh();
  }

  /**
   * Checks a password. It may wait for its turn, and computes for a good part of a second.
   *
   * @throws HttpException 503 when too many clients log in at the same time
   */
  Outcome check(Credentials credentials, InetAddress client) throws InterruptedException {
    ByteBuffer digest = digest(credentials);
    if (known.getIfPresent(digest) != null) {
      return Outcome.RIGHT;
    }
    AtomicInteger failed = failures.get(ClientKey.of(client), _ -> new AtomicInteger());
    if (failed.get() >= MAX_FAILURES) {
      // it must not take the turn of others
      return Outcome.TOO_MANY;
    }
    return comparedInTurn(digest, credentials, failed);
  }

  /** How long until the wrong passwords of a client are forgotten, in seconds, at least 1. */
  long secondsToWait(InetAddress client) {
    return failures
        .policy()
        .expireAfterWrite()
        .flatMap(expiry -> expiry.ageOf(ClientKey.of(client)))
        .map(age -> Math.max(1, PATIENCE.minus(age).plusMillis(999).toSeconds()))
        .orElse(1L);
  }

  /**
   * Several requests with the same password compare it once. After too many failures nothing is
   * compared, not even for requests that have waited meanwhile.
   */
  private Outcome comparedInTurn(ByteBuffer digest, Credentials credentials, AtomicInteger failed)
      throws InterruptedException {
    if (!comparisons.tryAcquire(MAX_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new HttpException(Status.SERVICE_UNAVAILABLE, "too many clients log in");
    }
    try {
      if (known.getIfPresent(digest) != null) {
        return Outcome.RIGHT;
      }
      if (failed.get() >= MAX_FAILURES) {
        return Outcome.TOO_MANY;
      }
      if (!passwords.contain(credentials.user(), credentials.password())) {
        failed.incrementAndGet();
        return Outcome.WRONG;
      }
      known.put(digest, new Known(System.nanoTime() + REMEMBERED.toNanos()));
      return Outcome.RIGHT;
    } finally {
      comparisons.release();
    }
  }

  /** What is remembered in place of a password. No user has a colon. */
  private ByteBuffer digest(Credentials credentials) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt);
      String text = credentials.user() + ":" + credentials.password();
      return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
