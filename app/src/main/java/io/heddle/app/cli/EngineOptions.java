package io.heddle.app.cli;

import io.heddle.engine.epoll.Workers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which engine serves, and with how many threads. */
public final class EngineOptions {
  /** The engines by their names on the command line. */
  public enum Kind {
    epoll,
    vthreads,
    threads
  }

  private static final String LOOPS = "--loops";
  private static final String WORKERS = "--workers";
  private static final int MAX_LOOPS = 1_024;
  private static final int MAX_WORKERS = 100_000;

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      converter = KindConverter.class,
      description = {
        "How connections are served: vthreads (blocking code, a virtual thread for each), epoll"
            + " (event loops) or threads (as vthreads, with platform threads).",
        Options.DEFAULT
      })
  Kind kind = Kind.vthreads;

  @Option(
      names = LOOPS,
      paramLabel = "N",
      converter = WholeNumberConverter.class,
      description = {"epoll: how many event loops.", "Default: one for each processor"})
  @Nullable Integer loops;

  @Option(
      names = WORKERS,
      paramLabel = "N|virtual",
      converter = WorkersConverter.class,
      description = {
        "epoll: where handlers run that may wait: N platform threads, or a virtual thread for each"
            + " call.",
        "Default: virtual"
      })
  @Nullable Workers workers;

  EngineOptions() {}

  /** Checks the values; some options would do nothing for another engine. */
  void check(Predicate<String> isSet) {
    WrongValue.unlessWithin(1, MAX_LOOPS, loops(), LOOPS);
    if (workers instanceof Workers.Pool pool) {
      WrongValue.unlessWithin(1, MAX_WORKERS, pool.threads(), WORKERS);
    }
    for (String option : List.of(LOOPS, WORKERS)) {
      if (kind != Kind.epoll && isSet.test(option)) {
        throw new WrongValue(
            "only --engine=epoll has that, and the engine is " + kind + ": leave it out", option);
      }
    }
  }

  /** Adds the values that the engine chooses itself when no option gives them. */
  void describe(Map<String, String> values) {
    if (kind == Kind.epoll) {
      values.put("loops", Integer.toString(loops()));
      values.put("workers", workers().toString());
    }
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

  /** Reads an engine's name, in any case. */
  static final class KindConverter implements ITypeConverter<Kind> {
    KindConverter() {}

    @Override
    public Kind convert(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "epoll" -> Kind.epoll;
        case "vthreads" -> Kind.vthreads;
        case "threads" -> Kind.threads;
        default -> throw new TypeConversionException("write epoll, vthreads or threads");
      };
    }
  }

  /** Reads {@code virtual} or a number. */
  static final class WorkersConverter implements ITypeConverter<Workers> {
    WorkersConverter() {}

    @Override
    public Workers convert(String text) {
      try {
        return text.equals("virtual")
            ? new Workers.Virtual()
            : new Workers.Pool(Integer.parseInt(text));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("write a number of threads, at least 1, or virtual");
      }
    }
  }
}
