package io.heddle.content;

import io.heddle.http.Blocking;
import io.heddle.http.CodingPreferences;
import io.heddle.http.ContentCoding;
import io.heddle.http.Field;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.Headers;
import io.heddle.http.HttpException;
import io.heddle.http.Octets;
import io.heddle.http.PreparingHandler;
import io.heddle.http.Request;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import io.heddle.http.Status;
import io.heddle.store.FileFacts;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A handler that serves the regular files under a directory, for any route, as its {@link
 * StaticFilesConfig} says. {@link FileFinder} has the rules by which a path leads to a file.
 * Symbolic links are followed if they stay inside, and names that begin with a dot are not found.
 *
 * <p>Files that are served often come from a {@link FileCache}, without a look at the disk. So a
 * change may go unnoticed for a moment.
 *
 * <p>Someone with write access to the directory could replace a file or folder by a link between
 * the check and the open. Then the file is not found.
 */
public final class StaticFiles implements PreparingHandler {
  private static final Pattern SLASHES = Pattern.compile("//+");
  private static final Field VARIES_BY_ACCEPT = Field.of(HeaderName.VARY, "Accept");

  private final InstantSource clock;
  private final String prefix;
  private final FileCache cache;
  private final boolean hasFallback;
  private final FileFinder finder;
  private final FileLoader loader;
  private final CodingPreferences preferences = new CodingPreferences();
  private final FolderListing listing;
  private final MissingPaths missing = new MissingPaths();
  private final RecentVersions versions = new RecentVersions();

  /**
   * Serves this directory with the standard configuration.
   *
   * @param clock the current time; Last-Modified is never later
   * @throws IllegalArgumentException when it is not a directory
   */
  public StaticFiles(Path directory, InstantSource clock) throws IOException {
    this(StaticFilesConfig.of(directory), clock);
  }

  /**
   * Serves a directory. If it is a symbolic link, it is resolved now, not on each request.
   *
   * @param clock the current time; Last-Modified is never later
   * @throws IllegalArgumentException when it is not a directory
   */
  public StaticFiles(StaticFilesConfig config, InstantSource clock) throws IOException {
    DocumentRoot root = new DocumentRoot(config.directory());
    this.clock = clock;
    this.prefix = config.prefix();
    this.cache = config.cache();
    this.hasFallback = config.paths().fallback().isPresent();
    this.finder = new FileFinder(config.paths(), root);
    this.loader = new FileLoader(config, root, versions, clock);
    this.listing = new FolderListing(root, config.prefix(), cache);
  }

  /** Makes the next request for each file look at the disk, because files have been changed. */
  public void expire() {
    cache.expire(clock.millis());
    missing.clear();
  }

  /**
   * Notices at once that a store has changed a file here.
   *
   * @param version the file as it is now, if these facts are of no other version of it: its entity
   *     tag is strong at once
   */
  public void expire(Optional<FileFacts> version) {
    version.ifPresent(versions::add);
    expire();
  }

  private Octets path(RequestHead head) {
    return head.path().slice(prefix.length(), head.path().length());
  }

  /** It reads the local disk and waits for nothing else. */
  @Override
  public Blocking blocking() {
    return Blocking.BRIEFLY;
  }

  /** A file in the cache needs no disk unless it must be checked. */
  @Override
  public Handler prepare(RequestHead head) {
    String path = path(head).toString();
    boolean isFallback = leadsToFallback(path, head);
    String key = isFallback ? FileFinder.FALLBACK : path;
    long nowMillis = clock.millis();
    KnownFile file = cache.fresh(key, nowMillis);
    if (file == null) {
      return this;
    }
    Optional<ContentCoding> coding = best(file.siblings(), head.headers());
    KnownFile wanted = coding.isEmpty() ? file : cache.fresh(Siblings.key(key, coding), nowMillis);
    return wanted != null && wanted.isAtHand() ? new AtHand(wanted, isFallback, this) : this;
  }

  /** Sends a file of the cache. If it was closed since it was found, it is looked for again. */
  private record AtHand(KnownFile file, boolean isFallback, StaticFiles files) implements Handler {
    @Override
    public Blocking blocking() {
      return Blocking.NEVER;
    }

    @Override
    public Response handle(Request request) throws IOException {
      Optional<Response> response = file.response();
      if (response.isEmpty()) {
        return files.handle(request);
      }
      return isFallback ? asFallback(response.get()) : response.get();
    }
  }

  @Override
  public Response handle(Request request) throws IOException {
    return answer(request, path(request.head()));
  }

  private Response answer(Request request, Octets path) throws IOException {
    String key = path.toString();
    Optional<Response> cached =
        leadsToFallback(key, request.head())
            ? cached(FileFinder.FALLBACK, request.headers()).map(StaticFiles::asFallback)
            : cached(key, request.headers());
    return cached.isPresent() ? cached.get() : find(request, path, key);
  }

  /** Whether the fallback is known to be the answer. */
  private boolean leadsToFallback(String path, RequestHead head) {
    return hasFallback && missing.contains(path, clock.millis()) && PageRequests.include(head);
  }

  private static Response asFallback(Response page) {
    return page.append(VARIES_BY_ACCEPT);
  }

  private Optional<Response> cached(String key, Headers headers) {
    KnownFile file = cache.find(key, finder, clock.millis());
    if (file == null) {
      return Optional.empty();
    }
    Optional<ContentCoding> coding = best(file.siblings(), headers);
    KnownFile wanted =
        coding.isEmpty() ? file : cache.find(Siblings.key(key, coding), finder, clock.millis());
    return wanted == null ? Optional.empty() : wanted.response();
  }

  /** The best form of a file for a client; empty if that is the file itself. */
  private Optional<ContentCoding> best(Map<ContentCoding, Finding.File> siblings, Headers headers) {
    return siblings.isEmpty() ? Optional.empty() : preferences.of(headers).best(siblings.keySet());
  }

  private Response load(String key, Finding.File file, Headers headers) throws IOException {
    Optional<ContentCoding> coding = best(file.siblings(), headers);
    if (coding.isPresent()) {
      try {
        Response response = loader.load(key, file, coding);
        loader.note(key, file);
        return response;
      } catch (HttpException | IOException e) {
        // The sibling was deleted since it was found; any other reason concerns the file as well.
      }
    }
    return loader.load(key, file, Optional.empty());
  }

  private Response find(Request request, Octets path, String key) throws IOException {
    RequestHead head = request.head();
    try {
      return switch (finder.find(path)) {
        case Finding.File file -> load(key, file, head.headers());
        case Finding.Redirect redirect -> redirect(request, path, redirect);
        case Finding.Listing folder -> listing.response(request, folder);
        case Finding.Nothing nothing ->
            fallback(head, key)
                .orElseThrow(() -> new HttpException(Status.NOT_FOUND, nothing.reason()));
      };
    } catch (AccessDeniedException e) {
      throw new HttpException(Status.FORBIDDEN, "the server has no permission to read this");
    } catch (NoSuchFileException e) {
      // The file was deleted since it was found.
      throw DocumentRoot.notFound();
    }
  }

  private Optional<Response> fallback(RequestHead head, String path) throws IOException {
    if (!hasFallback || !PageRequests.include(head)) {
      return Optional.empty();
    }
    missing.note(path, clock.millis());
    Optional<Response> page = cached(FileFinder.FALLBACK, head.headers());
    if (page.isEmpty()) {
      Optional<Finding.File> file = finder.fallback();
      if (file.isPresent()) {
        page = Optional.of(load(FileFinder.FALLBACK, file.get(), head.headers()));
      }
    }
    return page.map(StaticFiles::asFallback);
  }

  /**
   * Redirects to another path here. Repeated slashes are merged, because a Location that begins
   * with two slashes names another host. Browsers treat a backslash as a slash, so it stays
   * percent-encoded.
   *
   * <p>If a rule has changed the path, the client does not know the new one, and rules would change
   * it again. So it gets what is there.
   */
  private Response redirect(Request request, Octets path, Finding.Redirect redirect)
      throws IOException {
    RequestHead head = request.head();
    String received = head.receivedPath().toString();
    String target = prefix + redirect.path();
    if (!head.path().contentEquals(received)) {
      boolean isFolder = redirect.path().equals(path + "/");
      if (!isFolder || !lacksOnlySlash(received, head.path().toString())) {
        return answer(request, Octets.of(redirect.path()));
      }
      target = received + "/";
    }
    String location = SLASHES.matcher(target).replaceAll("/") + receivedQuery(head);
    return Response.of(Status.MOVED_PERMANENTLY).with(HeaderName.LOCATION, location);
  }

  /**
   * Whether the client has asked for a folder of this name, without the slash that the links on its
   * page need.
   */
  private static boolean lacksOnlySlash(String received, String path) {
    return !received.endsWith("/")
        && received
            .substring(received.lastIndexOf('/'))
            .equals(path.substring(path.lastIndexOf('/')));
  }

  /** The query that the client sent, with its question mark, also if a rule has replaced it. */
  private static String receivedQuery(RequestHead head) {
    int mark = head.target().indexOf('?');
    return mark < 0 ? "" : head.target().substring(mark);
  }
}
