package io.heddle.app.login;

import io.heddle.app.upload.FormFields;
import io.heddle.filter.CrossSiteRequests;
import io.heddle.http.Filter;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpException;
import io.heddle.http.Request;
import io.heddle.http.Response;
import io.heddle.http.Status;
import io.heddle.session.Sessions;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A login by session: a page with a form, which checks a name and a password, and the filter for
 * everything that needs a login. A POST to the page with the query {@code logout} logs out.
 *
 * <p>Forms of other sites have no effect. A login needs the {@link FormToken} of the page, because
 * otherwise another site could log its visitors in as somebody else. A logout needs no token, so
 * that any page of the site can have a button for it. Both must come from this site, as {@link
 * CrossSiteRequests} finds out, and browsers do not send the session with forms of other sites
 * (SameSite).
 */
public final class LoginForm {
  private static final String LOGOUT = "logout";
  private static final Status SEE_OTHER = Status.of(303);
  private static final Status TOO_MANY_REQUESTS = Status.of(429);
  private static final String FORM = "application/x-www-form-urlencoded";

  private final String path;
  private final PasswordCheck check;
  private final LoggedIn users;
  private final Filter filter;
  private final FormToken tokens = new FormToken();
  private final LoginPage page;

  /**
   * A form.
   *
   * @param area tells its users apart from those of other forms whose sessions are in the same
   *     store; the same on all servers that share sessions
   * @param path of the page
   * @param realm what the page shows; no quotes
   */
  public LoginForm(String area, String path, String realm, PasswordCheck check) {
    this.path = path;
    this.check = check;
    this.users = new LoggedIn(area, check.passwords());
    this.filter = new FormLogin(path, realm, users);
    this.page = new LoginPage(path, realm);
  }

  /** The filter for what needs a login. */
  public Filter filter() {
    return filter;
  }

  /** The filters for handlers of the same host that need no login: they withhold its cookies. */
  public static List<Filter> withheld() {
    return List.of(FormToken.WITHHELD, Sessions.withheld());
  }

  /** Shows the form, or who is logged in. */
  public Handler shown() {
    return Handler.immediate(this::show);
  }

  /** Logs in or out. */
  public Handler sent() {
    Handler handler = this::receive;
    return handler.with(new CrossSiteRequests());
  }

  private Response show(Request request) {
    String to = request.queryParameter(LocalTarget.PARAMETER).map(LocalTarget::of).orElse("/");
    Optional<String> user = users.user(Sessions.of(request));
    return user.isPresent()
        ? page.loggedIn(user.get(), to)
        : form(request, Status.OK, new LoginPage.Form("", to, ""));
  }

  /** The form with a token, and the cookie with the token for clients that have none. */
  private Response form(Request request, Status status, LoginPage.Form form) {
    Optional<String> sent = tokens.sent(request);
    String token = sent.orElseGet(tokens::fresh);
    Response shown = page.form(status, form, token);
    return sent.isPresent() ? shown : shown.append(tokens.cookie(token).field(request.head()));
  }

  private Response receive(Request request) throws IOException, InterruptedException {
    return request.queryParameter(LOGOUT).isPresent() ? logOut(request) : logIn(request);
  }

  private Response logOut(Request request) {
    Sessions.of(request).end();
    return Response.of(SEE_OTHER).with(HeaderName.LOCATION, path);
  }

  private Response logIn(Request request) throws IOException, InterruptedException {
    requireForm(request);
    FormFields fields = FormFields.ofUrlEncoded(request.body());
    String user = fields.first("user").orElse("");
    Credentials credentials = new Credentials(user, fields.first("password").orElse(""));
    String to = fields.first(LocalTarget.PARAMETER).map(LocalTarget::of).orElse("/");
    LoginPage.Form form = new LoginPage.Form(user, to, "");
    if (!tokens.matches(request, fields.first(FormToken.FIELD).orElse(""))) {
      String problem = "this form is too old, or cookies are off: please try again";
      return refused(request, Status.FORBIDDEN, form.with(problem));
    }
    InetAddress client = request.client().address();
    return switch (check.check(credentials, client)) {
      case RIGHT -> {
        users.begin(Sessions.of(request), user);
        yield Response.of(SEE_OTHER).with(HeaderName.LOCATION, to);
      }
      case WRONG ->
          refused(request, Status.FORBIDDEN, form.with("the name or the password is wrong"));
      case TOO_MANY ->
          refused(request, TOO_MANY_REQUESTS, form.with("too many wrong passwords; wait a little"))
              .with(HeaderName.RETRY_AFTER, Long.toString(check.secondsToWait(client)));
    };
  }

  private Response refused(Request request, Status status, LoginPage.Form form) {
    return FormLogin.wantsPage(request.head())
        ? form(request, status, form)
        : Response.error(status, form.problem());
  }

  private static void requireForm(Request request) {
    String type = request.headers().first(HeaderName.CONTENT_TYPE).orElse("");
    if (!type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(FORM)) {
      throw new HttpException(Status.UNSUPPORTED_MEDIA_TYPE, "send a form as " + FORM);
    }
  }
}
