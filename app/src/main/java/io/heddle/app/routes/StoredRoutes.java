package io.heddle.app.routes;

import io.heddle.app.upload.UploadPage;
import io.heddle.app.upload.Uploads;
import io.heddle.content.FileCache;
import io.heddle.content.StaticFiles;
import io.heddle.content.StaticFilesConfig;
import io.heddle.filter.CrossSiteRequests;
import io.heddle.http.Handler;
import io.heddle.http.Method;
import io.heddle.routing.RouteOptions;
import io.heddle.routing.Router;
import io.heddle.store.FileStore;
import io.heddle.store.StoredFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Routes for files that clients store.
 *
 * @param files the folder of {@code /files/}
 * @param uploads the folder for the files of forms
 * @param quotaBytes how much each folder may hold
 * @param isSynced whether a file is on the disk before the client is told so
 * @param maxRequestBytes of content in a request that stores something
 * @param cache keeps files that are served often
 */
public record StoredRoutes(
    Optional<Path> files,
    Optional<Path> uploads,
    long quotaBytes,
    boolean isSynced,
    long maxRequestBytes,
    FileCache cache) {
  private static final String PREFIX = "/files";

  void addTo(Router.Builder routes, InstantSource clock) throws IOException {
    Runnable changed = () -> {};
    Optional<FileStore> store = Optional.empty();
    if (files.isPresent()) {
      StaticFilesConfig config =
          StaticFilesConfig.of(files.get()).withPrefix(PREFIX).withCache(cache);
      StaticFiles reading = new StaticFiles(config, clock);
      changed = reading::expire;
      store = Optional.of(store(files.get(), changed));
      addFiles(routes, new StoredFiles(store.get(), reading, clock));
    }
    if (uploads.isPresent()) {
      boolean isShared = files.isPresent() && isSame(files.get(), uploads.get());
      addUploads(routes, isShared ? store.get() : store(uploads.get(), changed));
    }
  }

  private static boolean isSame(Path one, Path other) throws IOException {
    return one.toRealPath().equals(other.toRealPath());
  }

  private FileStore store(Path folder, Runnable changed) throws IOException {
    return FileStore.open(folder, quotaBytes, isSynced, changed);
  }

  private RouteOptions options() {
    return RouteOptions.STANDARD.withMaxBodyBytes(maxRequestBytes).with(new CrossSiteRequests());
  }

  private void addFiles(Router.Builder routes, Handler files) {
    String pattern = PREFIX + "/{" + StoredFiles.PATH + "...}";
    for (Method method :
        List.of(Method.GET, Method.POST, Method.PUT, Method.PATCH, Method.DELETE)) {
      routes.on(method, pattern, "files", files, options());
    }
  }

  private void addUploads(Router.Builder routes, FileStore store) throws IOException {
    routes.get("/uploads", "uploads", new UploadPage());
    routes.on(Method.POST, "/uploads", "uploads", new Uploads(store), options());
  }
}
