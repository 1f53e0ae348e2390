package io.heddle.app.config;

import io.heddle.app.config.LocationConfig.Login;
import io.heddle.http.Handler;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.routing.Locations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads how users log in: with each request, or with a form. */
final class LoginReader {
  static final String LOGIN = "login";
  static final String PAGE = "login-page";
  private static final String FORM = "form";
  private static final String STANDARD_PAGE = "/login";
  private static final Route UNUSED =
      new Route("unused", Handler.immediate(_ -> Response.text("")));

  private LoginReader() {}

  /**
   * The path of the page with the form; empty if users send their password with each request.
   *
   * @param hasUsers whether the block has a file of users
   */
  static Optional<String> page(Block block, boolean hasUsers) {
    boolean isForm = block.value(LOGIN, LoginReader::isForm).orElse(false);
    Optional<String> page = block.value(PAGE, LoginReader::path);
    if (block.has(LOGIN) && !hasUsers) {
      block.mistake(LOGIN, "it needs users in the same block: write users = FILE, or remove this");
    } else if (block.has(PAGE) && !isForm) {
      block.mistake(PAGE, "it needs a form: write login = form in the same block, or remove this");
    }
    return isForm ? Optional.of(page.orElse(STANDARD_PAGE)) : Optional.empty();
  }

  private static boolean isForm(String text) {
    return switch (text) {
      case FORM -> true;
      case "basic" -> false;
      default -> throw new IllegalArgumentException("write basic or form");
    };
  }

  private static String path(String text) {
    Locations.builder(_ -> UNUSED).exact(text, _ -> UNUSED);
    return text;
  }

  /**
   * The pages of locations, by their paths. A page belongs to the users of one file, and nothing
   * else of the server is at its path.
   */
  static SequencedMap<String, Login> pages(Block server, List<LocationConfig> locations) {
    SequencedMap<String, Login> pages = new LinkedHashMap<>();
    for (LocationConfig location : locations) {
      location
          .login()
          .flatMap(Login::page)
          .ifPresent(page -> check(server, pages, page, location.login().orElseThrow()));
    }
    for (LocationConfig location : locations) {
      if (location.isExact() && pages.containsKey(location.path())) {
        server.mistake(
            location.path()
                + " is the login page and a location: choose another path with "
                + PAGE);
      }
    }
    return pages;
  }

  private static void check(Block server, Map<String, Login> pages, String page, Login login) {
    Login other = pages.putIfAbsent(page, login);
    if (other != null
        && !(other.file().equals(login.file()) && other.realm().equals(login.realm()))) {
      server.mistake(
          page
              + " is the login page of two locations with other users or another realm: choose"
              + " another path for one of them with "
              + PAGE);
    }
  }
}
