package io.heddle.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The header fields of a message, in the order received. Values are decoded as ISO 8859-1, without
 * surrounding whitespace (RFC 9110 section 5.5).
 */
public interface Headers {
  /** The number of field lines. */
  int size();

  /** The value of the first field of this name. */
  Optional<String> first(HeaderName name);

  /** The values of all fields of this name, one per field line. */
  List<String> all(HeaderName name);

  /** Calls the visitor with the name, as received, and the value of each field. */
  void forEach(BiConsumer<String, String> visitor);

  /** Whether there is a field of this name. */
  default boolean contains(HeaderName name) {
    return first(name).isPresent();
  }

  /** The fields, with their names as received. */
  default List<Field> fields() {
    List<Field> fields = new ArrayList<>(size());
    forEach((name, value) -> fields.add(Field.of(HeaderName.of(name), value)));
    return fields;
  }

  /** A copy, which stays valid when the message is over. */
  default Headers copy() {
    return new FieldList(fields());
  }

  /** A copy in which each field is replaced by these; none removes it. */
  default Headers map(Function<Field, List<Field>> change) {
    List<Field> changed = new ArrayList<>(size());
    fields().forEach(field -> changed.addAll(change.apply(field)));
    return new FieldList(changed);
  }
}
