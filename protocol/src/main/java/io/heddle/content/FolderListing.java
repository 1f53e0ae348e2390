package io.heddle.content;

import io.heddle.http.Accepted;
import io.heddle.http.Body;
import io.heddle.http.Budget;
import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpException;
import io.heddle.http.Request;
import io.heddle.http.Response;
import io.heddle.http.Status;
import io.heddle.store.FileFacts;
import io.heddle.store.Folder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
 * entries before the last ones are read. All lists together have a budget for entries that are yet
 * to be sorted and written; a list for which nothing is left is answered 503.
 */
final class FolderListing {
  static final int MAX_SORTED = 10_000;

  /** The entries of all lists may take this fraction of the heap. */
  private static final int HEAP_SHARE = 8;

  /** What an entry takes besides the characters of its name. */
  private static final int ENTRY_BYTES = 160;

  private static final byte[] NOTHING = {};
  private static final Field CHECK_AGAIN = Field.of(HeaderName.CACHE_CONTROL, "no-cache");
  private static final Field VARIES_BY_ACCEPT = Field.of(HeaderName.VARY, "Accept");

  private final DocumentRoot root;
  private final String prefix;
  private final NoDescriptor noDescriptor;
  private final Budget budget;

  /**
   * Lists folders in this root.
   *
   * @param prefix of the paths of all requests, without a slash at its end
   * @param cache releases its open files when a folder cannot be opened
   */
  FolderListing(DocumentRoot root, String prefix, FileCache cache) {
    this(root, prefix, cache, new Budget(Runtime.getRuntime().maxMemory() / HEAP_SHARE));
  }

  FolderListing(DocumentRoot root, String prefix, FileCache cache, Budget budget) {
    this.root = root;
    this.prefix = prefix;
    this.noDescriptor = new NoDescriptor(cache);
    this.budget = budget;
  }

  /**
   * The response with the entries of a folder.
   *
   * @throws HttpException 404 when the folder is gone
   */
  Response response(Request request, Finding.Listing found) throws IOException {
    EntryOrder order = EntryOrder.of(request);
    ListingFormat format = format(request, found, order);
    Entries entries = new Entries(open(found), found, format, order);
    return Response.ok(format.type(), new Body.Stream(-1, entries))
        .append(CHECK_AGAIN)
        .append(VARIES_BY_ACCEPT);
  }

  private Folder open(Finding.Listing found) throws IOException {
    try {
      return root.openFolder(found.real());
    } catch (FileSystemException e) {
      throw noDescriptor.refusal(e);
    }
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

    private long takenBytes;
    private int written;

    Entries(Folder folder, Finding.Listing found, ListingFormat format, EntryOrder order) {
      this.folder = folder;
      this.found = found;
      this.format = format;
      this.order = order;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      read(out);
      if (isWaiting()) {
        waiting.sort(order.comparator());
        write(out, format.begin(Optional.of(waiting)));
        writeWaiting(out);
      }
      write(out, format.end());
    }

    private void read(OutputStream out) throws IOException {
      try {
        folder.forEach(
            name -> {
              // Reading many names takes long, so others may run in between.
              out.write(NOTHING);
              FolderEntry entry = visibleEntry(name);
              if (entry != null) {
                add(entry, out);
              }
            });
      } catch (FileSystemException e) {
        throw noDescriptor.refusal(e);
      }
    }

    private boolean isWaiting() {
      return written == 0;
    }

    private void add(FolderEntry entry, OutputStream out) throws IOException {
      if (!isWaiting()) {
        write(out, format.entry(entry, written++));
        return;
      }
      take(memory(entry));
      waiting.add(entry);
      if (waiting.size() > MAX_SORTED) {
        write(out, format.begin(Optional.empty()));
        writeWaiting(out);
      }
    }

    private void take(long bytes) {
      if (!budget.take(bytes)) {
        throw new HttpException(
            Status.SERVICE_UNAVAILABLE, "the server lists too many folders at the moment");
      }
      takenBytes += bytes;
    }

    private void writeWaiting(OutputStream out) throws IOException {
      Deque<FolderEntry> left = new ArrayDeque<>(waiting);
      waiting = List.of();
      // A slow client soon needs less memory.
      for (FolderEntry entry = left.poll(); entry != null; entry = left.poll()) {
        write(out, format.entry(entry, written++));
        budget.give(memory(entry));
        takenBytes -= memory(entry);
      }
    }

    /** Most memory for an entry, in bytes. */
    private static long memory(FolderEntry entry) {
      return ENTRY_BYTES + 2L * entry.name().length();
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
        // It has just been deleted.
        return null;
      }
    }

    @Override
    public void close() throws IOException {
      budget.give(takenBytes);
      folder.close();
    }
  }
}
