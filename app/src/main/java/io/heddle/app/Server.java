package io.heddle.app;

import io.heddle.app.admin.AdminSite;
import io.heddle.app.admin.Information;
import io.heddle.app.cli.EngineOptions;
import io.heddle.app.cli.ListenOptions;
import io.heddle.app.cli.Options;
import io.heddle.app.cli.ProgramVersion;
import io.heddle.app.metrics.ConfigMetrics;
import io.heddle.app.metrics.Metrics;
import io.heddle.app.session.ServerSessions;
import io.heddle.connection.Protocol;
import io.heddle.engine.Engine;
import io.heddle.engine.EngineConfig;
import io.heddle.exchange.Service;
import io.heddle.http.Site;
import io.heddle.http1.Http1;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A running server: every part, created and connected as the options say. */
final class Server {
  /** If nobody reads stdout, the server stops waiting to print its first lines and goes on. */
  private static final Duration ANNOUNCEMENT = Duration.ofSeconds(1);

  private static final String LISTENING = "listening on ";

  private final Configuration first;
  private final Options options;
  private final Monitoring monitoring;
  private final ServerSessions sessions;
  private final Engine engine;
  private final Optional<Admin> admin;
  private final InPlace inPlace;
  private volatile boolean isStopping;

  private Server(
      Configuration first,
      Monitoring monitoring,
      ServerSessions sessions,
      Engine engine,
      Optional<Admin> admin,
      InPlace inPlace) {
    this.first = first;
    this.options = first.options();
    this.monitoring = monitoring;
    this.sessions = sessions;
    this.engine = engine;
    this.admin = admin;
    this.inPlace = inPlace;
  }

  /** Starts without a configuration file. */
  static Server start(Options options, FatalExit fatalExit) throws StartupException {
    return start(Configuration.of(options), fatalExit);
  }

  /**
   * Starts listening and serving.
   *
   * @param fatalExit ends the process when an engine reports that the JVM has failed
   * @throws StartupException if it cannot start
   */
  static Server start(Configuration configuration, FatalExit fatalExit) throws StartupException {
    InstantSource clock = InstantSource.system();
    Monitoring monitoring = new Monitoring(configuration.options(), clock, fatalExit);
    ServerSessions sessions = ServerSessions.open(configuration.sessions());
    try {
      return start(configuration, monitoring, sessions, clock);
    } catch (StartupException e) {
      sessions.close();
      monitoring.close();
      throw e;
    }
  }

  /** Starts the admin pages first: if their port is taken, no client has connected yet. */
  private static Server start(
      Configuration configuration,
      Monitoring monitoring,
      ServerSessions sessions,
      InstantSource clock)
      throws StartupException {
    Options options = configuration.options();
    AtomicReference<@Nullable Server> started = new AtomicReference<>();
    ServedSite.Surroundings around =
        new ServedSite.Surroundings(
            monitoring.totals(), sessions, clock, () -> tlsPort(started.get()));
    Serving serving = Serving.of(configuration, around);
    Service service =
        new Service(serving.settings(), monitoring.ofProtocol(), monitoring.nanoTime());
    Http1 protocol = new Http1(service);
    Engine engine = engine(options, serving.listening(), protocol, monitoring);
    Optional<Admin> admin = Optional.empty();
    if (monitoring.metrics().isPresent()) {
      BooleanSupplier isReady = () -> started.get() != null && !service.isDraining();
      Supplier<Information> information = () -> information(options, started.get());
      BooleanSupplier hasLab = () -> current(options, started.get()).lab().isOn();
      Site pages =
          AdminSite.of(monitoring.metrics().get().registry(), hasLab, isReady, information);
      admin = Optional.of(admin(options, pages, monitoring));
    }
    try {
      engine.start();
      InPlace inPlace = new InPlace(serving, engine, service, around);
      monitoring.watch(engine);
      Server server = new Server(configuration, monitoring, sessions, engine, admin, inPlace);
      started.set(server);
      return server;
    } catch (IOException e) {
      admin.ifPresent(Admin::stop);
      throw ListenFailure.of(e, configuration, List.of());
    }
  }

  private static Options current(Options first, @Nullable Server started) {
    return started == null ? first : started.configuration().options();
  }

  private static int tlsPort(@Nullable Server started) {
    return started == null ? 0 : started.tlsAddress().map(InetSocketAddress::getPort).orElse(0);
  }

  /** What the page /info shows; it includes the real ports once the server listens. */
  private static Information information(Options first, @Nullable Server started) {
    Map<String, String> values = new LinkedHashMap<>(first.effective());
    if (started != null) {
      values = FixedOptions.inEffect(first, started.configuration().options());
      values.put("port", Integer.toString(started.address().getPort()));
      Optional<InetSocketAddress> secure = started.tlsAddress();
      if (secure.isPresent()) {
        values.put("tls-port", Integer.toString(secure.get().getPort()));
      }
      Optional<InetSocketAddress> pages = started.adminAddress();
      if (pages.isPresent()) {
        values.put("admin-port", Integer.toString(pages.get().getPort()));
      }
    }
    String engine = first.engine().kind().name();
    return new Information(ProgramVersion.text(), engine, Runtime.version().toString(), values);
  }

  private static Admin admin(Options options, Site pages, Monitoring monitoring)
      throws StartupException {
    try {
      InetSocketAddress wanted =
          new InetSocketAddress(options.admin().address(), options.admin().port().orElseThrow());
      return Admin.start(wanted, pages, monitoring.failures(), monitoring.ofAdminEngine());
    } catch (IOException e) {
      throw new StartupException(
          e.getMessage()
              + " for the admin pages; choose another port with --admin-port (0 picks a free one,"
              + " off disables them), or an address of this machine with --admin-host",
          e);
    }
  }

  private static Engine engine(
      Options options, Listening listening, Protocol protocol, Monitoring monitoring) {
    EngineOptions chosen = options.engine();
    ListenOptions listen = options.listen();
    EngineConfig config =
        listening
            .config()
            .withBacklog(listen.backlog())
            .withReusePort(listen.reusePort())
            .withMaxConnections(listen.maxConnections())
            .withObserver(monitoring.ofEngine());
    return chosen.kind().engine(protocol, config, chosen);
  }

  /** The address that it listens on, with the real port if the user asked for port 0. */
  InetSocketAddress address() {
    return addresses().getFirst();
  }

  /** All addresses that it listens on, with the real ports. */
  List<InetSocketAddress> addresses() {
    return inPlace.addresses();
  }

  /** The first address for HTTPS; empty if it is off. */
  Optional<InetSocketAddress> tlsAddress() {
    return inPlace.tlsAddress();
  }

  /** The configuration that is in place. */
  Configuration configuration() {
    return inPlace.configuration();
  }

  /** The address of the admin pages; empty if they are off. */
  Optional<InetSocketAddress> adminAddress() {
    return admin.map(Admin::address);
  }

  /** The number of open connections. */
  int openConnections() {
    return monitoring.totals().open();
  }

  /** Prints where it listens, then lets the access log start, which may write there too. */
  void announce(PrintStream out) {
    List<String> urls = inPlace.urls();
    String ready = readyLine(urls.getFirst());
    Thread speaker =
        Thread.ofPlatform()
            .name("announcement")
            .daemon()
            .start(
                () -> {
                  out.println(ready);
                  admin.ifPresent(pages -> out.println(pages.readyLine()));
                  urls.stream().skip(1).forEach(url -> out.println(LISTENING + url));
                  out.flush();
                });
    try {
      speaker.join(ANNOUNCEMENT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    monitoring.startLogging();
  }

  /** The line that says where and how it listens. */
  String readyLine() {
    return readyLine(inPlace.urls().getFirst());
  }

  private String readyLine(String url) {
    EngineOptions chosen = options.engine();
    StringBuilder line = new StringBuilder();
    line.append(LISTENING).append(url);
    line.append(" engine=%s pid=%d".formatted(chosen.kind(), ProcessHandle.current().pid()));
    chosen.describe((name, value) -> line.append(' ').append(name).append('=').append(value));
    long begun = ManagementFactory.getRuntimeMXBean().getStartTime();
    return line.append(" start_ms=").append(System.currentTimeMillis() - begun).toString();
  }

  /**
   * Whether connections have waited for less than this time. Where no metrics probe the engine, a
   * call sends the probe that the next one asks about.
   */
  boolean serves(Duration limit) {
    boolean serves = engine.probeWaitingNanos() < limit.toNanos();
    if (monitoring.metrics().isEmpty()) {
      try {
        engine.probe();
      } catch (IOException e) {
        return serves; // no descriptor is left, so the last probe decides
      }
    }
    return serves;
  }

  /**
   * Puts another configuration in place. Options that cannot change while the server runs keep
   * their values, and a warning names them.
   *
   * @throws StartupException if a part of it cannot be used: nothing has changed then
   */
  void apply(Configuration next) throws StartupException {
    inPlace.replace(next);
    FixedOptions.warnings(first, next).forEach(Messages::warn);
  }

  /** Whether it has begun to stop: then no other configuration takes its place. */
  boolean isStopping() {
    return isStopping;
  }

  /** Reopens the access log by its name, soon and on another thread. */
  void reopenLogs() {
    monitoring.reopenLogs();
  }

  /** What counts the reloads of the configuration; empty if nothing shows them. */
  Optional<ConfigMetrics> configMetrics() {
    return monitoring.metrics().map(Metrics::config);
  }

  /**
   * Stops the server. Idle connections close immediately, the others when their requests are
   * finished or the grace time is over. All log lines are written before this returns.
   *
   * @return whether all requests were finished
   */
  boolean stop() {
    isStopping = true;
    monitoring.endProbing();
    boolean finished = engine.stop(configuration().options().timeouts().grace());
    admin.ifPresent(Admin::stop);
    sessions.close();
    monitoring.close();
    return finished;
  }
}
