package io.heddle.http;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The header fields of a message, in the order received. Values come without the whitespace around
 * them, decoded as ISO 8859-1 (RFC 9110 section 5.5).
 */
public interface Headers {
  /** How many field lines there are. */
  int size();

  /** The value of the first field of this name. */
  Optional<String> first(HeaderName name);

  /** The values of all fields of this name, one for each field line. */
  List<String> all(HeaderName name);

  /** Calls back with the name, as it was spelled, and the value of each field. */
  void forEach(BiConsumer<String, String> visitor);

  /** Whether there is a field of this name. */
  default boolean contains(HeaderName name) {
    return first(name).isPresent();
  }
}
