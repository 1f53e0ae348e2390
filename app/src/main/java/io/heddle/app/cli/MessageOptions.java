package io.heddle.app.cli;

import static io.heddle.app.cli.Options.DEFAULT;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options for the messages of the server. */
public final class MessageOptions {
  /** How severe a message is, the most severe ones first. */
  public enum Level {
    error,
    warning,
    info,
    debug
  }

  /** What a message looks like. */
  public enum Format {
    plain,
    json
  }

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      converter = LevelConverter.class,
      description = {
        "The least severe messages on stderr: error, warning, info, or debug, which also has faults"
            + " of clients.",
        DEFAULT
      })
  private Level level = Level.info;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      converter = FormatConverter.class,
      description = {"Format of these messages: plain, or json (one object per line).", DEFAULT})
  private Format format = Format.plain;

  MessageOptions() {}

  /** The least severe messages that are shown. */
  public Level level() {
    return level;
  }

  public Format format() {
    return format;
  }

  private static <E extends Enum<E>> E named(String text, E[] all) {
    return Arrays.stream(all)
        .filter(each -> each.name().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "write one of "
                        + Arrays.stream(all).map(Enum::name).collect(Collectors.joining(", "))));
  }

  /** Reads the name of a level. */
  static final class LevelConverter implements ITypeConverter<Level> {
    LevelConverter() {}

    @Override
    public Level convert(String text) {
      return named(text, Level.values());
    }
  }

  /** Reads the name of a format. */
  static final class FormatConverter implements ITypeConverter<Format> {
    FormatConverter() {}

    @Override
    public Format convert(String text) {
      return named(text, Format.values());
    }
  }
}
