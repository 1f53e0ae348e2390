package io.heddle.content;

import java.time.Instant;

/**
 * A file or folder in a list.
 *
 * @param size of a file in bytes
 */
record FolderEntry(String name, boolean isFolder, long size, Instant modified) {}
