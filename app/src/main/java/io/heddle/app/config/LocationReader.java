package io.heddle.app.config;

import io.heddle.app.login.Passwords;
import io.heddle.app.values.CacheRule;
import io.heddle.app.values.OwnField;
import io.heddle.app.values.OwnType;
import io.heddle.app.values.Size;
import io.heddle.app.values.SizeConverter;
import io.heddle.content.FieldRules;
import io.heddle.content.MediaTypes;
import io.heddle.content.PathRules;
import io.heddle.content.Redirect;
import io.heddle.content.StaticFilesConfig;
import io.heddle.http.Field;
import io.heddle.http.Handler;
import io.heddle.http.MediaType;
import io.heddle.http.Method;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.http.Status;
import io.heddle.routing.Locations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the block of a location. */
final class LocationReader {
  private static final String ROOT = "root";
  private static final String ALIAS = "alias";
  private static final String REDIRECT = "redirect";
  private static final String RESPOND = "respond";
  private static final String USERS = "users";
  private static final String REALM = "realm";
  private static final String RATE = "rate";
  private static final String BURST = "burst";

  /** The keys of which a location has one: they say what it serves. */
  static final List<String> SERVED = List.of(ROOT, ALIAS, REDIRECT, RESPOND);

  /** All keys of a location. */
  static final Set<String> KEYS =
      Set.of(
          ROOT,
          ALIAS,
          REDIRECT,
          RESPOND,
          "status",
          "type",
          "index",
          "list",
          "clean-urls",
          "precompressed",
          "fallback",
          "media-type",
          "cache-control",
          "immutable",
          "methods",
          "max-body-bytes",
          USERS,
          REALM,
          RATE,
          BURST,
          "header");

  /** A number of requests in a time: 10/s or 600/m. */
  private static final Pattern RATE_FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)/([smh])");

  /** A key of this form is an exact path, as in nginx: {@code "= /status"}. */
  private static final String EXACT = "=";

  private static final Set<String> REDIRECTIONS = Set.of("301", "302", "307", "308");

  private static final Route UNUSED =
      new Route("unused", Handler.immediate(_ -> Response.text("")));

  private final Block block;
  private final String path;
  private final boolean isExact;
  private final Path folder;

  /**
   * A reader.
   *
   * @param key the path, after an equals sign if it is exact
   * @param folder that relative paths of files refer to
   */
  LocationReader(Block block, String key, Path folder) {
    this.block = block;
    this.isExact = key.startsWith(EXACT);
    this.path = isExact ? key.substring(EXACT.length()).strip() : key;
    this.folder = folder;
  }

  /** The location; empty if a mistake leaves nothing to serve. */
  Optional<LocationConfig> read() {
    try {
      Locations.builder(_ -> UNUSED).prefix(path, _ -> UNUSED);
    } catch (IllegalArgumentException e) {
      block.mistake(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
    List<String> given = SERVED.stream().filter(block::has).toList();
    Optional<Served> served = Optional.empty();
    if (given.size() == 1) {
      served = served(given.getFirst());
    } else if (given.isEmpty()) {
      block.mistake("there is nothing to serve: write one of " + String.join(", ", SERVED));
      return Optional.empty();
    } else {
      given.forEach(block::text);
      block.mistake(given.get(1), "there is also " + given.get(0) + ": write only one of them");
    }
    Set<Method> methods = methods(served);
    OptionalLong maxBodyBytes =
        block.value("max-body-bytes", Converted.by(new SizeConverter())).map(Size::bytes).stream()
            .mapToLong(Long::longValue)
            .findFirst();
    List<Field> fields = fields();
    Optional<LocationConfig.Login> login = login();
    Optional<LocationConfig.Rate> rate = rate();
    block.end(KEYS);
    return served.map(
        what ->
            new LocationConfig(path, isExact, what, methods, maxBodyBytes, fields, login, rate));
  }

  private Optional<Served> served(String key) {
    return switch (key) {
      case ROOT, ALIAS -> files(key).map(Served.Files::new);
      case REDIRECT -> redirection();
      default -> text();
    };
  }

  private Optional<StaticFilesConfig> files(String key) {
    PathRules rules = PathRules.STANDARD;
    List<String> indexes = block.values("index", LocationReader::fileName);
    if (!indexes.isEmpty()) {
      rules = rules.withIndexes(indexes);
    }
    rules =
        rules
            .withListing(block.flag("list"))
            .withCleanUrls(block.flag("clean-urls"))
            .withPrecompressed(block.flag("precompressed"));
    Optional<String> fallback = block.text("fallback");
    if (fallback.isPresent()) {
      rules =
          rules.withFallback(
              fallback.get().startsWith("/") ? fallback.get() : "/" + fallback.get());
    }
    MediaTypes types = MediaTypes.STANDARD;
    for (OwnType own : block.values("media-type", Converted.by(new OwnType.Converter()))) {
      types = types.with(own.extension(), own.type());
    }
    FieldRules fields = FieldRules.NONE;
    for (CacheRule rule : block.values("cache-control", Converted.by(new CacheRule.Converter()))) {
      fields = fields.withCacheControl(rule.glob(), rule.value());
    }
    FieldRules all = block.flag("immutable") ? fields.withImmutableDigests() : fields;
    Optional<Path> directory = block.value(key, this::existingFolder);
    if (key.equals(ALIAS) && (isExact || !path.endsWith("/"))) {
      block.mistake(key, "the path of the location must end with a slash: use root, or add one");
      return Optional.empty();
    }
    String prefix = key.equals(ALIAS) ? path.substring(0, path.length() - 1) : "";
    PathRules chosen = rules;
    MediaTypes known = types;
    return directory.map(
        found ->
            StaticFilesConfig.of(found)
                .withPrefix(prefix)
                .withPaths(chosen)
                .withTypes(known)
                .withFields(all));
  }

  private static String fileName(String text) {
    if (text.startsWith(".") || text.contains("/")) {
      throw new IllegalArgumentException("write names of files, such as index.html");
    }
    return text;
  }

  private Path existingFolder(String text) {
    Path directory = folder.resolve(text);
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          Files.exists(directory)
              ? "this is not a folder: name one"
              : "there is no such folder: name one that exists; the path is relative to " + folder);
    }
    if (!Files.isReadable(directory) || !Files.isExecutable(directory)) {
      throw new IllegalArgumentException(
          "this folder is not readable: name another, or change its permissions");
    }
    return directory;
  }

  private Optional<Served> redirection() {
    Status status =
        block.value("status", LocationReader::redirectionStatus).orElse(Status.MOVED_PERMANENTLY);
    String prefix = isExact ? "" : path;
    return block.value(
        REDIRECT, target -> new Served.Redirection(new Redirect(status, target, prefix)));
  }

  private static Status redirectionStatus(String text) {
    if (!REDIRECTIONS.contains(text)) {
      throw new IllegalArgumentException("write 301, 302, 307 or 308");
    }
    return Status.of(Integer.parseInt(text));
  }

  private Optional<Served> text() {
    int code = block.number("status", 200, 599).orElse(Status.OK.code());
    MediaType type = block.value("type", MediaType::new).orElse(MediaType.TEXT);
    return block.text(RESPOND).map(text -> new Served.Text(Status.of(code), type, text));
  }

  private Set<Method> methods(Optional<Served> served) {
    boolean areFiles = served.isPresent() && served.get() instanceof Served.Files;
    Set<Method> possible = areFiles ? EnumSet.of(Method.GET, Method.HEAD) : requestMethods();
    Set<Method> methods = EnumSet.noneOf(Method.class);
    methods.addAll(block.values("methods", text -> method(text, possible)));
    return methods.isEmpty() ? possible : methods;
  }

  private static Set<Method> requestMethods() {
    return EnumSet.complementOf(EnumSet.of(Method.CONNECT, Method.OPTIONS, Method.TRACE));
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

  private List<Field> fields() {
    Function<String, OwnField> converter = Converted.by(new OwnField.Converter());
    List<Field> fields = new ArrayList<>();
    for (OwnField own : block.values("header", converter)) {
      if (own.glob().isPresent()) {
        block.mistake("header", "write a location for " + own.glob().get() + " with this header");
      } else {
        fields.add(own.field());
      }
    }
    return fields;
  }

  private Optional<LocationConfig.Login> login() {
    String realm = block.value(REALM, LocationReader::withoutQuotes).orElse("restricted");
    if (block.has(REALM) && !block.has(USERS)) {
      block.mistake(REALM, "everyone may come in: write users = FILE, or remove this");
    }
    return block.value(USERS, this::passwords).map(them -> new LocationConfig.Login(them, realm));
  }

  private static String withoutQuotes(String text) {
    if (!text.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\')) {
      throw new IllegalArgumentException("write printable ASCII without quotes");
    }
    return text;
  }

  private Passwords passwords(String text) {
    Path file = folder.resolve(text);
    try {
      return Passwords.read(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "there is no such file that can be read: the path is relative to " + folder, e);
    }
  }

  private Optional<LocationConfig.Rate> rate() {
    OptionalInt burst = block.number(BURST, 1, 1_000_000);
    if (block.has(BURST) && !block.has(RATE)) {
      block.mistake(BURST, "there is no rate: write rate = 10/s, or remove this");
    }
    return block
        .value(RATE, LocationReader::perSecond)
        .map(
            perSecond ->
                new LocationConfig.Rate(
                    perSecond, burst.orElse((int) Math.clamp(perSecond, 1, 1_000_000))));
  }

  private static double perSecond(String text) {
    Matcher form = RATE_FORM.matcher(text);
    double number = form.matches() ? Double.parseDouble(form.group(1)) : 0;
    if (number == 0) {
      throw new IllegalArgumentException(
          "write a number of requests and a time: 10/s, 600/m or 100/h");
    }
    return switch (form.group(2)) {
      case "s" -> number;
      case "m" -> number / 60;
      default -> number / 3_600;
    };
  }
}
