package io.heddle.content;

import java.util.List;
import java.util.Optional;

/**
 * Which file a path leads to. {@link #STANDARD} leads to the file of this name, and from a folder
 * to its {@code index.html}; each {@code with} method returns a copy with one change.
 *
 * @param indexes the names of the files that a folder may lead to, in the order of preference
 * @param cleanUrls whether {@code /about} leads to {@code about.html}
 * @param fallback the file for requests of pages that lead to nothing, such as the page of an
 *     application that does its own routing: its path in the directory, with a slash at its start
 * @param listing whether the entries of a folder without an index file are shown
 * @param precompressed whether to serve {@code style.css.br}, {@code style.css.zst} or {@code
 *     style.css.gz} in place of {@code style.css} to clients that accept it
 */
public record PathRules(
    List<String> indexes,
    boolean cleanUrls,
    Optional<String> fallback,
    boolean listing,
    boolean precompressed) {
  /** The rules of most servers. */
  public static final PathRules STANDARD =
      new PathRules(List.of("index.html"), false, Optional.empty(), false, false);

  public PathRules {
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

  /** A copy with other names of index files. */
  public PathRules withIndexes(List<String> values) {
    return new PathRules(values, cleanUrls, fallback, listing, precompressed);
  }

  /** A copy with clean URLs, or without. */
  public PathRules withCleanUrls(boolean value) {
    return new PathRules(indexes, value, fallback, listing, precompressed);
  }

  /** A copy with a file for requests that lead to nothing. */
  public PathRules withFallback(String path) {
    return new PathRules(indexes, cleanUrls, Optional.of(path), listing, precompressed);
  }

  /** A copy that shows the entries of folders, or does not. */
  public PathRules withListing(boolean value) {
    return new PathRules(indexes, cleanUrls, fallback, value, precompressed);
  }

  /** A copy that serves precompressed forms of files, or does not. */
  public PathRules withPrecompressed(boolean value) {
    return new PathRules(indexes, cleanUrls, fallback, listing, value);
  }
}
