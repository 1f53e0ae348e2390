package io.heddle.session;

import io.heddle.http.Attribute;
import io.heddle.http.Blocking;
import io.heddle.http.Filter;
import io.heddle.http.Handler;
import io.heddle.http.HttpException;
import io.heddle.http.Request;
import io.heddle.http.Response;
import java.io.IOException;
import java.security.SecureRandom;

/**
 * A filter that gives each request its {@link Session}. The client keeps the id in a cookie, which
 * handlers do not see. A response is not for shared caches if a handler has used the session, even
 * if there is none. Thread-safe.
 *
 * <p>If the store may block, so may every handler behind this filter, and an event loop lets
 * workers run them.
 */
public final class Sessions implements Filter {
  private static final Attribute<Session> SESSION = Attribute.of("session", Session.class);
  private static final SetCookie COOKIE = SetCookie.of("heddle-session", "");
  private static final WithheldCookies WITHHELD = new WithheldCookies(COOKIE);

  private final SessionStore store;
  private final SessionLimits limits;
  private final SecureRandom random = new SecureRandom();

  /**
   * A filter.
   *
   * @param limits of which only the size concerns it
   */
  public Sessions(SessionStore store, SessionLimits limits) {
    this.store = store;
    this.limits = limits;
  }

  /**
   * The session of a request.
   *
   * @throws IllegalStateException when its route has no such filter
   */
  public static Session of(Request request) {
    return request
        .attribute(SESSION)
        .orElseThrow(() -> new IllegalStateException("this route has no filter for sessions"));
  }

  /** A filter that withholds the cookie from handlers without a session. */
  public static Filter withheld() {
    return WITHHELD;
  }

  @Override
  public Blocking blocking() {
    return store.blocking();
  }

  @Override
  public Response filter(Request request, Handler next) throws IOException, InterruptedException {
    SessionId sent =
        Cookies.of(request.headers())
            .only(COOKIE.nameIn(request.head()))
            .flatMap(SessionId::parse)
            .orElse(null);
    Session session = new Session(store, limits, random, sent);
    request.set(SESSION, session);
    try {
      Response response = told(session, request, WITHHELD.filter(request, next));
      return session.isUsed() ? PrivateResponses.of(response) : response;
    } catch (HttpException e) {
      throw session.isUsed() ? PrivateResponses.of(e) : e;
    }
  }

  /** Stores the session, and adds what the client has to be told of it. */
  private static Response told(Session session, Request request, Response response) {
    return switch (saved(session, response)) {
      case Session.Notice.Nothing() -> response;
      case Session.Notice.NewId(SessionId id) ->
          response.append(COOKIE.withValue(id.text()).field(request.head()));
      case Session.Notice.Ended() -> response.append(COOKIE.deleted().field(request.head()));
    };
  }

  private static Session.Notice saved(Session session, Response response) {
    try {
      return session.save();
    } catch (RuntimeException | Error e) {
      response.body().close();
      throw e;
    }
  }
}
