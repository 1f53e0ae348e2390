package io.heddle.content;

import io.heddle.http.Body;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An open file that many responses send at the same time. It is closed when nobody uses it any
 * more. Thread-safe.
 *
 * <p>It is also mapped, but only to ask the kernel which of its pages are in memory (mincore). The
 * mapping is never read, because a file that shrinks would then crash the reader.
 */
final class OpenFile {
  private static final int CLOSED = 0;

  private final FileChannel file;
  private final long size;
  private final Arena arena;
  private final @Nullable MemorySegment mapping;

  /** How many use it: the cache, and each response. */
  private final AtomicInteger users = new AtomicInteger(1);

  /** Takes the file over, for one user. */
  OpenFile(FileChannel file) throws IOException {
    this.file = file;
    this.size = file.size();
    this.arena = Arena.ofShared();
    this.mapping = map();
  }

  private @Nullable MemorySegment map() {
    try {
      return file.map(MapMode.READ_ONLY, 0, size, arena);
    } catch (IOException | UnsupportedOperationException e) {
      // Some file systems have none, and a process may have only so many. Serving works without.
      return null;
    }
  }

  /** The whole file as the body of one more response; null if it has been closed. */
  @Nullable Body body() {
    if (!file.isOpen()) {
      // A thread that is interrupted while it reads a file closes it for all.
      return null;
    }
    int now = users.get();
    while (now != CLOSED && !users.compareAndSet(now, now + 1)) {
      now = users.get();
    }
    return now == CLOSED ? null : new Body.Region(file, 0, size, this::release, this::isResident);
  }

  private boolean isResident(long position, long length) {
    long end = Math.min(position + length, size);
    return mapping == null
        || end <= position
        || mapping.asSlice(position, end - position).isLoaded();
  }

  /** Ends one use. The last one closes the file. */
  void release() throws IOException {
    if (users.decrementAndGet() == CLOSED) {
      try {
        file.close();
      } finally {
        arena.close();
      }
    }
  }
}
