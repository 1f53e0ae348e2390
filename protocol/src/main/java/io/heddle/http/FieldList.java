package io.heddle.http;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Header fields that a filter has put together. */
record FieldList(List<Field> fields) implements Headers {
  FieldList {
    fields = List.copyOf(fields);
  }

  @Override
  public int size() {
    return fields.size();
  }

  @Override
  public Optional<String> first(HeaderName name) {
    return fields.stream().filter(field -> field.name().equals(name)).map(Field::value).findFirst();
  }

  @Override
  public List<String> all(HeaderName name) {
    return fields.stream().filter(field -> field.name().equals(name)).map(Field::value).toList();
  }

  @Override
  public void forEach(BiConsumer<String, String> visitor) {
    fields.forEach(field -> visitor.accept(field.name().toString(), field.value()));
  }
}
