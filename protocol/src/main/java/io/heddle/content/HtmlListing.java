package io.heddle.content;

import io.heddle.http.MediaType;
import io.heddle.http.PercentEncoding;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A list of entries as a page for people. */
final class HtmlListing implements ListingFormat {
  private static final String TOP = "Files";
  private static final String ENTRIES = "entries";
  private static final HtmlTemplate PAGE = new HtmlTemplate("listing.html");
  private static final HtmlTemplate BEGIN = PAGE.before(ENTRIES);
  private static final HtmlTemplate END = PAGE.after(ENTRIES);

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private final String prefix;
  private final List<String> folders;
  private final EntryOrder order;

  /**
   * A page for one folder.
   *
   * @param prefix of the paths of all folders, without a slash at its end
   * @param folders the names on the way to this folder, with its own, from the top
   */
  HtmlListing(String prefix, List<String> folders, EntryOrder order) {
    this.prefix = prefix;
    this.folders = folders;
    this.order = order;
  }

  @Override
  public MediaType type() {
    return MediaType.HTML;
  }

  @Override
  public String begin(Optional<List<FolderEntry>> sorted) {
    return BEGIN.fill(
        Map.of(
            "title",
            folders.isEmpty() ? TOP : visible(folders.getLast()),
            "summary",
            summary(sorted)),
        Map.of("path", path(), "columns", columns(sorted.isPresent())));
  }

  private static String summary(Optional<List<FolderEntry>> sorted) {
    if (sorted.isEmpty()) {
      return String.format(
          Locale.ROOT, "More than %,d entries, in no particular order", FolderListing.MAX_SORTED);
    }
    int all = sorted.get().size();
    int folders = Math.toIntExact(sorted.get().stream().filter(FolderEntry::isFolder).count());
    List<String> parts = new ArrayList<>();
    if (folders > 0) {
      parts.add(counted(folders, "folder"));
    }
    if (all > folders) {
      parts.add(counted(all - folders, "file"));
    }
    return parts.isEmpty() ? "This folder is empty" : String.join(", ", parts);
  }

  private static String counted(int count, String noun) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? noun : noun + "s");
  }

  /** Links to the folders above this one. */
  private String path() {
    if (folders.isEmpty()) {
      return "";
    }
    StringBuilder path = new StringBuilder(prefix).append('/');
    StringBuilder links = new StringBuilder(link(path.toString(), TOP));
    for (String folder : folders.subList(0, folders.size() - 1)) {
      path.append(PercentEncoding.encode(folder)).append('/');
      links.append(" / ").append(link(path.toString(), visible(folder)));
    }
    return "<nav aria-label=\"Folders above\">" + links + "</nav>";
  }

  private static String link(String href, String text) {
    return "<a dir=\"auto\" href=\"" + href + "\">" + HtmlTemplate.escape(text) + "</a>";
  }

  private String columns(boolean isSorted) {
    StringBuilder columns = new StringBuilder();
    for (EntryOrder.By by : EntryOrder.By.values()) {
      columns.append(isSorted ? column(by) : "<th scope=\"col\">" + by.title());
    }
    return columns.toString();
  }

  private String column(EntryOrder.By by) {
    boolean isCurrent = by == order.by();
    String sort = order.isDescending() ? "descending" : "ascending";
    EntryOrder next = isCurrent ? order.reversed() : by.standard();
    return "<th scope=\"col\""
        + (isCurrent ? " aria-sort=\"" + sort + "\"" : "")
        + "><a href=\""
        + HtmlTemplate.escape(next.query())
        + "\">"
        + by.title()
        + "</a>";
  }

  @Override
  public String entry(FolderEntry entry, int index) {
    String slash = entry.isFolder() ? "/" : "";
    return "<tr><td class=\""
        + (entry.isFolder() ? "folder" : "file")
        + "\"><a dir=\"auto\" href=\""
        + PercentEncoding.encode(entry.name())
        + slash
        + "\">"
        + HtmlTemplate.escape(visible(entry.name()))
        + "</a><td>"
        + (entry.isFolder() ? "" : size(entry.size()))
        + "<td><time datetime=\""
        + entry.modified().truncatedTo(ChronoUnit.SECONDS)
        + "\">"
        + MINUTES.format(entry.modified())
        + "</time>\n";
  }

  @Override
  public String end() {
    return END.fill(Map.of());
  }

  /**
   * The name with a replacement for each character that is invisible, or that reorders others and
   * so makes a name look like another one. Joiners stay: letters and emoji need them.
   */
  private static String visible(String name) {
    StringBuilder visible = new StringBuilder(name.length());
    name.codePoints().map(c -> isVisible(c) ? c : '\ufffd').forEach(visible::appendCodePoint);
    return visible.toString();
  }

  private static boolean isVisible(int c) {
    boolean isJoiner = c == 0x200c || c == 0x200d;
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      case Character.FORMAT -> isJoiner;
      default -> true;
    };
  }

  private static String size(long bytes) {
    if (bytes < 1 << 10) {
      return bytes + (bytes == 1 ? " byte" : " bytes");
    }
    double number = bytes;
    int unit = -1;
    // 1023.95 would be written as 1024.0.
    while (number >= 1023.95) {
      number /= 1 << 10;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", number, UNITS[unit]);
  }
}
