package io.heddle.app.study.run;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Sparse files of known sizes. They need no space on the disk. */
final class FilesToServe {
  private static final List<Integer> KIB = List.of(1, 64, 1_024, 102_400);

  private FilesToServe() {}

  static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int kib : KIB) {
      try (RandomAccessFile file = new RandomAccessFile(place(folder, kib).toFile(), "rw")) {
        file.setLength(kib * 1_024L);
      }
    }
  }

  static void delete(Path folder) throws IOException {
    for (int kib : KIB) {
      Files.deleteIfExists(place(folder, kib));
    }
    Files.deleteIfExists(folder);
  }

  private static Path place(Path folder, int kib) {
    return folder.resolve("file-" + kib + "k.bin");
  }
}
