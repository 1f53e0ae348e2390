package io.heddle.content;

import io.heddle.http.ContentCoding;
import io.heddle.store.FileFacts;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What a request's path leads to, as {@link FileFinder} finds it. */
sealed interface Finding {
  /**
   * A regular file. Two that are equal are the same file with the same content.
   *
   * @param located where it was looked for, before symbolic links are resolved
   * @param real its path without symbolic links
   * @param facts read before the file is opened
   * @param siblings other forms of the file, which have none themselves
   */
  record File(Path located, Path real, FileFacts facts, Map<ContentCoding, File> siblings)
      implements Finding {
    /** A file without siblings. */
    File(Path located, Path real, FileFacts facts) {
      this(located, real, facts, Map.of());
    }

    /** The file itself, or its form in a coding. */
    Optional<File> form(Optional<ContentCoding> coding) {
      return coding.isEmpty() ? Optional.of(this) : coding.map(siblings::get);
    }
  }

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
