package io.heddle.content;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@link StaticFiles} serves, and how. {@link #of} has sensible values for everything but the
 * directory; each {@code with} method returns a copy with one change.
 *
 * @param directory whose files are served
 * @param prefix of the paths of all requests, without a slash at its end: with {@code /files}, the
 *     file {@code a.txt} is at {@code /files/a.txt}
 * @param cache keeps files that are served often, for one handler alone
 * @param indexes the names of the files that a folder may lead to, in the order of preference
 * @param cleanUrls whether {@code /about} leads to {@code about.html}
 * @param fallback the file for requests of pages that lead to nothing, such as the page of an
 *     application that does its own routing: its path in the directory, with a slash at its start
 * @param listing whether the entries of a folder without an index file are shown
 * @param types the media types of files
 * @param fields of responses with a file
 * @param precompressed whether to serve {@code style.css.br}, {@code style.css.zst} or {@code
 *     style.css.gz} in place of {@code style.css} to clients that accept it
 */
public record StaticFilesConfig(
    Path directory,
    String prefix,
    FileCache cache,
    List<String> indexes,
    boolean cleanUrls,
    Optional<String> fallback,
    boolean listing,
    MediaTypes types,
    FileFields fields,
    boolean precompressed) {
  private static final List<String> STANDARD_INDEXES = List.of("index.html");

  public StaticFilesConfig {
    if (indexes.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one name of an index file");
    }
    indexes = List.copyOf(indexes);
    for (String name : indexes) {
      if (name.isEmpty() || name.startsWith(".") || name.contains("/")) {
        throw new IllegalArgumentException("an index file cannot have the name \"" + name + "\"");
      }
    }
    if (fallback.isPresent() && !fallback.get().startsWith("/")) {
      throw new IllegalArgumentException(
          "the fallback is " + fallback.get() + ", but must begin with a slash");
    }
  }

  /** The standard configuration for this directory. */
  public static StaticFilesConfig of(Path directory) {
    return new StaticFilesConfig(
        directory,
        "",
        FileCache.standard(),
        STANDARD_INDEXES,
        false,
        Optional.empty(),
        false,
        MediaTypes.STANDARD,
        FileFields.NONE,
        false);
  }

  /** A copy with another prefix. */
  public StaticFilesConfig withPrefix(String value) {
    return new StaticFilesConfig(
        directory,
        value,
        cache,
        indexes,
        cleanUrls,
        fallback,
        listing,
        types,
        fields,
        precompressed);
  }

  /** A copy with another cache. */
  public StaticFilesConfig withCache(FileCache value) {
    return new StaticFilesConfig(
        directory,
        prefix,
        value,
        indexes,
        cleanUrls,
        fallback,
        listing,
        types,
        fields,
        precompressed);
  }

  /** A copy with other names of index files. */
  public StaticFilesConfig withIndexes(List<String> values) {
    return new StaticFilesConfig(
        directory,
        prefix,
        cache,
        values,
        cleanUrls,
        fallback,
        listing,
        types,
        fields,
        precompressed);
  }

  /** A copy with clean URLs, or without. */
  public StaticFilesConfig withCleanUrls(boolean value) {
    return new StaticFilesConfig(
        directory, prefix, cache, indexes, value, fallback, listing, types, fields, precompressed);
  }

  /** A copy with a file for requests that lead to nothing. */
  public StaticFilesConfig withFallback(String path) {
    return new StaticFilesConfig(
        directory,
        prefix,
        cache,
        indexes,
        cleanUrls,
        Optional.of(path),
        listing,
        types,
        fields,
        precompressed);
  }

  /** A copy that shows the entries of folders, or does not. */
  public StaticFilesConfig withListing(boolean value) {
    return new StaticFilesConfig(
        directory,
        prefix,
        cache,
        indexes,
        cleanUrls,
        fallback,
        value,
        types,
        fields,
        precompressed);
  }

  /** A copy with other media types. */
  public StaticFilesConfig withTypes(MediaTypes value) {
    return new StaticFilesConfig(
        directory,
        prefix,
        cache,
        indexes,
        cleanUrls,
        fallback,
        listing,
        value,
        fields,
        precompressed);
  }

  /** A copy with other fields. */
  public StaticFilesConfig withFields(FileFields value) {
    return new StaticFilesConfig(
        directory,
        prefix,
        cache,
        indexes,
        cleanUrls,
        fallback,
        listing,
        types,
        value,
        precompressed);
  }

  /** A copy that serves precompressed forms of files, or does not. */
  public StaticFilesConfig withPrecompressed(boolean value) {
    return new StaticFilesConfig(
        directory, prefix, cache, indexes, cleanUrls, fallback, listing, types, fields, value);
  }
}
