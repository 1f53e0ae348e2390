package io.heddle.app.config;

import io.heddle.app.cgi.CgiConfig;
import io.heddle.app.values.CacheRule;
import io.heddle.app.values.Fallback;
import io.heddle.app.values.OwnType;
import io.heddle.content.FieldRules;
import io.heddle.content.MediaTypes;
import io.heddle.content.PathRules;
import io.heddle.content.StaticFilesConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads which files a location serves, and how. */
final class FilesReader {
  private static final String ROOT = "root";
  private static final String ALIAS = "alias";
  private static final String INDEX = "index";
  static final String LIST = "list";
  private static final String CLEAN_URLS = "clean-urls";
  private static final String FALLBACK = "fallback";
  private static final String PRECOMPRESSED = "precompressed";
  static final String MEDIA_TYPE = "media-type";
  static final String CACHE_CONTROL = "cache-control";
  private static final String IMMUTABLE = "immutable";

  static final Set<String> KEYS =
      Set.of(
          ROOT,
          ALIAS,
          INDEX,
          LIST,
          CLEAN_URLS,
          FALLBACK,
          PRECOMPRESSED,
          MEDIA_TYPE,
          CACHE_CONTROL,
          IMMUTABLE,
          CgiReader.CGI);

  private FilesReader() {}

  /** Files whose paths in the folder are those of the requests. */
  static Optional<Served> root(LocationBlock location) {
    return files(location, ROOT, "");
  }

  /** Files whose paths in the folder are what follows the location's path. */
  static Optional<Served> alias(LocationBlock location) {
    String path = location.path();
    if (location.isExact() || !path.endsWith("/")) {
      location
          .block()
          .mistake(ALIAS, "the path of the location must end with a slash: use root, or add one");
    }
    return files(location, ALIAS, path.endsWith("/") ? path.substring(0, path.length() - 1) : "");
  }

  private static Optional<Served> files(LocationBlock location, String key, String prefix) {
    Block block = location.block();
    Optional<Path> folder = block.value(key, location.paths()::directory);
    PathRules rules = pathRules(block, key, folder);
    MediaTypes types = mediaTypes(block);
    FieldRules fields = fieldRules(block);
    Optional<CgiConfig> cgi = CgiReader.read(location, rules);
    return folder
        .map(
            found ->
                StaticFilesConfig.of(found)
                    .withPrefix(prefix)
                    .withPaths(rules)
                    .withTypes(types)
                    .withFields(fields))
        .map(
            files ->
                cgi.isPresent() ? new Served.Scripts(files, cgi.get()) : new Served.Files(files));
  }

  private static PathRules pathRules(Block block, String key, Optional<Path> folder) {
    PathRules rules =
        PathRules.STANDARD
            .withListing(block.flag(LIST))
            .withCleanUrls(block.flag(CLEAN_URLS))
            .withPrecompressed(block.flag(PRECOMPRESSED));
    List<String> indexes = block.values(INDEX, FilesReader::fileName);
    PathRules indexed = indexes.isEmpty() ? rules : rules.withIndexes(indexes);
    // one that a location inherits need not exist in a folder of its own
    boolean isOfOther = block.inherits(FALLBACK) && !block.inherits(key);
    Optional<Path> searched = isOfOther ? Optional.empty() : folder;
    Function<String, String> fallback =
        text -> searched.map(its -> Fallback.in(its, text)).orElseGet(() -> Fallback.path(text));
    return block.value(FALLBACK, fallback).map(indexed::withFallback).orElse(indexed);
  }

  private static String fileName(String text) {
    if (text.startsWith(".") || text.contains("/")) {
      throw new IllegalArgumentException("write names of files, such as index.html");
    }
    return text;
  }

  static MediaTypes mediaTypes(Block block) {
    MediaTypes types = MediaTypes.STANDARD;
    for (OwnType own : block.values(MEDIA_TYPE, Converted.by(new OwnType.Converter()))) {
      types = types.with(own.extension(), own.type());
    }
    return types;
  }

  private static FieldRules fieldRules(Block block) {
    FieldRules fields = FieldRules.NONE;
    for (CacheRule rule : block.values(CACHE_CONTROL, Converted.by(new CacheRule.Converter()))) {
      fields = fields.withCacheControl(rule.glob(), rule.value());
    }
    return block.flag(IMMUTABLE) ? fields.withImmutableDigests() : fields;
  }
}
