package io.heddle.content;

import io.heddle.http.MediaType;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The media types of files, by the extensions of their names. Immutable. */
public final class MediaTypes {
  /** The types that are known for extensions. */
  public static final MediaTypes STANDARD = new MediaTypes(Map.of());

  private final Map<String, MediaType> own;

  private MediaTypes(Map<String, MediaType> own) {
    this.own = own;
  }

  /**
   * A copy with another type for an extension.
   *
   * @param extension without the dot, in any case
   */
  public MediaTypes with(String extension, MediaType type) {
    Map<String, MediaType> more = new HashMap<>(own);
    more.put(extension.toLowerCase(Locale.ROOT), type);
    return new MediaTypes(Map.copyOf(more));
  }

  /** The type for a file name's extension, in any case; {@link MediaType#BINARY} if unknown. */
  public MediaType ofFileName(String name) {
    int dot = name.lastIndexOf('.');
    String extension = name.substring(dot + 1).toLowerCase(Locale.ROOT);
    MediaType type = dot < 0 ? null : own.get(extension);
    return type == null ? MediaType.ofFileName(name) : type;
  }
}
