package io.heddle.content;

import io.heddle.http.MediaType;
import java.util.List;
import java.util.Optional;

/** How a list of entries is written: a beginning, each entry, and an end. */
interface ListingFormat {
  MediaType type();

  /**
   * What comes before the entries.
   *
   * @param sorted all entries in their order; empty if there are too many to be sorted
   */
  String begin(Optional<List<FolderEntry>> sorted);

  /**
   * An entry.
   *
   * @param index how many there are before it
   */
  String entry(FolderEntry entry, int index);

  String end();
}
