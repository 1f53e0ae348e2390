package io.heddle.app.config;

import io.heddle.app.config.AccessReader.Access;
import io.heddle.app.config.LocationConfig.Login;
import io.heddle.app.values.OwnField;
import io.heddle.app.values.Size;
import io.heddle.app.values.SizeConverter;
import io.heddle.http.Field;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.Method;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.routing.Locations;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** Reads the block of a location. Each kind of location has its own reader for what it serves. */
final class LocationReader {
  private static final String METHODS = "methods";
  private static final String MAX_BODY_BYTES = "max-body-bytes";
  private static final String HEADER = "header";

  /** The path of what a server's own block serves. */
  static final String WHOLE_SITE = "/";

  /** The keys that a location of any kind may have, besides those of access. */
  private static final Set<String> KEYS = Set.of(METHODS, MAX_BODY_BYTES, HEADER);

  /** A key of this form is an exact path, as in nginx: {@code "= /status"}. */
  private static final String EXACT = "=";

  private static final Route UNUSED =
      new Route("unused", Handler.immediate(_ -> Response.text("")));

  private final Block server;
  private final Access access;
  private final RelativePaths paths;

  /**
   * A reader of a server's locations.
   *
   * @param server the block that they inherit from
   * @param access what they inherit of it
   */
  LocationReader(Block server, Access access, RelativePaths paths) {
    this.server = server;
    this.access = access;
    this.paths = paths;
  }

  /** All keys that locations may have. */
  static Set<String> keys() {
    Set<String> keys = new HashSet<>(KEYS);
    keys.addAll(AccessReader.KEYS);
    for (LocationKind kind : LocationKind.values()) {
      keys.addAll(kind.keys());
    }
    return keys;
  }

  /** Reads a location; empty if a mistake leaves nothing to serve. */
  Optional<LocationConfig> read(Block own) {
    List<LocationKind> kinds = LocationKind.of(own);
    if (kinds.isEmpty()) {
      List<LocationKind> inherited = LocationKind.of(server);
      return read(own.name(), own.inheriting(server, used(inherited)), inherited);
    }
    Set<String> keys = used(kinds);
    LocationKind.allKeys().forEach(keys::remove);
    return read(own.name(), own.inheriting(server, keys), kinds);
  }

  /**
   * Reads what the server's own block serves.
   *
   * @param isAlone whether there are no other locations, for which some keys could be
   */
  Optional<LocationConfig> readWhole(boolean isAlone) {
    List<LocationKind> kinds = LocationKind.of(server);
    Set<String> keys = isAlone ? keys() : used(kinds);
    keys.removeAll(AccessReader.KEYS);
    return read(WHOLE_SITE, server.part(keys), kinds);
  }

  /** The page of a login, with the limit and the fields of the server. */
  LocationConfig page(String path, Login login) {
    return new LocationConfig(
        path,
        true,
        new Served.LoginPage(login),
        EnumSet.of(Method.GET, Method.POST),
        OptionalLong.empty(),
        fields(server, false),
        Optional.empty(),
        access.rate());
  }

  /** The keys, besides those of access, that have an effect in a location of these kinds. */
  private static Set<String> used(List<LocationKind> kinds) {
    Set<String> keys = new HashSet<>();
    for (LocationKind kind : kinds) {
      keys.addAll(kind.keys());
      keys.add(HEADER);
      if (!kind.methods().isEmpty()) {
        keys.add(METHODS);
      }
      if (kind.hasBodyLimit()) {
        keys.add(MAX_BODY_BYTES);
      }
    }
    return keys;
  }

  private Optional<LocationConfig> read(String key, Block block, List<LocationKind> kinds) {
    boolean isExact = key.startsWith(EXACT);
    String path = isExact ? key.substring(EXACT.length()).strip() : key;
    try {
      Locations.builder(_ -> UNUSED).prefix(path, _ -> UNUSED);
    } catch (IllegalArgumentException e) {
      block.mistake(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
    if (kinds.isEmpty()) {
      block.know(keys());
      if (block.end()) {
        block.mistake(
            "there is nothing to serve: write one of " + String.join(", ", LocationKind.allKeys()));
      }
      return Optional.empty();
    }
    LocationKind kind = kinds.getFirst();
    Optional<Served> served = kind.read(new LocationBlock(block, path, isExact, paths));
    for (LocationKind other : kinds.subList(1, kinds.size())) {
      block.mistake(other.key(), "there is also " + kind.key() + ": write only one of them");
      block.know(other.keys());
    }
    boolean hasScripts = kind.keys().contains(CgiReader.CGI) && CgiReader.isIn(block);
    Set<Method> possible = hasScripts ? LocationKind.all() : kind.methods();
    Set<Method> methods = possible.isEmpty() ? Set.of() : methods(block, possible);
    OptionalLong maxBodyBytes = kind.hasBodyLimit() ? maxBodyBytes(block) : OptionalLong.empty();
    List<Field> fields = fields(block, kind.keys().contains(FilesReader.CACHE_CONTROL));
    Access its = new AccessReader(block, paths).read(access);
    block.end(keys(), "it has no effect in a location with " + kind.key() + ": remove it");
    return served.map(
        what ->
            new LocationConfig(
                path, isExact, what, methods, maxBodyBytes, fields, its.login(), its.rate()));
  }

  private static Set<Method> methods(Block block, Set<Method> possible) {
    Set<Method> methods = EnumSet.noneOf(Method.class);
    methods.addAll(block.values(METHODS, text -> method(text, possible)));
    return methods.isEmpty() ? possible : methods;
  }

  private static Method method(String text, Set<Method> possible) {
    return possible.stream()
        .filter(method -> method.name().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "write one of "
                        + String.join(
                            ", ", possible.stream().map(Method::name).sorted().toList())));
  }

  private static OptionalLong maxBodyBytes(Block block) {
    return block.value(MAX_BODY_BYTES, Converted.by(new SizeConverter())).stream()
        .mapToLong(Size::bytes)
        .findFirst();
  }

  /**
   * The fields of responses.
   *
   * @param hasCacheKey whether such a location has a key of its own for Cache-Control
   */
  private static List<Field> fields(Block block, boolean hasCacheKey) {
    Function<String, OwnField> converter = Converted.by(new OwnField.OfLocation());
    List<Field> fields = new ArrayList<>();
    for (OwnField own : block.values(HEADER, converter)) {
      HeaderName name = own.field().name();
      if (own.glob().isPresent()) {
        block.mistake(HEADER, "write a location for " + own.glob().get() + " with this header");
      } else if (hasCacheKey && name.equals(HeaderName.CACHE_CONTROL)) {
        block.mistake(
            HEADER, "for files, write cache-control = \"*=" + own.field().value() + "\" instead");
      } else {
        fields.add(own.field());
      }
    }
    return fields;
  }
}
