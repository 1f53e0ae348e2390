package io.heddle.app.routes;

import io.heddle.app.cgi.CgiConfig;
import io.heddle.content.StaticFilesConfig;
import io.heddle.filter.Compression;
import io.heddle.http.Filter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@link ServerSite} serves. {@link #on} has only a welcome page; each {@code with} method
 * returns a copy with one change.
 *
 * @param engine the name of the engine
 * @param files to serve; without them, there is a welcome page
 * @param cgi which of the files are scripts
 * @param stored the files that clients store
 * @param provided a jar with more routes
 * @param compression of all responses
 * @param demo whether to serve the demonstration routes, which hide files with the same path
 * @param lab the routes for experiments
 * @param filters around all routes; the last one is outside the others
 */
public record SiteConfig(
    String engine,
    Optional<StaticFilesConfig> files,
    Optional<CgiConfig> cgi,
    Optional<StoredRoutes> stored,
    Optional<Path> provided,
    Optional<Compression> compression,
    boolean demo,
    Optional<LabConfig> lab,
    List<Filter> filters) {
  /** A site on this engine, with a welcome page. */
  public static SiteConfig on(String engine) {
    return new SiteConfig(
        engine,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        List.of());
  }

  /** A copy that serves files. */
  public SiteConfig withFiles(Optional<StaticFilesConfig> value) {
    return new SiteConfig(engine, value, cgi, stored, provided, compression, demo, lab, filters);
  }

  /** A copy that runs some of the files. */
  public SiteConfig withCgi(Optional<CgiConfig> value) {
    return new SiteConfig(engine, files, value, stored, provided, compression, demo, lab, filters);
  }

  /** A copy whose clients store files. */
  public SiteConfig withStored(StoredRoutes value) {
    return new SiteConfig(
        engine, files, cgi, Optional.of(value), provided, compression, demo, lab, filters);
  }

  /** A copy with the routes of a jar. */
  public SiteConfig withProvided(Optional<Path> value) {
    return new SiteConfig(engine, files, cgi, stored, value, compression, demo, lab, filters);
  }

  /** A copy that compresses responses. */
  public SiteConfig withCompression(Optional<Compression> value) {
    return new SiteConfig(engine, files, cgi, stored, provided, value, demo, lab, filters);
  }

  /** A copy with the demonstration routes, or without. */
  public SiteConfig withDemo(boolean value) {
    return new SiteConfig(engine, files, cgi, stored, provided, compression, value, lab, filters);
  }

  /** A copy with the routes for experiments, or without. */
  public SiteConfig withLab(Optional<LabConfig> value) {
    return new SiteConfig(engine, files, cgi, stored, provided, compression, demo, value, filters);
  }

  /** A copy with one more filter, outside the others. */
  public SiteConfig with(Filter filter) {
    List<Filter> more = new ArrayList<>(filters);
    more.add(filter);
    return new SiteConfig(
        engine, files, cgi, stored, provided, compression, demo, lab, List.copyOf(more));
  }
}
