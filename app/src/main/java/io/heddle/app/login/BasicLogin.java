package io.heddle.app.login;

import io.heddle.http.Attribute;
import io.heddle.http.Blocking;
import io.heddle.http.Field;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.Headers;
import io.heddle.http.Request;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import io.heddle.http.SelectiveFilter;
import io.heddle.http.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A filter that allows only users who send their password with each request (RFC 7617). A client
 * that has sent several wrong ones has to wait, and gets 429.
 */
public final class BasicLogin implements SelectiveFilter {
  /** The name of the user, for handlers and logs. */
  public static final Attribute<String> USER = Attribute.of("user", String.class);

  /** How the user has logged in: {@code Basic} or {@code Form}. */
  public static final Attribute<String> METHOD = Attribute.of("login", String.class);

  private static final HeaderName AUTHORIZATION = HeaderName.of("Authorization");
  private static final HeaderName CHALLENGE = HeaderName.of("WWW-Authenticate");
  private static final String SCHEME = "Basic ";
  private static final Status UNAUTHORIZED = Status.of(401);
  private static final Status TOO_MANY_REQUESTS = Status.of(429);

  private final PasswordCheck check;
  private final Field challenge;

  /**
   * The filter.
   *
   * @param realm what the browser shows; no quotes
   */
  public BasicLogin(PasswordCheck check, String realm) {
    this.check = check;
    this.challenge = Field.of(CHALLENGE, "Basic realm=\"" + realm + "\", charset=\"UTF-8\"");
  }

  @Override
  public Blocking blocking() {
    return Blocking.FREELY;
  }

  /** Only a password that must be compared takes long. */
  @Override
  public Blocking blocking(RequestHead head) {
    return credentials(head.headers()).filter(sent -> !check.isKnown(sent)).isPresent()
        ? Blocking.FREELY
        : Blocking.NEVER;
  }

  @Override
  public Response filter(Request request, Handler next) throws IOException, InterruptedException {
    Optional<Credentials> sent = credentials(request.headers());
    if (sent.isEmpty()) {
      return refused("send a name and a password");
    }
    InetAddress client = request.client().address();
    return switch (check.check(sent.get(), client)) {
      case RIGHT -> {
        request.set(USER, sent.get().user());
        request.set(METHOD, "Basic");
        yield next.handle(request);
      }
      case WRONG -> refused("the name or the password is wrong");
      case TOO_MANY ->
          Response.error(TOO_MANY_REQUESTS, "too many wrong passwords; wait a little")
              .with(HeaderName.RETRY_AFTER, Long.toString(check.secondsToWait(client)));
    };
  }

  private Response refused(String reason) {
    return Response.error(UNAUTHORIZED, reason).append(challenge);
  }

  /** The name and the password; empty if there are none, or they are malformed. */
  private static Optional<Credentials> credentials(Headers headers) {
    return headers
        .first(AUTHORIZATION)
        .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .flatMap(value -> decoded(value.substring(SCHEME.length()).strip()));
  }

  private static Optional<Credentials> decoded(String encoded) {
    String text;
    try {
      text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    int colon = text.indexOf(':');
    return colon < 0
        ? Optional.empty()
        : Optional.of(new Credentials(text.substring(0, colon), text.substring(colon + 1)));
  }
}
