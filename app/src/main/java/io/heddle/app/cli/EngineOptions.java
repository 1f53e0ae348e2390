package io.heddle.app.cli;

import io.heddle.engine.epoll.Workers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which engine serves, and how it is built. */
public final class EngineOptions {
  /** The engines by their names on the command line. */
  public enum Kind {
    epoll,
    vthreads,
    threads
  }

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      defaultValue = "vthreads",
      description = {
        "How connections are served: vthreads (blocking code, a virtual thread for each), epoll"
            + " (event loops) or threads (as vthreads, with platform threads).",
        "Default: ${DEFAULT-VALUE}"
      })
  Kind kind = Kind.vthreads;

  @Option(
      names = "--loops",
      paramLabel = "N",
      description = "epoll: how many event loops. Default: one for each processor")
  @Nullable Integer loops;

  @Option(
      names = "--workers",
      paramLabel = "N|virtual",
      converter = WorkersConverter.class,
      description = {
        "epoll: where handlers run that may wait: N platform threads, or a virtual thread for each"
            + " call.",
        "Default: virtual"
      })
  @Nullable Workers workers;

  private EngineOptions() {}

  static EngineOptions standard() {
    return new EngineOptions();
  }

  public Kind kind() {
    return kind;
  }

  public int loops() {
    return loops == null ? Runtime.getRuntime().availableProcessors() : loops;
  }

  public Workers workers() {
    return workers == null ? new Workers.Virtual() : workers;
  }

  /** Reads {@code virtual} or a number. */
  static final class WorkersConverter implements ITypeConverter<Workers> {
    @Override
    public Workers convert(String text) {
      try {
        return text.equals("virtual")
            ? new Workers.Virtual()
            : new Workers.Pool(Integer.parseInt(text));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "'" + text + "' is neither a number of threads from 1 nor the word virtual");
      }
    }
  }
}
