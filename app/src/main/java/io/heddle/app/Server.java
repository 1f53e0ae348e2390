package io.heddle.app;

import io.heddle.app.cli.EngineOptions;
import io.heddle.app.cli.ListenOptions;
import io.heddle.app.cli.Options;
import io.heddle.app.routes.ServerSite;
import io.heddle.app.watch.AccessLog;
import io.heddle.app.watch.FailureLog;
import io.heddle.app.watch.Observers;
import io.heddle.app.watch.Statistics;
import io.heddle.connection.Observer;
import io.heddle.connection.Protocol;
import io.heddle.engine.Engine;
import io.heddle.engine.EngineConfig;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parts, put together as the options say, and listening. */
final class Server {
  /** Nobody may be reading stdout: then the server goes on without having been heard. */
  private static final Duration ANNOUNCEMENT = Duration.ofSeconds(1);

  private final Options options;
  private final Optional<AccessLog> accessLog;
  private final Engine engine;
  private final InetSocketAddress address;

  private Server(
      Options options, Optional<AccessLog> accessLog, Engine engine, InetSocketAddress address) {
    this.options = options;
    this.accessLog = accessLog;
    this.engine = engine;
    this.address = address;
  }

  /**
   * Begins to listen and to serve.
   *
   * @throws StartupException when that cannot be
   */
  static Server start(Options options) throws StartupException {
    InstantSource clock = InstantSource.system();
    Statistics statistics = new Statistics(options.engine().kind().name(), clock);
    Site site = site(options, statistics, clock);
    Optional<AccessLog> accessLog = accessLog(options, clock);
    List<Observer> observers = new ArrayList<>(List.of(statistics, new FailureLog()));
    accessLog.ifPresent(observers::add);
    Protocol protocol =
        new Protocol(site, options.limits().toLimits(), Observers.of(observers), clock);
    Engine engine = engine(options, protocol);
    return new Server(options, accessLog, engine, listen(engine));
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
    String file = options.accessLog().orElse("");
    try {
      return file.isEmpty() ? Optional.empty() : Optional.of(AccessLog.open(file, clock));
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

  private static Engine engine(Options options, Protocol protocol) {
    EngineOptions chosen = options.engine();
    ListenOptions listen = options.listen();
    EngineConfig config =
        new EngineConfig(
            new InetSocketAddress(listen.address(), listen.port()),
            listen.backlog(),
            listen.reusePort(),
            listen.maxConnections(),
            options.timeouts().toTimeouts());
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

  /** Says on one line that it listens; only then the access log may write there too. */
  void announce(PrintStream out) {
    String line = readyLine();
    Thread speaker =
        Thread.ofPlatform()
            .name("announcement")
            .daemon()
            .start(
                () -> {
                  out.println(line);
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

  /**
   * Ends: idle connections at once, the others when their requests are finished or the grace time
   * is over. Their lines in the access log are written then.
   *
   * @return whether all requests were finished
   */
  boolean stop() {
    boolean finished = engine.stop(options.timeouts().grace());
    accessLog.ifPresent(AccessLog::close);
    return finished;
  }
}
