package io.heddle.app;

import io.heddle.app.cli.Options;
import io.heddle.store.FileFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the options of the only site name, as it is on the disk now. The site is built again if that
 * has changed, even if the names have not.
 *
 * @param jar the file with handlers
 * @param folders of files to serve and to store, without symbolic links: a release is often put in
 *     place by a link that leads elsewhere
 */
record NamedFiles(Optional<FileFacts> jar, List<Path> folders) {
  static NamedFiles of(Options options) {
    return new NamedFiles(
        options.handlers().jar().flatMap(NamedFiles::facts),
        Stream.of(options.files().root(), options.store().files(), options.store().uploads())
            .flatMap(Optional::stream)
            .map(NamedFiles::real)
            .toList());
  }

  private static Optional<FileFacts> facts(Path jar) {
    try {
      return Optional.of(FileFacts.of(jar.toRealPath()));
    } catch (IOException e) {
      return Optional.empty(); // reading the jar will say what is wrong
    }
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder; // building the site will say what is wrong
    }
  }
}
