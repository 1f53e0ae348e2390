package io.heddle.app.study.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Records as JSON files. A file is complete or not there, whenever the process is killed. */
final class JsonFile {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private JsonFile() {}

  /** Reads a record; the remedy is what the user can do if the file is not one. */
  static <T> T read(Path file, Class<T> type, String remedy) throws IOException {
    byte[] text = Files.readAllBytes(file);
    if (text.length == 0) throw new ArchiveException(file, "the file is empty", remedy);
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new ArchiveException(file, problem(e), remedy);
    }
  }

  private static String problem(JsonProcessingException e) {
    String cause = e.getCause() == null ? null : e.getCause().getMessage();
    String problem =
        e instanceof ValueInstantiationException && cause != null ? cause : e.getOriginalMessage();
    String where =
        e.getLocation() == null ? "" : " (line %d)".formatted(e.getLocation().getLineNr());
    return problem.lines().findFirst().orElse("not JSON") + where;
  }

  /** Writes a temporary file, brings it to the disk, and renames it. */
  static void write(Path file, Object value) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    byte[] text = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(value);
    try {
      write(file, text);
    } catch (IOException e) {
      throw FileProblem.named(file, e);
    }
  }

  private static void write(Path file, byte[] text) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    Files.write(temporary, text);
    Files.writeString(temporary, "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
