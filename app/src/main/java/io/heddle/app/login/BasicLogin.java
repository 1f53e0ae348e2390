package io.heddle.app.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.heddle.filter.ClientKey;
import io.heddle.http.Attribute;
import io.heddle.http.Blocking;
import io.heddle.http.Field;
import io.heddle.http.Filter;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.Headers;
import io.heddle.http.HttpException;
import io.heddle.http.Request;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A filter that allows only users who send their password with each request (RFC 7617). A password
 * that was right is not compared again for some minutes: bcrypt is slow by design. A client that
 * has sent several wrong ones has to wait, and gets 429.
 */
public final class BasicLogin implements Filter {
  /** The name of the user, for handlers and logs. */
  public static final Attribute<String> USER = Attribute.of("user", String.class);

  private static final HeaderName AUTHORIZATION = HeaderName.of("Authorization");
  private static final HeaderName CHALLENGE = HeaderName.of("WWW-Authenticate");
  private static final String SCHEME = "Basic ";
  private static final Status UNAUTHORIZED = Status.of(401);
  private static final Status TOO_MANY_REQUESTS = Status.of(429);

  private static final Duration REMEMBERED = Duration.ofMinutes(5);

  /** What was known when a request arrived is still known when its handler runs. */
  private static final Duration HANDLED = Duration.ofMinutes(1);

  private static final int MAX_REMEMBERED = 10_000;

  /** So many wrong passwords are allowed within {@link #PATIENCE}. */
  private static final int MAX_FAILURES = 10;

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int MAX_FAILING_CLIENTS = 100_000;
  private static final Duration MAX_WAIT = Duration.ofSeconds(5);

  private final Passwords passwords;
  private final Field challenge;
  private final byte[] salt = new byte[16];

  /** What became of a password. */
  private sealed interface Outcome {}

  private enum Refusal implements Outcome {
    WRONG,
    TOO_MANY
  }

  /**
   * A user whose password was right.
   *
   * @param untilNanos when it is compared again, as {@link System#nanoTime}
   */
  private record Known(String user, long untilNanos) implements Outcome {
    boolean isFresh() {
      return untilNanos - System.nanoTime() > 0;
    }
  }

  /** The users of credentials that were right, by their digest. */
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

  /**
   * The filter.
   *
   * @param realm what the browser shows; no quotes
   */
  public BasicLogin(Passwords passwords, String realm) {
    this.passwords = passwords;
    this.challenge = Field.of(CHALLENGE, "Basic realm=\"" + realm + "\", charset=\"UTF-8\"");
    new SecureRandom().nextBytes(salt);
  }

  @Override
  public Blocking blocking() {
    return Blocking.FREELY;
  }

  /** Only a password that must be compared takes long. */
  @Override
  public Blocking blocking(RequestHead head) {
    Optional<String> sent = credentials(head.headers());
    if (sent.isEmpty()) {
      return Blocking.NEVER;
    }
    Known user = known.getIfPresent(digest(sent.get()));
    return user != null && user.isFresh() ? Blocking.NEVER : Blocking.FREELY;
  }

  @Override
  public Response filter(Request request, Handler next) throws IOException, InterruptedException {
    Optional<String> sent = credentials(request.headers());
    if (sent.isEmpty()) {
      return refused("send a name and a password");
    }
    ByteBuffer digest = digest(sent.get());
    Known user = known.getIfPresent(digest);
    if (user == null) {
      ByteBuffer client = ClientKey.of(request.connection().peer().getAddress());
      AtomicInteger failed = failures.get(client, _ -> new AtomicInteger());
      switch (comparedInTurn(digest, sent.get(), failed)) {
        case Known right -> user = right;
        case Refusal.WRONG -> {
          return refused("the name or the password is wrong");
        }
        case Refusal.TOO_MANY -> {
          return Response.error(TOO_MANY_REQUESTS, "too many wrong passwords; wait a little")
              .with(HeaderName.RETRY_AFTER, Long.toString(secondsToWait(client)));
        }
      }
    }
    request.set(USER, user.user);
    return next.handle(request);
  }

  /**
   * The user, if the password is right. Several requests with the same one compare it once. After
   * too many failures nothing is compared, not even for requests that have waited meanwhile.
   */
  private Outcome comparedInTurn(ByteBuffer digest, String encoded, AtomicInteger failed)
      throws InterruptedException {
    if (!comparisons.tryAcquire(MAX_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new HttpException(Status.SERVICE_UNAVAILABLE, "too many clients log in");
    }
    try {
      Known meanwhile = known.getIfPresent(digest);
      if (meanwhile != null) {
        return meanwhile;
      }
      if (failed.get() >= MAX_FAILURES) {
        return Refusal.TOO_MANY;
      }
      Optional<String> user = compare(encoded);
      if (user.isEmpty()) {
        failed.incrementAndGet();
        return Refusal.WRONG;
      }
      Known right = new Known(user.get(), System.nanoTime() + REMEMBERED.toNanos());
      known.put(digest, right);
      return right;
    } finally {
      comparisons.release();
    }
  }

  /** How long until the wrong passwords of a client are forgotten, at least a second. */
  private long secondsToWait(ByteBuffer client) {
    return failures
        .policy()
        .expireAfterWrite()
        .flatMap(expiry -> expiry.ageOf(client))
        .map(age -> Math.max(1, PATIENCE.minus(age).plusMillis(999).toSeconds()))
        .orElse(1L);
  }

  private Response refused(String reason) {
    return Response.error(UNAUTHORIZED, reason).append(challenge);
  }

  /** What follows the scheme, still encoded. */
  private static Optional<String> credentials(Headers headers) {
    return headers
        .first(AUTHORIZATION)
        .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(value -> value.substring(SCHEME.length()).strip());
  }

  /** The user, if the password is right. */
  private Optional<String> compare(String encoded) {
    String decoded;
    try {
      decoded = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    int colon = decoded.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    String user = decoded.substring(0, colon);
    return passwords.contain(user, decoded.substring(colon + 1))
        ? Optional.of(user)
        : Optional.empty();
  }

  /** What is remembered in place of a password. */
  private ByteBuffer digest(String credentials) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt);
      return ByteBuffer.wrap(digest.digest(credentials.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
