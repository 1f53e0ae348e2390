package io.heddle.app.upload;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;

/**
 * The name under which a file is stored, made from the one that the client sent. It has only
 * characters that every common system allows in names, it is not hidden, and it has no invisible or
 * reordering characters that disguise it. Whole names that some system reserves, such as {@code
 * CON.txt} on Windows, stay as they are.
 */
final class UploadName {
  /** Short enough for a number at its end. */
  static final int MAX_BYTES = 200;

  private static final String NAMELESS = "file";
  private static final String RESERVED = "<>:\"|?*";

  private UploadName() {}

  /** The name for a file; old browsers send a whole path. */
  static String of(String sent) {
    String last = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
    StringBuilder name = new StringBuilder();
    Normalizer.normalize(last, Normalizer.Form.NFC).codePoints().forEach(c -> append(name, c));
    String clean = withoutEdges(shortened(name.toString().strip()));
    return clean.isEmpty() ? NAMELESS : clean;
  }

  private static void append(StringBuilder name, int c) {
    switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR -> {}
      default -> {
        if (RESERVED.indexOf(c) >= 0 || !isStorable(c)) {
          name.append('_');
        } else {
          name.appendCodePoint(c);
        }
      }
    }
  }

  /** Whether the file system's encoding has this character. */
  private static boolean isStorable(int c) {
    try {
      return Path.of(Character.toString(c)).getNameCount() == 1;
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Cuts the part before the extension. */
  private static String shortened(String name) {
    int dot = name.lastIndexOf('.');
    boolean hasExtension = dot > 0 && bytes(name.substring(dot)) <= MAX_BYTES / 2;
    String extension = hasExtension ? name.substring(dot) : "";
    String stem = hasExtension ? name.substring(0, dot) : name;
    while (bytes(stem) + bytes(extension) > MAX_BYTES) {
      stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
    }
    return stem + extension;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** A dot at the start would hide the file; some systems drop dots and spaces at the end. */
  private static String withoutEdges(String name) {
    return name.replaceAll("^[.\\s]+|[.\\s]+$", "");
  }
}
