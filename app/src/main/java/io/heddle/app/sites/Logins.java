package io.heddle.app.sites;

import io.heddle.app.config.LocationConfig.Login;
import io.heddle.app.login.BasicLogin;
import io.heddle.app.login.LoginForm;
import io.heddle.app.login.PasswordCheck;
import io.heddle.http.Filter;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The logins of a virtual server. Locations that inherit one count the same wrong passwords. */
final class Logins {
  private final String server;

  /** By identity: two blocks with equal values have two logins, but for those of one page. */
  private final IdentityHashMap<Login, PasswordCheck> checks = new IdentityHashMap<>();

  private final Map<String, LoginForm> pages = new LinkedHashMap<>();

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
    PasswordCheck check = checks.computeIfAbsent(login, its -> new PasswordCheck(its.passwords()));
    if (login.page().isEmpty()) {
      return new BasicLogin(check, login.realm());
    }
    String path = login.page().get();
    return pages
        .computeIfAbsent(path, _ -> new LoginForm(server + path, path, login.realm(), check))
        .filter();
  }

  /** The forms that locations use, by the paths of their pages. */
  Map<String, LoginForm> pages() {
    return pages;
  }
}
