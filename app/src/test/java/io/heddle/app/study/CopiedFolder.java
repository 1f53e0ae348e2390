package io.heddle.app.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The files of a folder, in memory, to be written to other folders. */
final class CopiedFolder {
  /** What makes the folder. */
  @FunctionalInterface
  interface Maker {
    void writeTo(Path folder) throws IOException;
  }

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private CopiedFolder() {}

  /** The files that this writes, to a folder that is deleted again. */
  static CopiedFolder of(Maker maker) {
    CopiedFolder copied = new CopiedFolder();
    try {
      Path folder = Files.createTempDirectory("heddle");
      maker.writeTo(folder);
      copied.take(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return copied;
  }

  private void take(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder).sorted((a, b) -> b.compareTo(a))) {
      for (Path path : (Iterable<Path>) all::iterator) {
        if (Files.isRegularFile(path)) {
          files.put(folder.relativize(path).toString(), Files.readAllBytes(path));
        }
        Files.delete(path);
      }
    }
  }

  void writeTo(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }
}
