package io.heddle.session;

import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpException;
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
    return response.replace(field(response.fields()));
  }

  /** The error, whose response is private in the same way. */
  static HttpException of(HttpException error) {
    List<Field> fields = new ArrayList<>(error.fields());
    fields.removeIf(PrivateResponses::isCacheControl);
    fields.add(field(error.fields()));
    return new HttpException(error.status(), error.reason(), fields);
  }

  private static boolean isCacheControl(Field field) {
    return field.name().equals(HeaderName.CACHE_CONTROL);
  }

  /** Cache-Control for a response with these fields. */
  private static Field field(List<Field> fields) {
    String given =
        fields.stream()
            .filter(PrivateResponses::isCacheControl)
            .map(Field::value)
            .collect(Collectors.joining(","));
    List<String> directives = new ArrayList<>();
    directives.add(PRIVATE);
    for (String directive : given.split(",", -1)) {
      String name = directive.strip().toLowerCase(Locale.ROOT);
      if (name.equals(PRIVATE) || name.equals("no-store")) {
        return Field.of(HeaderName.CACHE_CONTROL, given);
      }
      if (!name.isEmpty() && !name.equals("public") && !name.startsWith("s-maxage")) {
        directives.add(directive.strip());
      }
    }
    return Field.of(HeaderName.CACHE_CONTROL, String.join(", ", directives));
  }
}
