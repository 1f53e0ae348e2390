package io.heddle.content;

import io.heddle.http.Blocking;
import io.heddle.http.Body;
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
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Pattern;

/**
 * A handler that serves the regular files under a directory, for any route. A path that ends in a
 * slash serves the {@code index.html} there; a directory without the slash redirects to it.
 * Symbolic links are followed if they stay inside, and names that begin with a dot are not found.
 *
 * <p>Someone with write access to the directory could replace a file by a link between the check
 * and the open. A link as the last component is not followed then; a link in place of a directory
 * is.
 */
public final class StaticFiles implements Handler {
  private static final String INDEX = "index.html";
  private static final Pattern SLASHES = Pattern.compile("//+");

  /** The message of the JDK when the process, or the whole system, has no file descriptors left. */
  private static final String NO_DESCRIPTOR = "Too many open files";

  private final DocumentRoot root;
  private final InstantSource clock;

  /**
   * Serves this directory. If it is a symbolic link, it is resolved now, not on each request.
   *
   * @param clock the current time; Last-Modified is never later
   * @throws IllegalArgumentException when it is not a directory
   */
  public StaticFiles(Path directory, InstantSource clock) throws IOException {
    this.root = new DocumentRoot(directory);
    this.clock = clock;
  }

  /** It reads the local disk and waits for nothing else. */
  @Override
  public Blocking blocking() {
    return Blocking.BRIEFLY;
  }

  @Override
  public Response handle(Request request) throws IOException {
    try {
      Octets path = request.head().path();
      Path located = root.locate(path);
      return path.at(path.length() - 1) == '/'
          ? index(located)
          : fileOrRedirect(request.head(), located);
    } catch (AccessDeniedException e) {
      throw new HttpException(Status.FORBIDDEN, "this file may not be read");
    } catch (NoSuchFileException e) {
      // The file was deleted since the check.
      throw DocumentRoot.notFound();
    }
  }

  private Response index(Path located) throws IOException {
    Path index = located.resolve(INDEX);
    Path real;
    try {
      real = root.find(index);
    } catch (HttpException e) {
      throw attributes(root.find(located)).isDirectory() ? noIndex() : e;
    }
    return file(index, real, attributes(real));
  }

  private static HttpException noIndex() {
    return new HttpException(Status.NOT_FOUND, "this folder has no " + INDEX);
  }

  private Response fileOrRedirect(RequestHead head, Path located) throws IOException {
    Path real = root.find(located);
    BasicFileAttributes attributes = attributes(real);
    return attributes.isDirectory() ? redirect(head) : file(located, real, attributes);
  }

  private static BasicFileAttributes attributes(Path real) throws IOException {
    return Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Redirects to the same path with a trailing slash. Repeated slashes are merged, because a
   * Location that begins with two slashes names another host. Browsers treat a backslash as a
   * slash, so it stays percent-encoded.
   */
  private static Response redirect(RequestHead head) {
    String query = head.query().map(octets -> "?" + octets).orElse("");
    String path = SLASHES.matcher(head.path().toString()).replaceAll("/");
    return Response.of(Status.MOVED_PERMANENTLY).with(HeaderName.LOCATION, path + "/" + query);
  }

  /**
   * The file itself. Its attributes were read before it is opened. If it is replaced in between,
   * the client gets a date that is too early and asks again; the date is never too late. Replacing
   * the file after it is opened has no effect.
   */
  private Response file(Path located, Path real, BasicFileAttributes attributes)
      throws IOException {
    if (!attributes.isRegularFile()) {
      throw DocumentRoot.notFound();
    }
    if (!Files.isReadable(real)) {
      throw new AccessDeniedException(real.toString());
    }
    MediaType type = MediaType.ofFileName(String.valueOf(located.getFileName()));
    return Response.ok(type, open(real))
        .with(HeaderName.LAST_MODIFIED, HttpDate.format(modified(attributes)));
  }

  /** RFC 9110 section 8.8.2.1: a date in the future is replaced by the present. */
  private Instant modified(BasicFileAttributes attributes) {
    Instant modified = attributes.lastModifiedTime().toInstant();
    Instant now = clock.instant();
    return modified.isAfter(now) ? now : modified;
  }

  private static Body open(Path real) throws IOException {
    FileChannel file;
    try {
      file = FileChannel.open(real, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    } catch (FileSystemException e) {
      if (String.valueOf(e.getReason()).startsWith(NO_DESCRIPTOR)) {
        throw new HttpException(Status.SERVICE_UNAVAILABLE, "the server has too many open files");
      }
      throw e;
    }
    try {
      return new Body.Region(file, 0, file.size());
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }
}
