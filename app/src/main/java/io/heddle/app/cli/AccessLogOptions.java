package io.heddle.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options for the access log. */
public final class AccessLogOptions {
  /** The formats by their names on the command line. */
  public enum Format {
    common("common"),
    combined("combined"),
    combined_id("combined-id"),
    json("json");

    private final String text;

    Format(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final String FILE = "--access-log";
  private static final String FORMAT = "--access-log-format";
  private static final String STDOUT = "-";

  @Option(
      names = FILE,
      paramLabel = "FILE|-",
      description =
          "Append a line for each response to this file; - is stdout. SIGHUP reopens the file.")
  @Nullable Path file;

  @Option(
      names = FORMAT,
      paramLabel = "FORMAT",
      converter = FormatConverter.class,
      description = {
        "Format of these lines: common, combined (adds Referer and User-Agent), combined-id (adds"
            + " also the id of the request) or json (one object per line).",
        Options.DEFAULT
      })
  Format format = Format.common;

  AccessLogOptions() {}

  /** Checks the file, and rejects a format without a file. */
  void check(Predicate<String> isSet) {
    file().filter(name -> !name.equals(STDOUT)).ifPresent(AccessLogOptions::checkFile);
    if (file == null && isSet.test(FORMAT)) {
      throw new WrongValue(
          "there is no access log: add --access-log, or remove this option", FORMAT);
    }
  }

  /** Removes values that have no effect. */
  void describe(Map<String, String> values) {
    if (file == null) {
      values.remove("access-log-format");
    }
  }

  private static void checkFile(String name) {
    Path path = Path.of(name).toAbsolutePath();
    Path folder = path.getParent();
    if (Files.isDirectory(path)) {
      throw new WrongValue("this is a folder: name a file in it", FILE);
    }
    if (folder != null && !Files.isDirectory(folder)) {
      throw new WrongValue(
          "there is no folder " + folder + ": create it, or name another file", FILE);
    }
  }

  /** The file to append to, or {@code -} for stdout; empty without a log. */
  public Optional<String> file() {
    return Optional.ofNullable(file).map(Path::toString);
  }

  public Format format() {
    return format;
  }

  /** Reads a format's name. */
  static final class FormatConverter implements ITypeConverter<Format> {
    FormatConverter() {}

    @Override
    public Format convert(String text) {
      for (Format format : Format.values()) {
        if (format.toString().equals(text)) {
          return format;
        }
      }
      throw new TypeConversionException("write common, combined, combined-id or json");
    }
  }
}
