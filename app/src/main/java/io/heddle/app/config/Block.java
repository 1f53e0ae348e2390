package io.heddle.app.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.heddle.app.values.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A block of a configuration file: keys and values between braces. Each method reads a key. What is
 * wrong with a value is added to the mistakes, and the key then counts as absent, so one reading
 * finds all mistakes. {@link #end} adds the keys that nobody has read.
 */
final class Block {
  private final String name;
  private final String path;
  private final ConfigObject object;
  private final Mistakes mistakes;
  private final @Nullable Block heritage;
  private final Set<String> known = new TreeSet<>();
  private final Set<String> wrong = new TreeSet<>();

  /**
   * A block.
   *
   * @param name its own key
   * @param path its keys from the top of the file, for messages; empty at the top
   */
  Block(String name, String path, ConfigObject object, Mistakes mistakes) {
    this(name, path, object, mistakes, null);
  }

  private Block(
      String name, String path, ConfigObject object, Mistakes mistakes, @Nullable Block heritage) {
    this.name = name;
    this.path = path;
    this.object = object;
    this.mistakes = mistakes;
    this.heritage = heritage;
  }

  /** Its own key. */
  String name() {
    return name;
  }

  boolean has(String key) {
    return object.containsKey(key);
  }

  /** A value as text; a number or a boolean is text, too. */
  Optional<String> text(String key) {
    return value(key, Function.identity());
  }

  /**
   * A value.
   *
   * @param converter throws an {@link IllegalArgumentException} whose message is the remedy
   */
  <T> Optional<T> value(String key, Function<String, T> converter) {
    return find(key).flatMap(value -> convert(key, value, converter));
  }

  /** Whether a value is this text. */
  boolean is(String key, String text) {
    known.add(key);
    ConfigValue value = object.get(key);
    return value != null && shown(value).equals(text);
  }

  /** Values in brackets; a single one needs none. */
  List<String> texts(String key) {
    return values(key, Function.identity());
  }

  /**
   * Values in brackets; a single one needs none.
   *
   * @param converter throws an {@link IllegalArgumentException} whose message is the remedy
   */
  <T> List<T> values(String key, Function<String, T> converter) {
    List<T> values = new ArrayList<>();
    each(key, value -> convert(key, value, converter).ifPresent(values::add));
    return values;
  }

  /** Different values, as {@link #values}, with the file and line of each. */
  <T> SequencedMap<T, String> placed(String key, Function<String, T> converter) {
    SequencedMap<T, String> placed = new LinkedHashMap<>();
    each(
        key,
        value ->
            convert(key, value, converter)
                .ifPresent(it -> placed.putIfAbsent(it, Places.text(value.origin()))));
    return placed;
  }

  private void each(String key, Consumer<ConfigValue> action) {
    find(key)
        .ifPresent(
            found -> {
              if (found instanceof ConfigList list) {
                list.forEach(action);
              } else {
                action.accept(found);
              }
            });
  }

  /** A value that is true or false; false if the key is absent. */
  boolean flag(String key) {
    return value(key, Block::toBoolean).orElse(false);
  }

  private static boolean toBoolean(String text) {
    return switch (text) {
      case "true", "on", "yes" -> true;
      case "false", "off", "no" -> false;
      default -> throw new IllegalArgumentException("write true or false");
    };
  }

  /** A whole number within bounds, inclusive. */
  OptionalInt number(String key, int least, int most) {
    Optional<Integer> number =
        value(
            key,
            text -> {
              if (text.matches("\\d{1,10}")) {
                long value = Long.parseLong(text);
                if (value >= least && value <= most) {
                  return (int) value;
                }
              }
              throw new IllegalArgumentException(
                  "write a whole number from " + least + " to " + most);
            });
    return number.isPresent() ? OptionalInt.of(number.get()) : OptionalInt.empty();
  }

  /** A block within this one. */
  Optional<Block> block(String key) {
    return find(key).flatMap(value -> asBlock(key, value));
  }

  /** The blocks within the block of this key, in the order of the file. */
  List<Block> blocks(String key) {
    Optional<Block> outer = block(key);
    if (outer.isEmpty()) {
      return List.of();
    }
    List<Block> blocks = new ArrayList<>();
    for (Map.Entry<String, ConfigValue> entry : outer.get().inOrder()) {
      outer.get().asBlock(entry.getKey(), entry.getValue()).ifPresent(blocks::add);
    }
    return blocks;
  }

  private Optional<Block> asBlock(String key, ConfigValue value) {
    if (value instanceof ConfigObject inner) {
      return Optional.of(new Block(key, pathOf(key), inner, mistakes));
    }
    wrong(key, value, pathOf(key) + " = " + shown(value), "write a block: " + key + " { ... }");
    return Optional.empty();
  }

  /** The keys that are present, in the order of the file. */
  List<String> keys() {
    return inOrder().stream().map(Map.Entry::getKey).toList();
  }

  private List<Map.Entry<String, ConfigValue>> inOrder() {
    return object.entrySet().stream().sorted(mistakes.places().order()).toList();
  }

  /** How many values a key has. */
  int count(String key) {
    ConfigValue value = object.get(key);
    return value == null ? 0 : value instanceof ConfigList list ? list.size() : 1;
  }

  /** Where a value is; the place of the block if the key is absent. */
  ConfigOrigin origin(String key) {
    ConfigValue value = object.get(key);
    return value == null ? object.origin() : value.origin();
  }

  /** Whether no mistake has been found so far, not counting the blocks within this one. */
  boolean isSound() {
    return wrong.isEmpty();
  }

  /** Whether a mistake has been found in the value of a key. */
  boolean isWrong(String key) {
    return wrong.contains(key);
  }

  private Optional<ConfigValue> find(String key) {
    known.add(key);
    ConfigValue value = object.get(key);
    if (value != null && value.valueType() == ConfigValueType.NULL) {
      wrongShape(key, value, "write a value, or remove it");
      return Optional.empty();
    }
    return Optional.ofNullable(value);
  }

  private <T> Optional<T> convert(String key, ConfigValue value, Function<String, T> converter) {
    switch (value.valueType()) {
      case STRING, NUMBER, BOOLEAN -> {
        String text = shown(value);
        try {
          if (text.isEmpty()) {
            throw new IllegalArgumentException("it is empty: write a value, or remove it");
          }
          return Optional.of(converter.apply(text));
        } catch (IllegalArgumentException e) {
          wrong(key, value, pathOf(key) + " = " + text, String.valueOf(e.getMessage()));
        }
      }
      case LIST -> wrongShape(key, value, "write a single value");
      case OBJECT -> wrongShape(key, value, "write a value instead of a block");
      case NULL -> wrongShape(key, value, "write a value, or remove it");
    }
    return Optional.empty();
  }

  private void wrongShape(String key, ConfigValue value, String remedy) {
    wrong(key, value, pathOf(key), remedy);
  }

  private void wrong(String key, ConfigValue value, String what, String remedy) {
    wrong.add(key);
    mistakes.add(value.origin(), what, remedy);
  }

  /** This block, with some keys of another one where it does not have them itself. */
  Block inheriting(Block other, Set<String> keys) {
    Set<String> missing = new TreeSet<>(keys);
    missing.removeIf(this::has);
    Block part = other.part(missing);
    ConfigObject merged = object.withFallback(part.object).withOrigin(object.origin());
    return new Block(name, path, merged, mistakes, part);
  }

  /** Whether the value of a key, if there is one, is that of the block it inherits from. */
  boolean inherits(String key) {
    return heritage != null && heritage.has(key);
  }

  /** Counts these keys as read. */
  void know(Set<String> keys) {
    known.addAll(keys);
  }

  /** Some keys of this block, which then count as read. */
  Block part(Set<String> keys) {
    know(keys);
    return new Block(name, path, only(keys), mistakes);
  }

  private ConfigObject only(Set<String> keys) {
    ConfigObject part = object;
    for (String key : object.keySet()) {
      if (!keys.contains(key)) {
        part = part.withoutKey(key);
      }
    }
    return part;
  }

  /** Adds a mistake in the value of a key. */
  void mistake(String key, String remedy) {
    ConfigValue value = object.get(key);
    if (value == null) {
      mistake(remedy);
    } else {
      boolean isShort = !(value instanceof ConfigList) && !(value instanceof ConfigObject);
      wrong(key, value, isShort ? pathOf(key) + " = " + shown(value) : pathOf(key), remedy);
    }
  }

  /** Adds a mistake of the whole block. */
  void mistake(String remedy) {
    wrong.add("");
    mistakes.add(object.origin(), path, remedy);
  }

  /**
   * Adds a mistake for each key that nobody has read.
   *
   * @return whether there is none
   */
  boolean end() {
    return end(Set.of(), "");
  }

  /**
   * Adds a mistake for each key that nobody has read.
   *
   * @param elsewhere keys that have an effect in other blocks of this kind
   * @param remedy what to do about one of them
   * @return whether there is none
   */
  boolean end(Set<String> elsewhere, String remedy) {
    boolean areKnown = true;
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      String key = entry.getKey();
      if (known.contains(key)) {
        continue;
      }
      areKnown = false;
      if (elsewhere.contains(key)) {
        mistake(key, remedy);
      } else {
        String nearest =
            Spelling.nearest(key, known, "")
                .map(meant -> "did you mean " + meant + "?")
                .orElse("write one of " + String.join(", ", known));
        wrong(key, entry.getValue(), "unknown key " + pathOf(key), nearest);
      }
    }
    return areKnown;
  }

  /** The whole path of a key. An inherited one has the path in its own block. */
  private String pathOf(String key) {
    if (heritage != null && inherits(key)) {
      return heritage.pathOf(key);
    }
    String shown = key.matches("[\\w-]+") ? key : '"' + key + '"';
    return path.isEmpty() ? shown : path + "." + shown;
  }

  /** A value as it is written: 1.10, and not 1.1. */
  private static String shown(ConfigValue value) {
    return value.valueType() == ConfigValueType.NUMBER
        ? value.atKey("it").getString("it")
        : String.valueOf(value.unwrapped());
  }
}
