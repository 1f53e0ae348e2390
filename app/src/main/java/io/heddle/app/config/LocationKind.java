package io.heddle.app.config;

import io.heddle.http.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A kind of location: what it serves. To add one, add a line here. */
@SuppressWarnings("ImmutableEnumChecker") // the sets and readers never change
enum LocationKind {
  ROOT("root", FilesReader.KEYS, EnumSet.of(Method.GET, Method.HEAD), FilesReader::root),
  ALIAS("alias", FilesReader.KEYS, EnumSet.of(Method.GET, Method.HEAD), FilesReader::alias),
  REDIRECT("redirect", RedirectReader.KEYS, requestMethods(), RedirectReader::read),
  RESPOND("respond", TextReader.KEYS, requestMethods(), TextReader::read);

  /** Reads what a location serves; empty if a mistake leaves nothing to serve. */
  @FunctionalInterface
  interface Reader {
    Optional<Served> read(LocationBlock location);
  }

  private final String key;
  private final Set<String> keys;
  private final Set<Method> methods;
  private final Reader reader;

  /**
   * A kind.
   *
   * @param key that only locations of this kind have
   * @param keys that they may have besides those of all locations
   * @param methods that they can allow
   */
  LocationKind(String key, Set<String> keys, Set<Method> methods, Reader reader) {
    this.key = key;
    this.keys = keys;
    this.methods = methods;
    this.reader = reader;
  }

  private static Set<Method> requestMethods() {
    return EnumSet.complementOf(EnumSet.of(Method.CONNECT, Method.OPTIONS, Method.TRACE));
  }

  /** The kinds whose keys a block has. */
  static List<LocationKind> of(Block block) {
    return Arrays.stream(values()).filter(kind -> block.has(kind.key)).toList();
  }

  /** The key of each kind. */
  static List<String> allKeys() {
    return Arrays.stream(values()).map(LocationKind::key).toList();
  }

  String key() {
    return key;
  }

  Set<String> keys() {
    return keys;
  }

  Set<Method> methods() {
    return methods;
  }

  Optional<Served> read(LocationBlock location) {
    return reader.read(location);
  }
}
