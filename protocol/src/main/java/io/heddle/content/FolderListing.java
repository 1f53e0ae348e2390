package io.heddle.content;

import io.heddle.http.Accepted;
import io.heddle.http.Body;
import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpException;
import io.heddle.http.Request;
import io.heddle.http.Response;
import io.heddle.store.Folder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The response with the entries of a folder that a request may lead to: a page, or JSON for clients
 * that prefer it. Thread-safe.
 *
 * <p>The folder is read while the response is written. A folder with more than {@link #MAX_SORTED}
 * entries is not sorted, so that the memory for a response is bounded, and clients get the first
 * entries before the last ones are read.
 */
final class FolderListing {
  static final int MAX_SORTED = 10_000;

  private static final byte[] NOTHING = {};
  private static final Field CHECK_AGAIN = Field.of(HeaderName.CACHE_CONTROL, "no-cache");
  private static final Field VARIES_BY_ACCEPT = Field.of(HeaderName.VARY, "Accept");

  private final DocumentRoot root;
  private final String prefix;

  /**
   * Lists folders in this root.
   *
   * @param prefix of the paths of all requests, without a slash at its end
   */
  FolderListing(DocumentRoot root, String prefix) {
    this.root = root;
    this.prefix = prefix;
  }

  /**
   * The response with the entries of a folder.
   *
   * @throws HttpException 404 when the folder is gone
   */
  Response response(Request request, Finding.Listing found) throws IOException {
    EntryOrder order = EntryOrder.of(request);
    ListingFormat format = format(request, found, order);
    Entries entries = new Entries(root.openFolder(found.real()), found, format, order);
    return Response.ok(format.type(), new Body.Stream(-1, entries))
        .append(CHECK_AGAIN)
        .append(VARIES_BY_ACCEPT);
  }

  private ListingFormat format(Request request, Finding.Listing found, EntryOrder order) {
    Accepted accepted = Accepted.of(request.headers().all(HeaderName.ACCEPT));
    if (accepted.prefers("application/json", "text/html")) {
      return new JsonListing();
    }
    List<String> folders =
        StreamSupport.stream(root.inside(found.located()).spliterator(), false)
            .map(Path::toString)
            .filter(name -> !name.isEmpty())
            .toList();
    return new HtmlListing(prefix, folders, order);
  }

  /** The content of a response, and the folder that it is read from. */
  private final class Entries implements Body.Writer {
    private final Folder folder;
    private final Finding.Listing found;
    private final ListingFormat format;
    private final EntryOrder order;

    /** Those that may still be sorted. */
    private List<FolderEntry> waiting = new ArrayList<>();

    private int written;

    Entries(Folder folder, Finding.Listing found, ListingFormat format, EntryOrder order) {
      this.folder = folder;
      this.found = found;
      this.format = format;
      this.order = order;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      folder.forEach(
          name -> {
            // Reading many names takes long, so others may run in between.
            out.write(NOTHING);
            FolderEntry entry = visibleEntry(name);
            if (entry != null) {
              add(entry, out);
            }
          });
      if (isWaiting()) {
        waiting.sort(order.comparator());
        write(out, format.begin(Optional.of(waiting)));
        writeWaiting(out);
      }
      write(out, format.end());
    }

    private boolean isWaiting() {
      return written == 0;
    }

    private void add(FolderEntry entry, OutputStream out) throws IOException {
      if (!isWaiting()) {
        write(out, format.entry(entry, written++));
        return;
      }
      waiting.add(entry);
      if (waiting.size() > MAX_SORTED) {
        write(out, format.begin(Optional.empty()));
        writeWaiting(out);
        waiting = List.of();
      }
    }

    private void writeWaiting(OutputStream out) throws IOException {
      for (FolderEntry entry : waiting) {
        write(out, format.entry(entry, written++));
      }
    }

    private static void write(OutputStream out, String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The entry of this name; null if a request for it would find nothing. */
    private @Nullable FolderEntry visibleEntry(String name) throws IOException {
      if (root.isHidden(found.real(), name)) {
        return null;
      }
      try {
        BasicFileAttributes facts = folder.facts(name);
        if (facts == null) {
          return null;
        }
        if (facts.isSymbolicLink()) {
          return target(name);
        }
        return facts.isDirectory() || facts.isRegularFile()
            ? new FolderEntry(
                name, facts.isDirectory(), facts.size(), facts.lastModifiedTime().toInstant())
            : null;
      } catch (InvalidPathException e) {
        // It has characters that the encoding of the file system's names lacks.
        return null;
      }
    }

    /** What a link leads to, if it is served; under the name of the link. */
    private @Nullable FolderEntry target(String name) throws IOException {
      Optional<Path> real = root.find(found.real().resolve(name));
      if (real.isEmpty()) {
        return null;
      }
      try {
        FileFacts facts = FileFacts.of(real.get());
        return facts.isDirectory() || facts.isRegularFile()
            ? new FolderEntry(name, facts.isDirectory(), facts.size(), facts.modified())
            : null;
      } catch (NoSuchFileException e) {
        // It was deleted since.
        return null;
      }
    }

    @Override
    public void close() throws IOException {
      folder.close();
    }
  }
}
