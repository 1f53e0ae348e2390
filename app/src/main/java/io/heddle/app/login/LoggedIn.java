package io.heddle.app.login;

import io.heddle.session.Session;
import java.util.Optional;

/**
 * Which user a session belongs to. The session keeps the name, and what changes with the password:
 * a session ends when its user is removed or gets another password.
 */
final class LoggedIn {
  private static final char SEPARATOR = ' ';

  private final String key;
  private final Passwords passwords;

  /**
   * Users of some passwords.
   *
   * @param area tells them apart from users of the same name with other passwords
   */
  LoggedIn(String area, Passwords passwords) {
    this.key = "user of " + area;
    this.passwords = passwords;
  }

  /** The user; empty if nobody has logged in. */
  Optional<String> user(Session session) {
    return session.get(key).flatMap(this::valid);
  }

  private Optional<String> valid(String stored) {
    int space = stored.indexOf(SEPARATOR);
    String version = stored.substring(0, Math.max(0, space));
    String user = stored.substring(space + 1);
    return passwords.version(user).filter(version::equals).map(_ -> user);
  }

  /** Makes the session that of a user who has shown the right password. */
  void begin(Session session, String user) {
    session.renew();
    session.set(key, passwords.version(user).orElseThrow() + SEPARATOR + user);
  }
}
