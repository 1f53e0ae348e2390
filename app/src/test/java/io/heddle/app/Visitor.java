package io.heddle.app;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser, which keeps cookies and the token of the login page that it has seen last. */
final class Visitor {
  private static final String BROWSER = "Accept: text/html,application/xhtml+xml,*/*;q=0.8";
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([\\w-]{22})\"");

  private final LocalServer server;
  private final List<String> cookies = new ArrayList<>();
  private String token = "";

  Visitor(LocalServer server) {
    this.server = server;
  }

  /** These fields, and its cookies. */
  String[] fields(String... more) {
    List<String> fields = new ArrayList<>(List.of(more));
    if (!cookies.isEmpty()) {
      fields.add("Cookie: " + String.join("; ", cookies));
    }
    return fields.toArray(String[]::new);
  }

  private Reply kept(Reply reply) {
    for (String line : reply.head()) {
      if (line.startsWith("Set-Cookie: ")) {
        String cookie = line.substring("Set-Cookie: ".length()).replaceFirst(";.*", "");
        cookies.removeIf(old -> old.startsWith(cookie.replaceFirst("=.*", "=")));
        if (!cookie.endsWith("=")) {
          cookies.add(cookie);
        }
      }
    }
    Matcher shown = TOKEN.matcher(reply.text());
    if (shown.find()) {
      token = shown.group(1);
    }
    return reply;
  }

  Reply get(String target) throws IOException {
    return kept(server.get(target, fields(BROWSER)));
  }

  Reply post(String target, String content, String... more) throws IOException {
    List<String> all = new ArrayList<>(List.of(more));
    all.add(BROWSER);
    all.add(FORM);
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return kept(server.client().post(target, bytes, fields(all.toArray(String[]::new))).read());
  }

  Reply logIn(String page, String user, String password, String to) throws IOException {
    return post(page, form(user, password, to));
  }

  String form(String user, String password, String to) {
    return "token=%s&user=%s&password=%s&to=%s"
        .formatted(token, encoded(user), encoded(password), encoded(to));
  }

  Optional<String> session() {
    return cookies.stream().filter(cookie -> cookie.startsWith("heddle-session=")).findFirst();
  }

  String token() {
    return token;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
