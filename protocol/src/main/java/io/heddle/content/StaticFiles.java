package io.heddle.content;

import io.heddle.http.Blocking;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpException;
import io.heddle.http.Octets;
import io.heddle.http.Request;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A handler that serves the regular files under a directory, for any route. A path that ends in a
 * slash serves the {@code index.html} there; a directory without the slash redirects to it.
 * Symbolic links are followed if they stay inside, and names that begin with a dot are not found.
 *
 * <p>Files that are served often come from a {@link FileCache}, without a look at the disk. So a
 * change may go unnoticed for a moment.
 *
 * <p>Someone with write access to the directory could replace a file or folder by a link between
 * the check and the open. Then the file is not found.
 */
public final class StaticFiles implements Handler {
  private static final String INDEX = "index.html";
  private static final Pattern SLASHES = Pattern.compile("//+");

  private final DocumentRoot root;
  private final InstantSource clock;
  private final FileCache cache;
  private final FileLoader loader;
  private final String prefix;

  /**
   * Serves this directory, with a cache of the standard size.
   *
   * @param clock the current time; Last-Modified is never later
   * @throws IllegalArgumentException when it is not a directory
   */
  public StaticFiles(Path directory, InstantSource clock) throws IOException {
    this(directory, clock, FileCache.standard());
  }

  /**
   * Serves this directory. If it is a symbolic link, it is resolved now, not on each request.
   *
   * @param clock the current time; Last-Modified is never later
   * @param cache of this handler alone
   * @throws IllegalArgumentException when it is not a directory
   */
  public StaticFiles(Path directory, InstantSource clock, FileCache cache) throws IOException {
    this(directory, clock, cache, "");
  }

  /**
   * Serves this directory at paths with a prefix: with {@code /files}, its file {@code a.txt} is at
   * {@code /files/a.txt}.
   *
   * @param prefix of all requests that it gets; without a slash at its end
   * @param cache of this handler alone
   */
  public StaticFiles(Path directory, InstantSource clock, FileCache cache, String prefix)
      throws IOException {
    this.root = new DocumentRoot(directory);
    this.clock = clock;
    this.cache = cache;
    this.loader = new FileLoader(root, clock, cache);
    this.prefix = prefix;
  }

  /** Tells that files were changed: the next request for each of them looks at the disk. */
  public void expire() {
    cache.expire(clock.millis());
  }

  private Octets path(RequestHead head) {
    return head.path().slice(prefix.length(), head.path().length());
  }

  /** It reads the local disk and waits for nothing else. */
  @Override
  public Blocking blocking() {
    return Blocking.BRIEFLY;
  }

  /** A file in the cache needs no disk. */
  @Override
  public Blocking blocking(RequestHead head) {
    return cache.isAtHand(path(head).toString(), clock.millis())
        ? Blocking.NEVER
        : Blocking.BRIEFLY;
  }

  @Override
  public Response handle(Request request) throws IOException {
    String key = path(request.head()).toString();
    KnownFile known = cache.find(key, root, clock.millis());
    Optional<Response> cached = known == null ? Optional.empty() : known.response();
    return cached.isPresent() ? cached.get() : load(request, key);
  }

  private Response load(Request request, String key) throws IOException {
    try {
      Octets path = path(request.head());
      Path located = root.locate(path);
      return path.at(path.length() - 1) == '/'
          ? index(key, located)
          : fileOrRedirect(key, request.head(), located);
    } catch (AccessDeniedException e) {
      throw new HttpException(Status.FORBIDDEN, "this file may not be read");
    } catch (NoSuchFileException e) {
      // The file was deleted since the check.
      throw DocumentRoot.notFound();
    }
  }

  private Response index(String key, Path located) throws IOException {
    Path index = located.resolve(INDEX);
    Path real;
    try {
      real = root.find(index);
    } catch (HttpException e) {
      throw FileFacts.of(root.find(located)).isDirectory() ? noIndex() : e;
    }
    return loader.load(key, index, real, FileFacts.of(real));
  }

  private static HttpException noIndex() {
    return new HttpException(Status.NOT_FOUND, "this folder has no " + INDEX);
  }

  private Response fileOrRedirect(String key, RequestHead head, Path located) throws IOException {
    Path real = root.find(located);
    FileFacts facts = FileFacts.of(real);
    return facts.isDirectory() ? redirect(head) : loader.load(key, located, real, facts);
  }

  /**
   * Redirects to the same path with a trailing slash. Repeated slashes are merged, because a
   * Location that begins with two slashes names another host. Browsers treat a backslash as a
   * slash, so it stays percent-encoded.
   */
  private static Response redirect(RequestHead head) {
    String suffix = head.query().map(query -> "?" + query).orElse("");
    String path = SLASHES.matcher(head.path().toString()).replaceAll("/");
    return Response.of(Status.MOVED_PERMANENTLY).with(HeaderName.LOCATION, path + "/" + suffix);
  }
}
