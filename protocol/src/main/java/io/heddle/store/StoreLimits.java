package io.heddle.store;

/**
 * How much a {@link FileStore} may hold.
 *
 * @param maxBytes of all files together
 * @param maxEntries files and folders together
 */
public record StoreLimits(long maxBytes, long maxEntries) {
  /** As much as the disk has. */
  public static final StoreLimits NONE = new StoreLimits(Long.MAX_VALUE, Long.MAX_VALUE);
}
