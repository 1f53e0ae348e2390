package io.heddle.http;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Content that a cache keeps in memory and many responses send. When the cache drops it while slow
 * clients still receive it, it counts for a budget until the last of them is done. Thread-safe.
 */
public final class CachedContent {
  private final byte[] bytes;
  private final Budget leftovers;
  private final SharedResource uses;

  /**
   * Content for one cache.
   *
   * @param bytes do not change any more
   * @param leftovers what the cache has dropped and responses still send
   */
  public CachedContent(byte[] bytes, Budget leftovers) {
    this.bytes = bytes;
    this.leftovers = leftovers;
    this.uses = new SharedResource(() -> leftovers.give(bytes.length));
  }

  /** The length in bytes. */
  public int length() {
    return bytes.length;
  }

  /** The body of one more response; null if the cache has dropped it and nobody uses it. */
  public @Nullable Body body() {
    Closeable use = uses.use();
    return use == null ? null : new Body.Bytes(bytes, 0, bytes.length, use);
  }

  /** Reports that it has left the cache, which calls this once. */
  public void drop() {
    leftovers.overdraw(bytes.length);
    try {
      uses.release();
    } catch (IOException e) {
      throw new AssertionError("giving back memory does not fail", e);
    }
  }
}
