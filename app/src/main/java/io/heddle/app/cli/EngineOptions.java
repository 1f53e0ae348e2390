package io.heddle.app.cli;

import io.heddle.connection.Protocol;
import io.heddle.engine.Engine;
import io.heddle.engine.EngineConfig;
import io.heddle.engine.blocking.BlockingEngine;
import io.heddle.engine.blocking.ThreadKind;
import io.heddle.engine.eventloop.EventLoopEngine;
import io.heddle.engine.eventloop.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options for the engine and its threads. */
public final class EngineOptions {
  /** The engines by their names on the command line. To add an engine, add a line here. */
  public enum Kind {
    epoll(true, (p, c, o) -> new EventLoopEngine(p, c, o.loops(), o.workers())),
    vthreads(false, (p, c, o) -> new BlockingEngine(p, c, ThreadKind.VIRTUAL)),
    threads(false, (p, c, o) -> new BlockingEngine(p, c, ThreadKind.PLATFORM));

    private final boolean hasLoops;

    @SuppressWarnings("ImmutableEnumChecker") // the factories above have no state
    private final Factory factory;

    Kind(boolean hasLoops, Factory factory) {
      this.hasLoops = hasLoops;
      this.factory = factory;
    }

    /** Whether it has event loops, and workers for handlers that may wait. */
    public boolean hasLoops() {
      return hasLoops;
    }

    /** An engine of this kind that is not started yet. */
    public Engine engine(Protocol protocol, EngineConfig config, EngineOptions options) {
      return factory.make(protocol, config, options);
    }
  }

  /** Makes an engine. */
  @FunctionalInterface
  private interface Factory {
    Engine make(Protocol protocol, EngineConfig config, EngineOptions options);
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
        "How to serve connections: vthreads (blocking code, one virtual thread each), epoll"
            + " (event loops) or threads (like vthreads, but with platform threads).",
        Options.DEFAULT
      })
  Kind kind = Kind.vthreads;

  @Option(
      names = LOOPS,
      paramLabel = "N",
      converter = WholeNumberConverter.class,
      description = {"epoll: number of event loops.", "Default: one per processor"})
  @Nullable Integer loops;

  @Option(
      names = WORKERS,
      paramLabel = "N|virtual",
      converter = WorkersConverter.class,
      description = {
        "epoll: what runs the handlers that may wait: a pool of N platform threads, or a virtual"
            + " thread per call.",
        "Default: virtual"
      })
  @Nullable Workers workers;

  EngineOptions() {}

  /** Checks the values, and rejects options that the chosen engine does not use. */
  void check(Predicate<String> isSet) {
    WrongValue.unlessWithin(1, MAX_LOOPS, loops(), LOOPS);
    if (workers instanceof Workers.Pool pool) {
      WrongValue.unlessWithin(1, MAX_WORKERS, pool.threads(), WORKERS);
    }
    for (String option : List.of(LOOPS, WORKERS)) {
      if (!kind.hasLoops && isSet.test(option)) {
        throw new WrongValue(
            "only --engine=epoll uses this, and the engine is " + kind + ": remove it", option);
      }
    }
  }

  /** Passes on the values that only this engine has, whether set or default. */
  public void describe(BiConsumer<String, String> values) {
    if (kind.hasLoops) {
      values.accept("loops", Integer.toString(loops()));
      values.accept("workers", workers().toString());
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
      for (Kind kind : Kind.values()) {
        if (kind.name().equalsIgnoreCase(text)) {
          return kind;
        }
      }
      throw new TypeConversionException("write " + names());
    }

    private static String names() {
      List<String> names = Arrays.stream(Kind.values()).map(Kind::name).toList();
      return String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
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
