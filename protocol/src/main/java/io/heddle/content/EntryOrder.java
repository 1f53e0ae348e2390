package io.heddle.content;

import io.heddle.http.Request;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;

/**
 * The order of a list of entries. Folders come first. Entries that are otherwise the same are in
 * the order of their names.
 */
record EntryOrder(By by, boolean isDescending) {
  private static final Comparator<FolderEntry> NAMES =
      Comparator.comparing(FolderEntry::name, String.CASE_INSENSITIVE_ORDER)
          .thenComparing(FolderEntry::name);

  /** What entries can be ordered by. */
  enum By {
    NAME("Name"),
    SIZE("Size"),
    MODIFIED("Modified (UTC)");

    private final String title;

    By(String title) {
      this.title = title;
    }

    /** The title of its column. */
    String title() {
      return title;
    }

    /** Its value in a query. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The order that people most often want: names from A, the largest and the newest first. */
    EntryOrder standard() {
      return new EntryOrder(this, this != NAME);
    }

    private Comparator<FolderEntry> comparator() {
      return switch (this) {
        case NAME -> NAMES;
        case SIZE -> Comparator.comparingLong(FolderEntry::size);
        case MODIFIED -> Comparator.comparing(FolderEntry::modified);
      };
    }
  }

  /** The order that a request's query asks for; what it does not say, or not well, is standard. */
  static EntryOrder of(Request request) {
    String word = request.queryParameter("sort").orElse("");
    EntryOrder standard =
        Arrays.stream(By.values())
            .filter(by -> by.word().equals(word))
            .findFirst()
            .orElse(By.NAME)
            .standard();
    return switch (request.queryParameter("order").orElse("")) {
      case "asc" -> new EntryOrder(standard.by, false);
      case "desc" -> new EntryOrder(standard.by, true);
      default -> standard;
    };
  }

  /** The query that asks for this order. */
  String query() {
    return "?sort=" + by.word() + "&order=" + (isDescending ? "desc" : "asc");
  }

  EntryOrder reversed() {
    return new EntryOrder(by, !isDescending);
  }

  Comparator<FolderEntry> comparator() {
    Comparator<FolderEntry> comparator = by.comparator();
    return Comparator.comparing(FolderEntry::isFolder)
        .reversed()
        .thenComparing(isDescending ? comparator.reversed() : comparator)
        .thenComparing(NAMES);
  }
}
