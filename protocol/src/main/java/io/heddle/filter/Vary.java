package io.heddle.filter;

import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.Response;
import java.util.ArrayList;
import java.util.List;

/** The request fields that a response depends on, for caches (RFC 9110 section 12.5.5). */
final class Vary {
  private static final String ANYTHING = "*";

  private Vary() {}

  /** The response, which says in one Vary field that it depends on this request field as well. */
  static Response by(HeaderName name, Response response) {
    List<String> names = new ArrayList<>();
    for (Field field : response.fields()) {
      if (field.name().equals(HeaderName.VARY)) {
        for (String element : field.value().split(",", -1)) {
          names.add(element.strip());
        }
      }
    }
    names.removeIf(String::isEmpty);
    if (names.contains(ANYTHING) || names.stream().anyMatch(name.toString()::equalsIgnoreCase)) {
      return response;
    }
    names.add(name.toString());
    return response.replace(Field.of(HeaderName.VARY, String.join(", ", names)));
  }
}
