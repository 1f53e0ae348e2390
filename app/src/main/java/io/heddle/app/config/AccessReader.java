package io.heddle.app.config;

import io.heddle.app.config.LocationConfig.Login;
import io.heddle.app.config.LocationConfig.Rate;
import io.heddle.app.login.Passwords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads who may use a location, and how often. A server is read once, and its locations inherit the
 * results themselves: they have one login and one limit together.
 */
final class AccessReader {
  private static final String USERS = "users";
  private static final String REALM = "realm";
  private static final String RATE = "rate";
  private static final String BURST = "burst";
  private static final String OFF = "off";

  static final Set<String> KEYS =
      Set.of(USERS, REALM, LoginReader.LOGIN, LoginReader.PAGE, RATE, BURST);

  /** A number of requests in a time: 10/s or 600/m. */
  private static final Pattern RATE_FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)/([smh])");

  private static final int MAX_BURST = 1_000_000;

  /**
   * Who may use a location, and how often.
   *
   * @param login empty for everyone
   * @param rate empty for any number of requests
   */
  record Access(Optional<Login> login, Optional<Rate> rate) {
    /** Everyone, as often as they want. */
    static final Access FREE = new Access(Optional.empty(), Optional.empty());
  }

  private final Block block;
  private final RelativePaths paths;

  AccessReader(Block block, RelativePaths paths) {
    this.block = block;
    this.paths = paths;
  }

  /**
   * Reads the keys of a block.
   *
   * @param inherited what is not set in this block
   */
  Access read(Access inherited) {
    return new Access(login(inherited.login), rate(inherited.rate));
  }

  private Optional<Login> login(Optional<Login> inherited) {
    String realm = block.value(REALM, AccessReader::withoutQuotes).orElse("restricted");
    boolean isOff = block.is(USERS, OFF);
    if (block.has(REALM) && (!block.has(USERS) || isOff)) {
      block.mistake(REALM, "it needs users in the same block: write users = FILE, or remove this");
    }
    Optional<String> page = LoginReader.page(block, block.has(USERS) && !isOff);
    if (!block.has(USERS)) {
      return inherited;
    }
    return isOff
        ? Optional.empty()
        : block.value(USERS, text -> new Login(passwords(text), realm, paths.path(text), page));
  }

  private static String withoutQuotes(String text) {
    if (!text.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\')) {
      throw new IllegalArgumentException("write printable ASCII without quotes");
    }
    return text;
  }

  private Passwords passwords(String text) {
    Path file = paths.path(text);
    try {
      return Passwords.read(file);
    } catch (IOException e) {
      throw paths.missing("file that can be read");
    }
  }

  private Optional<Rate> rate(Optional<Rate> inherited) {
    OptionalInt burst = block.number(BURST, 1, MAX_BURST);
    boolean isOff = block.is(RATE, OFF);
    if (block.has(BURST) && (!block.has(RATE) || isOff)) {
      block.mistake(BURST, "it needs a rate in the same block: write rate = 10/s, or remove this");
    }
    if (!block.has(RATE)) {
      return inherited;
    }
    return isOff
        ? Optional.empty()
        : block
            .value(RATE, AccessReader::perSecond)
            .map(number -> new Rate(number, burst.orElse(ofOneSecond(number))));
  }

  private static int ofOneSecond(double perSecond) {
    return (int) Math.clamp(perSecond, 1, MAX_BURST);
  }

  private static double perSecond(String text) {
    Matcher form = RATE_FORM.matcher(text);
    double number = form.matches() ? Double.parseDouble(form.group(1)) : 0;
    if (number == 0) {
      throw new IllegalArgumentException(
          "write a number of requests and a time: 10/s, 600/m or 100/h");
    }
    return switch (form.group(2)) {
      case "s" -> number;
      case "m" -> number / 60;
      default -> number / 3_600;
    };
  }
}
