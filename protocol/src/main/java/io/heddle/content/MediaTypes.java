package io.heddle.content;

import io.heddle.http.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The media types of files, by the extensions of their names. Texts are taken to be in UTF-8.
 * Immutable.
 */
public final class MediaTypes {
  /** The types of the table that comes with the program. */
  public static final MediaTypes STANDARD = new MediaTypes(Map.of());

  private final Map<String, MediaType> own;

  private MediaTypes(Map<String, MediaType> own) {
    this.own = own;
  }

  /**
   * A copy with another type for an extension.
   *
   * @param extension the text after the last dot of a name, in any case
   */
  public MediaTypes with(String extension, MediaType type) {
    Map<String, MediaType> more = new HashMap<>(own);
    more.put(extension.toLowerCase(Locale.ROOT), type);
    return new MediaTypes(Map.copyOf(more));
  }

  /** The type for a file name's extension, in any case; {@link MediaType#BINARY} if unknown. */
  public MediaType ofFileName(String name) {
    int dot = name.lastIndexOf('.');
    if (dot < 0) {
      return MediaType.BINARY;
    }
    String extension = name.substring(dot + 1).toLowerCase(Locale.ROOT);
    MediaType type = own.get(extension);
    return type != null ? type : Table.find(extension).orElse(MediaType.BINARY);
  }

  /**
   * The table, read when it is first needed. It stays the text that it is: a file's type is looked
   * up when the file is opened, so speed matters less than memory.
   */
  private static final class Table {
    private static final String FILE = "media-types.txt";
    private static final Pattern EXTENSION = Pattern.compile("[a-z0-9_-]+");
    private static final String TEXT = read();

    private Table() {}

    private static String read() {
      try (InputStream in = MediaTypes.class.getResourceAsStream(FILE)) {
        if (in == null) {
          throw new IllegalStateException(FILE + " is missing next to its class: build again");
        }
        return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      } catch (IOException e) {
        throw new UncheckedIOException(FILE + " cannot be read", e);
      }
    }

    static Optional<MediaType> find(String extension) {
      // What is not an extension may begin a comment, or be a part of the table.
      boolean isPlain = EXTENSION.matcher(extension).matches();
      int line = isPlain ? TEXT.indexOf("\n" + extension + " ") : -1;
      if (line < 0) {
        return Optional.empty();
      }
      int from = line + extension.length() + 2;
      String type = TEXT.substring(from, TEXT.indexOf('\n', from));
      return Optional.of(new MediaType(type.startsWith("text/") ? type + "; charset=utf-8" : type));
    }
  }
}
