package io.heddle.store;

/**
 * What the files of a {@link FileStore} take. Drafts count too, so a file that is being replaced
 * counts twice. Thread-safe.
 *
 * @param bytes of all files together
 * @param entries files, folders and everything else that has a name in a folder
 */
record Usage(Quota bytes, Quota entries) {
  /** Nothing is used. */
  static Usage within(StoreLimits limits) {
    return new Usage(
        new Quota(limits.maxBytes(), "the quota of this folder is used up"),
        new Quota(limits.maxEntries(), "this folder has as many files and folders as it may have"));
  }

  /** Has other limits from now on. */
  void allow(StoreLimits limits) {
    bytes.allow(limits.maxBytes());
    entries.allow(limits.maxEntries());
  }
}
