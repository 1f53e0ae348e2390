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
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Puts the parts together as the options say, and serves until a signal ends it. */
final class Server {
  private final Options options;
  private final InstantSource clock = InstantSource.system();

  Server(Options options) {
    this.options = options;
  }

  /**
   * Serves; returns after the drain that a signal asked for.
   *
   * @throws StartupException when it cannot begin
   */
  void serve() throws StartupException {
    Shutdown shutdown = Shutdown.onSignals();
    Statistics statistics = new Statistics(options.engine().kind().name(), clock);
    List<Observer> observers = new ArrayList<>(List.of(statistics, new FailureLog()));
    AccessLog accessLog = null;
    if (options.accessLog().isPresent()) {
      accessLog = openAccessLog(options.accessLog().get());
      observers.add(accessLog);
    }
    Protocol protocol =
        new Protocol(
            site(statistics), options.limits().toLimits(), Observers.of(observers), clock);
    Engine engine = engine(protocol, config());
    System.out.println(readyLine(start(engine)));
    System.out.flush();
    if (accessLog != null) {
      accessLog.start();
    }
    shutdown.await();
    if (!engine.stop(options.timeouts().grace())) {
      System.err.println("app: some requests were cut off when the grace time was over");
    }
    if (accessLog != null) {
      accessLog.close();
    }
  }

  private AccessLog openAccessLog(String file) throws StartupException {
    try {
      return AccessLog.open(file, clock);
    } catch (IOException e) {
      throw new StartupException(
          "cannot open the access log " + file + " (" + reason(e) + "): choose another --access-log",
          e);
    }
  }

  private Site site(Statistics statistics) throws StartupException {
    try {
      return ServerSite.of(options.root(), options.lab(), statistics, clock);
    } catch (IOException e) {
      Path root = options.root().orElseThrow();
      throw new StartupException(
          "cannot serve the folder " + root + " (" + reason(e) + "): name a folder with --root", e);
    }
  }

  private EngineConfig config() throws StartupException {
    ListenOptions listen = options.listen();
    InetAddress host;
    try {
      host = InetAddress.getByName(listen.host());
    } catch (UnknownHostException e) {
      throw new StartupException(
          "no address is known for " + listen.host() + ": name another with --host", e);
    }
    return new EngineConfig(
        new InetSocketAddress(host, listen.port()),
        listen.backlog(),
        listen.reusePort(),
        listen.maxConnections(),
        options.timeouts().toTimeouts());
  }

  private Engine engine(Protocol protocol, EngineConfig config) {
    EngineOptions chosen = options.engine();
    return switch (chosen.kind()) {
      case epoll -> new EpollEngine(protocol, config, chosen.loops(), chosen.workers());
      case vthreads -> new VirtualThreadEngine(protocol, config, ThreadKind.VIRTUAL);
      case threads -> new VirtualThreadEngine(protocol, config, ThreadKind.PLATFORM);
    };
  }

  private InetSocketAddress start(Engine engine) throws StartupException {
    ListenOptions listen = options.listen();
    String where = "port " + listen.port() + " of " + listen.host();
    try {
      return engine.start();
    } catch (BindException e) {
      throw new StartupException(
          "cannot listen on "
              + where
              + " ("
              + reason(e)
              + "): stop what listens there, or choose another with --port (0 picks a free one)"
              + " or --host",
          e);
    } catch (IOException e) {
      throw new StartupException("cannot listen on " + where + " (" + reason(e) + ")", e);
    }
  }

  private static String reason(IOException e) {
    String kind = e.getClass().getSimpleName().replace("Exception", "");
    return e.getMessage() == null ? kind : kind + ": " + e.getMessage();
  }

  private String readyLine(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    String literal =
        host instanceof Inet6Address ? "[" + host.getHostAddress() + "]" : host.getHostAddress();
    EngineOptions engine = options.engine();
    StringBuilder line = new StringBuilder();
    line.append("listening on http://%s:%d/".formatted(literal, address.getPort()));
    line.append(" engine=%s pid=%d".formatted(engine.kind(), ProcessHandle.current().pid()));
    if (engine.kind() == EngineOptions.Kind.epoll) {
      line.append(" loops=%d workers=%s".formatted(engine.loops(), engine.workers()));
    }
    long begun = ManagementFactory.getRuntimeMXBean().getStartTime();
    return line.append(" start_ms=").append(clock.millis() - begun).toString();
  }
}
