package io.heddle.app.login;

import io.heddle.filter.CrossSiteRequests;
import io.heddle.http.Accepted;
import io.heddle.http.Field;
import io.heddle.http.Filter;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.Method;
import io.heddle.http.Request;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import io.heddle.http.Status;
import io.heddle.session.Sessions;
import java.io.IOException;
import java.util.Optional;

/**
 * A filter that allows only users who have logged in with a form. Browsers that want a page are
 * sent to the login page; all other requests get 401. It needs {@link Sessions} around it. What a
 * page of another site makes a user's browser change is refused.
 */
final class FormLogin implements Filter {
  private static final HeaderName CHALLENGE = HeaderName.of("WWW-Authenticate");
  private static final Status SEE_OTHER = Status.of(303);
  private static final Status UNAUTHORIZED = Status.of(401);

  /** After a logout, the browser shows nothing that it still has. */
  private static final Field ASKED_AGAIN = Field.of(HeaderName.CACHE_CONTROL, "no-cache");

  private static final Field UNSTORED = Field.of(HeaderName.CACHE_CONTROL, "no-store");

  private final CrossSiteRequests ownRequests = new CrossSiteRequests();
  private final String page;
  private final Field challenge;
  private final LoggedIn users;

  /**
   * The filter.
   *
   * @param page the path of the login page
   */
  FormLogin(String page, String realm, LoggedIn users) {
    this.page = page;
    // RFC 9110 section 15.5.2 wants a challenge; browsers ignore schemes that they do not know
    this.challenge = Field.of(CHALLENGE, "Cookie realm=\"" + realm + "\"");
    this.users = users;
  }

  @Override
  public Response filter(Request request, Handler next) throws IOException, InterruptedException {
    Optional<String> user = users.user(Sessions.of(request));
    if (user.isPresent()) {
      request.set(BasicLogin.USER, user.get());
      request.set(BasicLogin.METHOD, "Form");
      Response response = ownRequests.filter(FormToken.WITHHELD.without(request), next);
      return response.first(HeaderName.CACHE_CONTROL).isEmpty()
          ? response.append(ASKED_AGAIN)
          : response;
    }
    boolean isReading = request.method() == Method.GET || request.method() == Method.HEAD;
    return isReading && wantsPage(request.head())
        ? Response.of(SEE_OTHER)
            .with(HeaderName.LOCATION, LocalTarget.pageFor(page, request.head()))
            .append(UNSTORED)
        : Response.error(UNAUTHORIZED, "log in at " + page + " first")
            .append(challenge)
            .append(UNSTORED);
  }

  /** Whether a browser asks for a page: programs that accept everything do not name HTML. */
  static boolean wantsPage(RequestHead head) {
    return Accepted.of(head.headers().all(HeaderName.ACCEPT)).named("text/html") > 0;
  }
}
