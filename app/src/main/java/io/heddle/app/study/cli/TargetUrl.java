package io.heddle.app.study.cli;

import io.heddle.app.study.plan.PlanException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;

/** The URL of a server that is not started but only used. */
final class TargetUrl {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);

  private TargetUrl() {}

  /**
   * Reads the value of {@code --target}.
   *
   * @throws PlanException if it is no URL of a server
   */
  static URI of(String text) {
    try {
      URI url = new URI(text);
      boolean isPlain = "http".equals(url.getScheme()) && url.getHost() != null;
      boolean isBare = url.getRawQuery() == null && url.getRawFragment() == null;
      if (isPlain && isBare && List.of("", "/").contains(url.getRawPath())) {
        return URI.create(text.replaceFirst("/$", ""));
      }
    } catch (URISyntaxException _) {
      // refused below
    }
    throw new PlanException("--target", text, "write a URL such as http://127.0.0.1:8080");
  }

  /** Whether its host is the name or an address of the loopback interface. */
  static boolean isHere(URI url) {
    return LOOPBACK.matcher(url.getHost()).matches();
  }
}
