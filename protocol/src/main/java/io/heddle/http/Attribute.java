package io.heddle.http;

/**
 * The key of a value that a filter attaches to a request, such as the current user. Keep it in a
 * constant: two attributes are equal only if they are the same object.
 *
 * @param <T> the type of its values
 */
public final class Attribute<T> {
  private final String name;
  private final Class<T> type;

  private Attribute(String name, Class<T> type) {
    this.name = name;
    this.type = type;
  }

  /** A new attribute; the name appears in messages only. */
  public static <T> Attribute<T> of(String name, Class<T> type) {
    return new Attribute<>(name, type);
  }

  Class<T> type() {
    return type;
  }

  @Override
  public String toString() {
    return name;
  }
}
