package io.heddle.content;

import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpDate;
import io.heddle.http.HttpException;
import io.heddle.http.MediaType;
import io.heddle.http.Method;
import io.heddle.http.Octets;
import io.heddle.http.Request;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Serves the regular files under a directory to GET and HEAD, whatever the path it is routed from.
 * A path that ends in a slash stands for the {@code index.html} there; a directory without the
 * slash redirects to it. Symbolic links are followed as long as they stay inside.
 *
 * <p>Whoever can write in the directory could replace a file by a link between the look at it and
 * its opening: a link in the last place is not followed then, one in place of a directory is.
 */
public final class StaticFiles implements Handler {
  private static final String INDEX = "index.html";

  private final DocumentRoot root;
  private final InstantSource clock;

  /**
   * Serves this directory. A symbolic link to it is followed now, not once for each request.
   *
   * @param clock tells what time is the future: no file claims to have been modified then
   * @throws IllegalArgumentException when it is no directory
   */
  public StaticFiles(Path directory, InstantSource clock) throws IOException {
    this.root = new DocumentRoot(directory);
    this.clock = clock;
  }

  @Override
  public Response handle(Request request) throws IOException {
    try {
      Octets path = request.head().path();
      Path located = root.locate(path);
      return path.at(path.length() - 1) == '/'
          ? directory(request, located)
          : fileOrRedirect(request, located);
    } catch (AccessDeniedException e) {
      throw new HttpException(Status.FORBIDDEN, "this file may not be read");
    } catch (NoSuchFileException e) {
      // It was there a moment ago.
      throw DocumentRoot.notFound();
    }
  }

  private Response directory(Request request, Path located) throws IOException {
    Path index = located.resolve(INDEX);
    Path real = root.find(index);
    return file(request, index, real, attributes(real));
  }

  private Response fileOrRedirect(Request request, Path located) throws IOException {
    Path real = root.find(located);
    BasicFileAttributes attributes = attributes(real);
    return attributes.isDirectory()
        ? redirect(request.head())
        : file(request, located, real, attributes);
  }

  private static BasicFileAttributes attributes(Path real) throws IOException {
    return Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * To the same path with a slash. It cannot lead to another host: no segment is empty, or it would
   * not have been located, and the backslash that browsers take for a slash is encoded.
   */
  private static Response redirect(RequestHead head) {
    String query = head.query().map(octets -> "?" + octets).orElse("");
    String path = head.path().toString().replace("\\", "%5C");
    return Response.of(Status.MOVED_PERMANENTLY).with(HeaderName.LOCATION, path + "/" + query);
  }

  /**
   * The file itself. Its attributes are older than what is opened here: should it be replaced in
   * between, the client keeps a date that is too early and asks again, never one too late.
   */
  private Response file(Request request, Path located, Path real, BasicFileAttributes attributes)
      throws IOException {
    if (!attributes.isRegularFile()) {
      throw DocumentRoot.notFound();
    }
    if (!Files.isReadable(real)) {
      throw new AccessDeniedException(real.toString());
    }
    Instant now = clock.instant();
    Instant modified = modified(attributes, now);
    Response response =
        isUnmodifiedSince(modified, request, now)
            ? Response.of(Status.NOT_MODIFIED)
            : Response.ok(
                MediaType.ofFileName(String.valueOf(located.getFileName())),
                body(request.method(), real, attributes.size()));
    return response.with(HeaderName.LAST_MODIFIED, HttpDate.format(modified));
  }

  /** RFC 9110 section 8.8.2.1: a date in the future is replaced by the present. */
  private static Instant modified(BasicFileAttributes attributes, Instant now) {
    Instant modified = attributes.lastModifiedTime().toInstant();
    return (modified.isAfter(now) ? now : modified).truncatedTo(ChronoUnit.SECONDS);
  }

  private static boolean isUnmodifiedSince(Instant modified, Request request, Instant now) {
    return request
        .headers()
        .first(HeaderName.IF_MODIFIED_SINCE)
        .flatMap(text -> HttpDate.parse(text, now))
        .filter(since -> !modified.isAfter(since))
        .isPresent();
  }

  /** The content; for HEAD, which asks only for its length, without opening the file. */
  private static Body body(Method method, Path real, long size) throws IOException {
    if (size == 0) {
      return Body.EMPTY;
    }
    if (method == Method.HEAD) {
      return new Body.Stream(size, out -> Files.copy(real, out));
    }
    FileChannel file = FileChannel.open(real, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try {
      return new Body.Region(file, 0, file.size());
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }
}
