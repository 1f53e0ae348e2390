package io.heddle.session;

import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Responses for one client, which shared caches must not give to others (RFC 9111). */
final class PrivateResponses {
  private static final String PRIVATE = "private";

  private PrivateResponses() {}

  /** The response, with {@code Cache-Control: private} unless it forbids sharing already. */
  static Response of(Response response) {
    String given =
        response.fields().stream()
            .filter(field -> field.name().equals(HeaderName.CACHE_CONTROL))
            .map(Field::value)
            .collect(Collectors.joining(","));
    List<String> directives = new ArrayList<>();
    directives.add(PRIVATE);
    for (String directive : given.split(",", -1)) {
      String name = directive.strip().toLowerCase(Locale.ROOT);
      if (name.equals(PRIVATE) || name.equals("no-store")) {
        return response;
      }
      if (!name.isEmpty() && !name.equals("public") && !name.startsWith("s-maxage")) {
        directives.add(directive.strip());
      }
    }
    return response.replace(Field.of(HeaderName.CACHE_CONTROL, String.join(", ", directives)));
  }
}
