package io.heddle.content;

import io.heddle.http.Body;
import io.heddle.http.SharedResource;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An open file that many responses send at the same time. It is closed when nobody uses it any
 * more. Thread-safe.
 *
 * <p>When an event loop sends it, it is also mapped, but only to ask the kernel which of its pages
 * are in memory (mincore). The mapping is never read, because a file that shrinks would then crash
 * the reader. The kernel tells only those who may write to the file. For other files, {@link
 * WarmParts} remembers what a worker has read.
 */
final class OpenFile {
  private final FileChannel file;
  private final long size;
  private final boolean residencyIsKnown;

  private final SharedResource uses = new SharedResource(this::close);

  /** What a worker has read lately, for files whose residency is not known. */
  private final WarmParts warm;

  private final AtomicReference<@Nullable Mapping> mapping = new AtomicReference<>();
  private final Body.Residency residency = new FileResidency();

  /** The file in memory; without pages if it cannot be mapped. */
  private record Mapping(Arena arena, @Nullable MemorySegment pages) {}

  /**
   * Takes the file over, for one user.
   *
   * @param size of the file in bytes
   * @param isWritable whether this process may write to it
   */
  OpenFile(FileChannel file, long size, boolean isWritable, InstantSource clock) {
    this.file = file;
    this.size = size;
    this.residencyIsKnown = isWritable;
    this.warm = new WarmParts(size, clock);
  }

  /** Whether it is open: an interrupt during I/O closes it for everyone. */
  boolean isOpen() {
    return file.isOpen();
  }

  /** The whole file as the body of one more response; null if it has been closed. */
  @Nullable Body body() {
    Closeable use = isOpen() ? uses.use() : null;
    return use == null ? null : new Body.Region(file, 0, size, use, residency);
  }

  private final class FileResidency implements Body.Residency {
    @Override
    public boolean isResident(long position, long length) {
      long end = Math.min(position + length, size);
      if (end <= position) {
        return true;
      }
      MemorySegment pages = pages();
      return pages == null
          ? warm.contain(position, end)
          : pages.asSlice(position, end - position).isLoaded();
    }

    @Override
    public void warmed(long position, long length) {
      if (pages() == null) {
        warm.add(position, position + length);
      }
    }
  }

  /** The pages that the kernel is asked about; null if it does not tell. */
  private @Nullable MemorySegment pages() {
    return residencyIsKnown ? mapped().pages : null;
  }

  private Mapping mapped() {
    Mapping known = mapping.get();
    if (known != null) {
      return known;
    }
    Mapping made = map();
    if (mapping.compareAndSet(null, made)) {
      return made;
    }
    // Another thread was faster.
    made.arena.close();
    return Objects.requireNonNull(mapping.get());
  }

  private Mapping map() {
    Arena arena = Arena.ofShared();
    try {
      return new Mapping(arena, file.map(MapMode.READ_ONLY, 0, size, arena));
    } catch (IOException | UnsupportedOperationException e) {
      // Some file systems have no mappings, and a process may have only so many.
      return new Mapping(arena, null);
    }
  }

  /** Ends the use of its creator. The last user closes the file. */
  void release() throws IOException {
    uses.release();
  }

  private void close() throws IOException {
    try {
      file.close();
    } finally {
      unmap();
    }
  }

  private void unmap() {
    Mapping last = mapping.getAndSet(null);
    if (last != null) {
      last.arena.close();
    }
  }
}
