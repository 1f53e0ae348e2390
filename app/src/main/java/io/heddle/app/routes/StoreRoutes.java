package io.heddle.app.routes;

import io.heddle.app.upload.UploadPage;
import io.heddle.app.upload.Uploads;
import io.heddle.filter.CrossSiteRequests;
import io.heddle.filter.DecodedRequests;
import io.heddle.http.Handler;
import io.heddle.http.Method;
import io.heddle.routing.RouteOptions;
import io.heddle.routing.Router;
import io.heddle.store.FileStore;
import io.heddle.store.StoredFiles;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** The routes of a store: one for its files, and one for a form whose files it gets. */
public final class StoreRoutes {
  private static final Set<Method> OF_FILES =
      EnumSet.of(Method.GET, Method.POST, Method.PUT, Method.PATCH, Method.DELETE);

  private final Router.Builder routes;
  private final long maxRequestBytes;

  /**
   * Adds routes.
   *
   * @param maxRequestBytes of content in a request that stores something
   */
  public StoreRoutes(Router.Builder routes, long maxRequestBytes) {
    this.routes = routes;
    this.maxRequestBytes = maxRequestBytes;
  }

  /** Adds all files below a path, which has no slash at its end. */
  public void addFiles(String path, StoredFiles files) {
    addFiles(path, files, OF_FILES);
  }

  /** Adds all files below a path, which has no slash at its end, with some methods. */
  public void addFiles(String path, StoredFiles files, Set<Method> methods) {
    String pattern = path + "/{" + StoredFiles.PATH + "...}";
    for (Method method : methods) {
      routes.on(method, pattern, "files", files, options());
    }
  }

  /** Adds a page with a form, and where the form is sent. */
  public void addUploads(String path, FileStore store) throws IOException {
    addUploads(path, store, EnumSet.of(Method.GET, Method.POST));
  }

  /** Adds a page with a form, and where the form is sent, with some methods. */
  public void addUploads(String path, FileStore store, Set<Method> methods) throws IOException {
    Handler page = new UploadPage();
    RouteOptions decoded = options().with(new DecodedRequests(maxRequestBytes));
    for (Method method : methods) {
      if (method == Method.POST) {
        routes.on(method, path, "uploads", new Uploads(store), decoded);
      } else {
        routes.on(method, path, "uploads", page);
      }
    }
  }

  private RouteOptions options() {
    return RouteOptions.STANDARD.withMaxBodyBytes(maxRequestBytes).with(new CrossSiteRequests());
  }
}
