package io.heddle.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this repository. Maven runs tests in the folder of their module. */
final class Checkout {
  static final ObjectMapper JSON = new ObjectMapper();
  static final ObjectMapper YAML = new YAMLMapper();

  private static final Path ROOT = Path.of("").toAbsolutePath().resolve("..").normalize();

  private Checkout() {}

  /** A file by its path relative to the root. */
  static Path file(String path) {
    return ROOT.resolve(path);
  }

  static JsonNode json(String path) {
    return read(JSON, file(path));
  }

  static JsonNode yaml(String path) {
    return read(YAML, file(path));
  }

  /** The files in a folder with this extension, sorted by name. */
  static List<Path> files(String folder, String ending) {
    try (Stream<Path> files = Files.list(file(folder))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode read(ObjectMapper mapper, Path file) {
    try {
      return mapper.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }
}
