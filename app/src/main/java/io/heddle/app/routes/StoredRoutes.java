package io.heddle.app.routes;

import io.heddle.app.upload.UploadPage;
import io.heddle.app.upload.Uploads;
import io.heddle.content.StaticFiles;
import io.heddle.content.StaticFilesConfig;
import io.heddle.filter.CrossSiteRequests;
import io.heddle.filter.DecodedRequests;
import io.heddle.http.Field;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.MediaType;
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
 * @param files how the files of {@code /files/} are read
 * @param uploads the folder for the files of forms
 * @param quotaBytes how much each folder may hold
 * @param isSynced whether a file is on the disk before the client is told so
 * @param maxRequestBytes of content in a request that stores something
 */
public record StoredRoutes(
    Optional<StaticFilesConfig> files,
    Optional<Path> uploads,
    long quotaBytes,
    boolean isSynced,
    long maxRequestBytes) {
  private static final String PREFIX = "/files";
  private static final String PDF = "application/pdf";
  private static final Field NO_SNIFFING =
      Field.of(HeaderName.of("X-Content-Type-Options"), "nosniff");
  private static final Field SANDBOX =
      Field.of(HeaderName.of("Content-Security-Policy"), "sandbox");

  void addTo(Router.Builder routes, InstantSource clock) throws IOException {
    Runnable changed = () -> {};
    Optional<FileStore> store = Optional.empty();
    if (files.isPresent()) {
      StaticFilesConfig config = files.get().withPrefix(PREFIX).withFields(StoredRoutes::harmless);
      StaticFiles reading = new StaticFiles(config, clock);
      changed = reading::expire;
      store = Optional.of(store(files.get().directory(), changed));
      addFiles(routes, new StoredFiles(store.get(), reading, clock));
    }
    if (uploads.isPresent()) {
      boolean isShared = files.isPresent() && isSame(files.get().directory(), uploads.get());
      addUploads(routes, isShared ? store.get() : store(uploads.get(), changed));
    }
  }

  /**
   * Fields for a file that some client has stored. Browsers run no scripts in it, which could
   * otherwise change other files with the rights of its reader, and do not guess that a text is a
   * page. A PDF file is not sandboxed, because browsers then do not show it; their viewers run its
   * scripts apart from the site.
   */
  private static List<Field> harmless(String path, MediaType type) {
    return type.text().equals(PDF) ? List.of(NO_SNIFFING) : List.of(NO_SNIFFING, SANDBOX);
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
    RouteOptions decoded = options().with(new DecodedRequests(maxRequestBytes));
    routes.on(Method.POST, "/uploads", "uploads", new Uploads(store), decoded);
  }
}
