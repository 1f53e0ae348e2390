package io.heddle.content;

import io.heddle.http.Body;
import io.heddle.http.CachedContent;
import io.heddle.http.ContentCoding;
import io.heddle.http.EntityTag;
import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpDate;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import io.heddle.store.FileFacts;
import io.heddle.store.FileTag;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * Opens files that requests have led to, and makes the responses with them. Those that may be asked
 * for again are kept in the cache: a small one with its content, a large one open. Thread-safe.
 */
final class FileLoader {
  private static final Field VARIES_BY_CODING = Field.of(HeaderName.VARY, "Accept-Encoding");

  private final StaticFilesConfig config;
  private final DocumentRoot root;
  private final InstantSource clock;
  private final FileCache cache;
  private final RecentVersions versions;
  private final NoDescriptor noDescriptor;

  FileLoader(
      StaticFilesConfig config, DocumentRoot root, RecentVersions versions, InstantSource clock) {
    this.config = config;
    this.root = root;
    this.clock = clock;
    this.cache = config.cache();
    this.versions = versions;
    this.noDescriptor = new NoDescriptor(cache);
  }

  /**
   * The response with a file that was found. Its facts were read before it is opened, and are read
   * again when its size, or all of a small content, is known. If it changes in between, the client
   * gets the date and a weak tag from before the change, and asks again. Replacing the file after
   * it is opened changes nothing else.
   *
   * @param plain the file without a coding
   * @param coding of the sibling to load in its place; empty for the file itself
   */
  Response load(String keyOfPlain, Finding.File plain, Optional<ContentCoding> coding)
      throws IOException {
    Finding.File found = plain.form(coding).orElseThrow();
    String key = Siblings.key(keyOfPlain, coding);
    Path real = found.real();
    if (!Files.isReadable(real)) {
      throw new AccessDeniedException(real.toString());
    }
    // The file that is opened may lack a change that is made after this time.
    long checkedMillis = clock.millis();
    FileChannel file = open(real);
    try {
      Instant now = clock.instant();
      long size = file.size();
      boolean isKept = cache.mayKeep(key, found.facts(), now);
      if (isKept && cache.mayKeepInMemory(size)) {
        byte[] content = read(file, (int) size);
        file.close();
        Response bare = bare(plain, coding, found, now);
        return keep(key, found, bare, content, checkedMillis);
      }
      Response bare = bare(plain, coding, found, now);
      OpenFile open = new OpenFile(file, size, Files.isWritable(real), clock);
      Body body = open.body();
      if (body == null) {
        throw new InterruptedIOException("the file was closed by an interrupt");
      }
      if (isKept) {
        cache.keep(key, KnownFile.open(found, bare, open, checkedMillis));
      } else {
        open.release();
      }
      return bare.with(body);
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  private Response keep(
      String key, Finding.File found, Response bare, byte[] bytes, long checkedMillis) {
    if (bytes.length <= FileCache.MAX_TINY_BYTES) {
      Response whole = bare.with(new Body.Bytes(bytes));
      cache.keep(key, KnownFile.tiny(found, whole, checkedMillis));
      return whole;
    }
    CachedContent content = new CachedContent(bytes, cache.leftovers());
    Body body = Objects.requireNonNull(content.body());
    cache.keep(key, KnownFile.inMemory(found, bare, content, checkedMillis));
    return bare.with(body);
  }

  /**
   * Keeps in mind that the file is there, because its siblings are asked for. Otherwise each
   * request for one of them would look for the file first.
   */
  void note(String key, Finding.File file) {
    if (cache.mayKeep(key, file.facts(), clock.instant())) {
      cache.keepUnread(key, KnownFile.unread(file, clock.millis()));
    }
  }

  /** The response with a file whose size or content is known already, without its content. */
  private Response bare(
      Finding.File plain, Optional<ContentCoding> coding, Finding.File found, Instant now)
      throws IOException {
    FileFacts before = found.facts();
    MediaType type = config.types().ofFileName(String.valueOf(plain.located().getFileName()));
    FileFacts after = FileFacts.of(found.real());
    boolean isOfStore = after.equals(before) && versions.contain(after);
    EntityTag tag = isOfStore ? FileTag.strong(after) : FileTag.of(before, after, now);
    Response bare =
        Response.ok(type, Body.EMPTY)
            .with(HeaderName.LAST_MODIFIED, HttpDate.format(modified(before, now)))
            .with(HeaderName.ETAG, tag.toString());
    if (coding.isPresent()) {
      bare = bare.append(coding.get().field());
    }
    if (!plain.siblings().isEmpty()) {
      bare = bare.append(VARIES_BY_CODING);
    }
    for (Field field : config.fields().of(root.pathOf(plain.located()), type)) {
      bare = bare.append(field);
    }
    return bare;
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
      if (!noDescriptor.makesRoom(e)) {
        throw e;
      }
    }
    try {
      return root.open(real);
    } catch (FileSystemException e) {
      throw noDescriptor.refusal(e);
    }
  }
}
