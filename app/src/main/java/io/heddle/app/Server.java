package io.heddle.app;

import io.heddle.app.admin.AdminSite;
import io.heddle.app.admin.Information;
import io.heddle.app.cli.AccessLogOptions;
import io.heddle.app.cli.EngineOptions;
import io.heddle.app.cli.ListenOptions;
import io.heddle.app.cli.Options;
import io.heddle.app.cli.ProgramVersion;
import io.heddle.app.metrics.Metrics;
import io.heddle.app.routes.ServerSite;
import io.heddle.app.watch.AccessLog;
import io.heddle.app.watch.FailureLog;
import io.heddle.app.watch.LineFormat;
import io.heddle.app.watch.Statistics;
import io.heddle.app.watch.Watch;
import io.heddle.connection.Protocol;
import io.heddle.engine.Engine;
import io.heddle.engine.EngineConfig;
import io.heddle.engine.EngineObserver;
import io.heddle.engine.epoll.EpollEngine;
import io.heddle.engine.vthreads.ThreadKind;
import io.heddle.engine.vthreads.VirtualThreadEngine;
import io.heddle.http.Site;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The parts, put together as the options say, and listening. */
final class Server {
  /** Nobody may be reading stdout: then the server goes on without having been heard. */
  private static final Duration ANNOUNCEMENT = Duration.ofSeconds(1);

  private final Options options;
  private final Optional<AccessLog> accessLog;
  private final FailureLog failures;
  private final Optional<Metrics> metrics;
  private final Engine engine;
  private final InetSocketAddress address;
  private final Optional<Admin> admin;

  private Server(
      Options options,
      Optional<AccessLog> accessLog,
      FailureLog failures,
      Optional<Metrics> metrics,
      Engine engine,
      InetSocketAddress address,
      Optional<Admin> admin) {
    this.options = options;
    this.accessLog = accessLog;
    this.failures = failures;
    this.metrics = metrics;
    this.engine = engine;
    this.address = address;
    this.admin = admin;
  }

  /**
   * Begins to listen and to serve.
   *
   * @throws StartupException when that cannot be
   */
  static Server start(Options options) throws StartupException {
    InstantSource clock = InstantSource.system();
    String name = options.engine().kind().name();
    Statistics statistics = new Statistics(name, clock);
    FailureLog failures = FailureLog.start();
    Optional<AccessLog> accessLog = accessLog(options, clock);
    Optional<Metrics> metrics = metrics(options, statistics, accessLog);
    Protocol protocol =
        new Protocol(
            site(options, statistics, clock),
            options.limits().toLimits(),
            new Watch(statistics, failures, accessLog, metrics.map(Metrics::http)),
            clock,
            isTimed(options) ? System::nanoTime : () -> 0);
    Engine engine = engine(options, protocol, metrics);
    InetSocketAddress address = listen(engine);
    Optional<Admin> admin = Optional.empty();
    if (metrics.isPresent()) {
      metrics.get().start(engine, labels(options));
      admin = Optional.of(admin(options, engine, metrics.get(), protocol, failures, clock));
    }
    return new Server(options, accessLog, failures, metrics, engine, address, admin);
  }

  /** Whether anything shows how long requests take. */
  private static boolean isTimed(Options options) {
    AccessLogOptions log = options.accessLog();
    return options.admin().port().isPresent()
        || (log.file().isPresent() && log.format() == AccessLogOptions.Format.json);
  }

  /** There are none where there is no listener at which to look at them. */
  private static Optional<Metrics> metrics(
      Options options, Statistics statistics, Optional<AccessLog> accessLog) {
    if (options.admin().port().isEmpty()) {
      return Optional.empty();
    }
    EngineOptions.Kind kind = options.engine().kind();
    Metrics metrics = new Metrics(kind.name(), kind == EngineOptions.Kind.epoll);
    metrics.bind(statistics, options.listen().maxConnections());
    accessLog.ifPresent(metrics::bind);
    return Optional.of(metrics);
  }

  private static Map<String, String> labels(Options options) {
    Map<String, String> values = options.effective();
    return Map.of(
        "version", ProgramVersion.text(),
        "jdk", Runtime.version().toString(),
        "loops", values.getOrDefault("loops", ""),
        "workers", values.getOrDefault("workers", ""));
  }

  private static Admin admin(
      Options options,
      Engine engine,
      Metrics metrics,
      Protocol protocol,
      FailureLog failures,
      InstantSource clock)
      throws StartupException {
    int port = options.admin().port().orElseThrow();
    Information information =
        new Information(
            ProgramVersion.text(),
            options.engine().kind().name(),
            Runtime.version().toString(),
            options.effective());
    try {
      Site site = AdminSite.of(metrics.registry(), () -> !protocol.isDraining(), information);
      return Admin.start(port, site, failures, clock);
    } catch (IOException e) {
      engine.stop(Duration.ZERO);
      throw new StartupException(
          e.getMessage()
              + " for the admin pages; choose another port with --admin-port (0 picks a free one,"
              + " off leaves them out)",
          e);
    }
  }

  private static Site site(Options options, Statistics statistics, InstantSource clock)
      throws StartupException {
    try {
      return ServerSite.of(options.root(), options.lab(), statistics, clock);
    } catch (IOException e) {
      throw new StartupException(
          "cannot serve the folder "
              + options.root().orElseThrow()
              + " ("
              + reason(e)
              + "): choose another with --root",
          e);
    }
  }

  private static Optional<AccessLog> accessLog(Options options, InstantSource clock)
      throws StartupException {
    AccessLogOptions chosen = options.accessLog();
    String file = chosen.file().orElse("");
    LineFormat format =
        switch (chosen.format()) {
          case common -> LineFormat.common();
          case combined -> LineFormat.combined();
          case json -> LineFormat.json(options.engine().kind().name());
        };
    try {
      return file.isEmpty() ? Optional.empty() : Optional.of(AccessLog.open(file, format, clock));
    } catch (IOException e) {
      throw new StartupException(
          "cannot open the access log "
              + file
              + " ("
              + reason(e)
              + "): choose another with --access-log",
          e);
    }
  }

  private static Engine engine(Options options, Protocol protocol, Optional<Metrics> metrics) {
    EngineOptions chosen = options.engine();
    ListenOptions listen = options.listen();
    EngineConfig config =
        new EngineConfig(
            new InetSocketAddress(listen.address(), listen.port()),
            listen.backlog(),
            listen.reusePort(),
            listen.maxConnections(),
            options.timeouts().toTimeouts(),
            metrics.map(Metrics::engine).orElse(EngineObserver.NONE));
    return switch (chosen.kind()) {
      case epoll -> new EpollEngine(protocol, config, chosen.loops(), chosen.workers());
      case vthreads -> new VirtualThreadEngine(protocol, config, ThreadKind.VIRTUAL);
      case threads -> new VirtualThreadEngine(protocol, config, ThreadKind.PLATFORM);
    };
  }

  private static InetSocketAddress listen(Engine engine) throws StartupException {
    try {
      return engine.start();
    } catch (IOException e) {
      throw new StartupException(e.getMessage() + "; " + remedy(e), e);
    }
  }

  private static String remedy(IOException e) {
    if (e.getCause() instanceof UnsupportedOperationException) {
      return "this system cannot share a port, so leave out --reuse-port";
    }
    if (!(e.getCause() instanceof BindException)) {
      return "see whether this process may open so many files (ulimit -n)";
    }
    return String.valueOf(e.getMessage()).contains("in use")
        ? "stop what listens there, or choose another port with --port (0 picks a free one)"
        : "choose an address of this machine with --host, and a --port that you may use";
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e instanceof FileSystemException failure && failure.getReason() != null
        ? failure.getReason()
        : String.valueOf(e.getMessage());
  }

  /** Where it listens, with the port that was picked if that was asked for. */
  InetSocketAddress address() {
    return address;
  }

  /** Where the admin pages are, if they are anywhere. */
  Optional<InetSocketAddress> adminAddress() {
    return admin.map(Admin::address);
  }

  /** Says on a line or two where it listens; only then the access log may write there too. */
  void announce(PrintStream out) {
    String listening = readyLine();
    Thread speaker =
        Thread.ofPlatform()
            .name("announcement")
            .daemon()
            .start(
                () -> {
                  out.println(listening);
                  admin.ifPresent(pages -> out.println(pages.readyLine()));
                  out.flush();
                });
    try {
      speaker.join(ANNOUNCEMENT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    accessLog.ifPresent(AccessLog::start);
  }

  private String readyLine() {
    String host = options.listen().host().replaceAll("[\\[\\]]", "");
    String literal = host.contains(":") ? "[" + host + "]" : address.getAddress().getHostAddress();
    EngineOptions chosen = options.engine();
    StringBuilder line = new StringBuilder();
    line.append("listening on http://%s:%d/".formatted(literal, address.getPort()));
    line.append(" engine=%s pid=%d".formatted(chosen.kind(), ProcessHandle.current().pid()));
    if (chosen.kind() == EngineOptions.Kind.epoll) {
      line.append(" loops=%d workers=%s".formatted(chosen.loops(), chosen.workers()));
    }
    long begun = ManagementFactory.getRuntimeMXBean().getStartTime();
    return line.append(" start_ms=").append(System.currentTimeMillis() - begun).toString();
  }

  /** Opens the access log anew by its name, soon and on another thread. */
  void reopenLogs() {
    accessLog.ifPresent(AccessLog::reopen);
  }

  /**
   * Ends: idle connections at once, the others when their requests are finished or the grace time
   * is over. Their lines in the logs are written then.
   *
   * @return whether all requests were finished
   */
  boolean stop() {
    boolean finished = engine.stop(options.timeouts().grace());
    admin.ifPresent(Admin::stop);
    metrics.ifPresent(Metrics::close);
    accessLog.ifPresent(AccessLog::close);
    failures.close();
    return finished;
  }
}
