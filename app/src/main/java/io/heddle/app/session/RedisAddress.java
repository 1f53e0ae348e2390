package io.heddle.app.session;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a Redis server is, such as {@code redis://127.0.0.1:6379/0}.
 *
 * @param host a name or an address; an IPv6 address has no brackets
 * @param database its number
 * @param user empty for its standard user
 * @param password empty if it asks for none
 */
public record RedisAddress(
    String host, int port, int database, Optional<String> user, Optional<String> password) {
  private static final int STANDARD_PORT = 6379;
  private static final int MAX_PORT = 65_535;
  private static final String REMEDY =
      "write redis:// with a host, and a port and the number of a database if they are not the"
          + " standard ones: redis://127.0.0.1:6379/0";

  /** The names of containers may have underscores, which {@code URI} takes for no host. */
  private static final Pattern FORM =
      Pattern.compile(
          "redis://((?<user>[^:@/?#\\s]+)@)?(?<host>[\\w.-]+|\\[[\\p{XDigit}:.]+])"
              + "(:(?<port>\\d{1,5}))?(/(?<database>\\d{0,5}))?");

  private static final Pattern WITH_PASSWORD = Pattern.compile("[^/]*//[^/@]*:[^/@]*@.*");

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException when it is none; the message is the remedy
   */
  public static RedisAddress parse(String text) {
    if (WITH_PASSWORD.matcher(text).matches()) {
      throw new IllegalArgumentException("write the password to a file: password-file = FILE");
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(REMEDY);
    }
    int port = number(form.group("port"), STANDARD_PORT);
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException(REMEDY);
    }
    return new RedisAddress(
        form.group("host").replaceAll("[\\[\\]]", ""),
        port,
        number(form.group("database"), 0),
        Optional.ofNullable(form.group("user")),
        Optional.empty());
  }

  private static int number(@Nullable String digits, int standard) {
    return digits == null || digits.isEmpty() ? standard : Integer.parseInt(digits);
  }

  /** A copy with a password. */
  public RedisAddress withPassword(Optional<String> value) {
    return new RedisAddress(host, port, database, user, value);
  }

  /** The address without the password. */
  @Override
  public String toString() {
    String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
    String before = user.map(name -> name + "@").orElse("");
    return "redis://" + before + shown + ":" + port + "/" + database;
  }
}
