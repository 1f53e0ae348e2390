package io.heddle.app;

import io.heddle.app.cli.AccessLogOptions;
import io.heddle.app.cli.EngineOptions;
import io.heddle.app.cli.Options;
import io.heddle.app.cli.ProgramVersion;
import io.heddle.app.log.AccessLog;
import io.heddle.app.log.FailureLog;
import io.heddle.app.log.LineFormat;
import io.heddle.app.metrics.Metrics;
import io.heddle.app.metrics.Totals;
import io.heddle.engine.Engine;
import io.heddle.engine.EngineObserver;
import io.heddle.exchange.Observer;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** All that looks on at a server, put together as the options say: counts, logs and metrics. */
final class Monitoring {
  private final Options options;
  private final FatalExit fatalExit;
  private final Totals totals;
  private final FailureLog failures;
  private final Optional<AccessLog> accessLog;
  private final Optional<Metrics> metrics;

  /**
   * Begins to look on.
   *
   * @param fatalExit is told when the JVM has failed
   * @throws StartupException when the access log cannot be opened
   */
  Monitoring(Options options, InstantSource clock, FatalExit fatalExit) throws StartupException {
    this.options = options;
    this.fatalExit = fatalExit;
    totals = new Totals(options.engine().kind().name(), clock);
    accessLog = accessLog(options, clock);
    metrics = metrics(options, totals, accessLog, fatalExit);
    failures = FailureLog.start();
  }

  private static Optional<AccessLog> accessLog(Options options, InstantSource clock)
      throws StartupException {
    AccessLogOptions chosen = options.accessLog();
    String file = chosen.file().orElse("");
    LineFormat format =
        switch (chosen.format()) {
          case common -> LineFormat.common();
          case combined -> LineFormat.combined();
          case combined_id -> LineFormat.combinedWithId();
          case json -> LineFormat.json(options.engine().kind().name());
        };
    try {
      return file.isEmpty() ? Optional.empty() : Optional.of(AccessLog.open(file, format, clock));
    } catch (IOException e) {
      throw StartupException.of(
          "cannot open the access log " + file, e, "choose another with --access-log");
    }
  }

  /** There are none where there is no listener at which to look at them. */
  private static Optional<Metrics> metrics(
      Options options, Totals totals, Optional<AccessLog> accessLog, FatalExit fatalExit) {
    if (options.admin().port().isEmpty()) {
      return Optional.empty();
    }
    EngineOptions.Kind kind = options.engine().kind();
    Metrics metrics = new Metrics(kind.name(), kind.hasLoops(), fatalExit);
    metrics.bind(totals, options.listen().maxConnections());
    accessLog.ifPresent(metrics::bind);
    if (options.admin().flightRecorder()) {
      metrics.startFlightRecorder();
    }
    return Optional.of(metrics);
  }

  Totals totals() {
    return totals;
  }

  /** Only faults: what looks on at requests for the metrics themselves. */
  Observer failures() {
    return failures;
  }

  Optional<Metrics> metrics() {
    return metrics;
  }

  /** What the protocol is to tell. */
  Observer ofProtocol() {
    return new ObserverGroup(totals, failures, accessLog, metrics.map(Metrics::http));
  }

  /** What the engine is to tell. */
  EngineObserver ofEngine() {
    return metrics.map(Metrics::engine).orElse(fatalExit);
  }

  /** What the engine of the admin pages is to tell: it is not measured. */
  EngineObserver ofAdminEngine() {
    return fatalExit;
  }

  /** What times the requests; it stands still if nothing shows how long they take. */
  LongSupplier nanoTime() {
    boolean isLogged =
        accessLog.isPresent() && options.accessLog().format() == AccessLogOptions.Format.json;
    return metrics.isPresent() || isLogged ? System::nanoTime : () -> 0;
  }

  /** Looks on at the engine too, which has been started. */
  void watch(Engine engine) {
    Map<String, String> values = options.effective();
    Map<String, String> labels =
        Map.of(
            "version", ProgramVersion.text(),
            "jdk", Runtime.version().toString(),
            "loops", values.getOrDefault("loops", ""),
            "workers", values.getOrDefault("workers", ""));
    metrics.ifPresent(all -> all.start(engine, labels));
  }

  /** Lets the access log write: not before, since stdout may be where it writes to. */
  void startLogging() {
    accessLog.ifPresent(AccessLog::start);
  }

  /** Reopens the access log by its name, soon and on another thread. */
  void reopenLogs() {
    accessLog.ifPresent(AccessLog::reopen);
  }

  /** Probes the engine no more: it is about to end. */
  void endProbing() {
    metrics.ifPresent(Metrics::endProbing);
  }

  /** Ends, when all that was logged is written. */
  void close() {
    metrics.ifPresent(Metrics::close);
    accessLog.ifPresent(AccessLog::close);
    failures.close();
  }
}
