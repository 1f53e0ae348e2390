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
  ROOT("root", FilesReader.KEYS, reading(), FilesReader::root),
  ALIAS("alias", FilesReader.KEYS, reading(), FilesReader::alias),
  REDIRECT("redirect", RedirectReader.KEYS, all(), RedirectReader::read),
  RESPOND("respond", TextReader.KEYS, all(), TextReader::read),
  PROXY("proxy", ProxyReader.KEYS, passed(), ProxyReader::read),
  FILES("files", StoreReader.FILES_KEYS, all(), StoreReader::files),
  UPLOADS(
      "uploads",
      StoreReader.UPLOADS_KEYS,
      EnumSet.of(Method.GET, Method.HEAD, Method.POST),
      StoreReader::uploads),
  HANDLER("handler", RoutesReader.HANDLER_KEYS, ofRoutes(), RoutesReader::handler),
  DEMO("demo", RoutesReader.DEMO_KEYS, ofRoutes(), RoutesReader::demo),
  LAB("lab", RoutesReader.LAB_KEYS, ofRoutes(), RoutesReader::lab),

  /** Only a status: other kinds have this key, too. */
  STATUS("status", StatusReader.KEYS, all(), StatusReader::read);

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
   * @param methods that they can allow, without scripts; none if each of their routes has its own
   */
  LocationKind(String key, Set<String> keys, Set<Method> methods, Reader reader) {
    this.key = key;
    this.keys = keys;
    this.methods = methods;
    this.reader = reader;
  }

  private static Set<Method> reading() {
    return EnumSet.of(Method.GET, Method.HEAD);
  }

  /** All methods that a location can allow; a script decides itself what they mean. */
  static Set<Method> all() {
    return EnumSet.complementOf(EnumSet.of(Method.CONNECT, Method.OPTIONS, Method.TRACE));
  }

  private static Set<Method> passed() {
    return EnumSet.complementOf(EnumSet.of(Method.CONNECT, Method.TRACE));
  }

  private static Set<Method> ofRoutes() {
    return EnumSet.noneOf(Method.class);
  }

  /** The kinds whose keys a block has. */
  static List<LocationKind> of(Block block) {
    List<LocationKind> kinds = Arrays.stream(values()).filter(kind -> block.has(kind.key)).toList();
    return kinds.size() == 1 ? kinds : kinds.stream().filter(kind -> kind != STATUS).toList();
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

  /** Whether the content of requests has the limit of the location, and not one of its own. */
  boolean hasBodyLimit() {
    return switch (this) {
      case ROOT, ALIAS, REDIRECT, RESPOND, PROXY, STATUS -> true;
      case FILES, UPLOADS, HANDLER, DEMO, LAB -> false;
    };
  }

  Optional<Served> read(LocationBlock location) {
    return reader.read(location);
  }
}
