package io.heddle.content;

import io.heddle.http.MediaType;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** A list of entries as JSON: an array with an object for each, one per line. */
final class JsonListing implements ListingFormat {
  JsonListing() {}

  @Override
  public MediaType type() {
    return MediaType.JSON;
  }

  @Override
  public String begin(Optional<List<FolderEntry>> sorted) {
    return "[";
  }

  @Override
  public String entry(FolderEntry entry, int index) {
    String size = entry.isFolder() ? "" : ",\"size\":" + entry.size();
    return (index == 0 ? "\n" : ",\n")
        + "{\"name\":"
        + quoted(entry.name())
        + ",\"type\":"
        + (entry.isFolder() ? "\"directory\"" : "\"file\"")
        + size
        + ",\"modified\":\""
        + entry.modified().truncatedTo(ChronoUnit.SECONDS)
        + "\"}";
  }

  @Override
  public String end() {
    return "\n]\n";
  }

  /** The text as a JSON string (RFC 8259 section 7). */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
        // Characters that change the order of others could make a terminal show another name.
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
