package io.heddle.content;

import io.heddle.http.Field;
import io.heddle.http.MediaType;
import java.util.List;

/** Fields for responses with a file, in addition to those that describe the file. */
@FunctionalInterface
public interface FileFields {
  /** No further fields. */
  FileFields NONE = (_, _) -> List.of();

  /**
   * The fields for a file. Called when the file is opened, not for each response.
   *
   * @param path in the root, decoded, with a slash at its start: {@code /docs/index.html} for the
   *     index of {@code /docs/}
   */
  List<Field> of(String path, MediaType type);
}
