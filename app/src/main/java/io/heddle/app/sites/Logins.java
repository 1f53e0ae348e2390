package io.heddle.app.sites;

import io.heddle.app.config.LocationConfig.Login;
import io.heddle.app.login.BasicLogin;
import io.heddle.app.login.LoginForm;
import io.heddle.app.login.PasswordCheck;
import io.heddle.http.Filter;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** The logins of a virtual server. Locations that inherit one count the same wrong passwords. */
final class Logins {
  private final String server;

  /** By identity: two blocks with equal values have two logins, but for those of one page. */
  private final IdentityHashMap<Login, PasswordCheck> checks = new IdentityHashMap<>();

  private final Map<String, LoginForm> forms = new HashMap<>();

  /**
   * No logins yet.
   *
   * @param server its name, which is the same on all machines
   */
  Logins(String server) {
    this.server = server;
  }

  /** The filter of a location; with a form, it needs sessions around it. */
  Filter filter(Login login) {
    return login
        .page()
        .map(path -> form(path, login).filter())
        .orElseGet(() -> new BasicLogin(check(login), login.realm()));
  }

  /** The form on the page at a path. */
  LoginForm form(String path, Login login) {
    return forms.computeIfAbsent(
        path, _ -> new LoginForm(server + path, path, login.realm(), check(login)));
  }

  private PasswordCheck check(Login login) {
    return checks.computeIfAbsent(login, its -> new PasswordCheck(its.passwords()));
  }
}
