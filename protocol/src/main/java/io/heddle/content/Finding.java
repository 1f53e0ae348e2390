package io.heddle.content;

import java.nio.file.Path;

/** What a request's path leads to, as {@link FileFinder} finds it. */
sealed interface Finding {
  /**
   * A regular file. Two that are equal are the same file with the same content.
   *
   * @param located where it was looked for, before symbolic links are resolved
   * @param real its path without symbolic links
   * @param facts read before the file is opened
   */
  record File(Path located, Path real, FileFacts facts) implements Finding {}

  /**
   * The file, or folder, has another path.
   *
   * @param path percent-encoded, with a slash at its start
   */
  record Redirect(String path) implements Finding {}

  /**
   * A folder without an index file, whose entries are shown.
   *
   * @param located where it was looked for, before symbolic links are resolved
   * @param real its path without symbolic links
   */
  record Listing(Path located, Path real) implements Finding {}

  /**
   * Nothing that is served.
   *
   * @param reason for the client
   */
  record Nothing(String reason) implements Finding {}
}
