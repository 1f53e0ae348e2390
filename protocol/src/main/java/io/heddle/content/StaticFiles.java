package io.heddle.content;

import io.heddle.http.Blocking;
import io.heddle.http.Body;
import io.heddle.http.EntityTag;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpDate;
import io.heddle.http.HttpException;
import io.heddle.http.MediaType;
import io.heddle.http.Octets;
import io.heddle.http.Request;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
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

  /** The message of the JDK when the process, or the whole system, has no file descriptors left. */
  private static final String NO_DESCRIPTOR = "Too many open files";

  private final DocumentRoot root;
  private final InstantSource clock;
  private final FileCache cache;
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
    return file(key, index, real, FileFacts.of(real));
  }

  private static HttpException noIndex() {
    return new HttpException(Status.NOT_FOUND, "this folder has no " + INDEX);
  }

  private Response fileOrRedirect(String key, RequestHead head, Path located) throws IOException {
    Path real = root.find(located);
    FileFacts facts = FileFacts.of(real);
    return facts.isDirectory() ? redirect(head) : file(key, located, real, facts);
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

  /**
   * The file itself. Its facts were read before it is opened. If it is replaced in between, the
   * client gets a date that is too early and a weak tag, and asks again; the date is never too
   * late. Replacing the file after it is opened has no effect.
   */
  private Response file(String key, Path located, Path real, FileFacts facts) throws IOException {
    if (!facts.isRegularFile()) {
      throw DocumentRoot.notFound();
    }
    if (!Files.isReadable(real)) {
      throw new AccessDeniedException(real.toString());
    }
    // A change that is told from now on may not be in the file that is opened.
    long checkedMillis = clock.millis();
    FileChannel file = open(real);
    try {
      Instant now = clock.instant();
      Response bare = bare(located, real, facts, now);
      long size = file.size();
      boolean isKept = cache.mayKeep(key, facts, now);
      if (isKept && size <= FileCache.MAX_CONTENT_BYTES) {
        Response whole = bare.with(new Body.Bytes(read(file, (int) size)));
        file.close();
        cache.keep(key, KnownFile.inMemory(located, real, facts, whole, checkedMillis));
        return whole;
      }
      OpenFile open = new OpenFile(file, size, Files.isWritable(real));
      Body body = open.body();
      if (body == null) {
        throw new InterruptedIOException("the file was closed by an interrupt");
      }
      if (isKept) {
        cache.keep(key, KnownFile.open(located, real, facts, bare, open, checkedMillis));
      } else {
        open.release();
      }
      return bare.with(body);
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  /** The response with an open file, without its content. */
  private static Response bare(Path located, Path real, FileFacts before, Instant now)
      throws IOException {
    MediaType type = MediaType.ofFileName(String.valueOf(located.getFileName()));
    EntityTag tag = FileTag.of(before, FileFacts.of(real), now);
    return Response.ok(type, Body.EMPTY)
        .with(HeaderName.LAST_MODIFIED, HttpDate.format(modified(before, now)))
        .with(HeaderName.ETAG, tag.toString());
  }

  /** Reads a small file; one that has just become shorter is served as it is now. */
  private static byte[] read(FileChannel file, int size) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(size);
    int count = 0;
    while (content.hasRemaining() && count >= 0) {
      count = file.read(content);
    }
    int length = content.position();
    return length == size ? content.array() : Arrays.copyOf(content.array(), length);
  }

  /** RFC 9110 section 8.8.2.1: a date in the future is replaced by the present. */
  private static Instant modified(FileFacts facts, Instant now) {
    return facts.modified().isAfter(now) ? now : facts.modified();
  }

  private FileChannel open(Path real) throws IOException {
    try {
      return root.open(real);
    } catch (FileSystemException e) {
      if (!isOutOfDescriptors(e)) {
        throw e;
      }
    }
    cache.releaseOpenFiles();
    try {
      return root.open(real);
    } catch (FileSystemException e) {
      if (isOutOfDescriptors(e)) {
        throw new HttpException(Status.SERVICE_UNAVAILABLE, "the server has too many open files");
      }
      throw e;
    }
  }

  private static boolean isOutOfDescriptors(FileSystemException e) {
    return String.valueOf(e.getReason()).startsWith(NO_DESCRIPTOR);
  }
}
