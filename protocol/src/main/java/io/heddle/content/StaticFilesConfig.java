package io.heddle.content;

import java.nio.file.Path;
import java.util.List;

/**
 * What {@link StaticFiles} serves, and how. {@link #of} has sensible values for everything but the
 * directory; each {@code with} method returns a copy with one change.
 *
 * @param directory whose files are served
 * @param prefix of the paths of all requests, without a slash at its end: with {@code /files}, the
 *     file {@code a.txt} is at {@code /files/a.txt}
 * @param paths which file a path leads to
 * @param cache keeps files that are served often, for one handler alone
 * @param types the media types of files
 * @param fields of responses with a file
 */
public record StaticFilesConfig(
    Path directory,
    String prefix,
    PathRules paths,
    FileCache cache,
    MediaTypes types,
    FileFields fields) {
  /** The standard configuration for this directory. */
  public static StaticFilesConfig of(Path directory) {
    return new StaticFilesConfig(
        directory,
        "",
        PathRules.STANDARD,
        FileCache.standard(),
        MediaTypes.STANDARD,
        FileFields.NONE);
  }

  /** A copy with another prefix. */
  public StaticFilesConfig withPrefix(String value) {
    return new StaticFilesConfig(directory, value, paths, cache, types, fields);
  }

  /** A copy with other rules for paths. */
  public StaticFilesConfig withPaths(PathRules value) {
    return new StaticFilesConfig(directory, prefix, value, cache, types, fields);
  }

  /** A copy with other names of index files. */
  public StaticFilesConfig withIndexes(List<String> values) {
    return withPaths(paths.withIndexes(values));
  }

  /** A copy with clean URLs, or without. */
  public StaticFilesConfig withCleanUrls(boolean value) {
    return withPaths(paths.withCleanUrls(value));
  }

  /** A copy with a file for requests that lead to nothing. */
  public StaticFilesConfig withFallback(String path) {
    return withPaths(paths.withFallback(path));
  }

  /** A copy that shows the entries of folders, or does not. */
  public StaticFilesConfig withListing(boolean value) {
    return withPaths(paths.withListing(value));
  }

  /** A copy that serves precompressed forms of files, or does not. */
  public StaticFilesConfig withPrecompressed(boolean value) {
    return withPaths(paths.withPrecompressed(value));
  }

  /** A copy with another cache. */
  public StaticFilesConfig withCache(FileCache value) {
    return new StaticFilesConfig(directory, prefix, paths, value, types, fields);
  }

  /** A copy with other media types. */
  public StaticFilesConfig withTypes(MediaTypes value) {
    return new StaticFilesConfig(directory, prefix, paths, cache, value, fields);
  }

  /** A copy with other fields. */
  public StaticFilesConfig withFields(FileFields value) {
    return new StaticFilesConfig(directory, prefix, paths, cache, types, value);
  }
}
