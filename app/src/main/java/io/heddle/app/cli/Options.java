package io.heddle.app.cli;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** All options of the command line. */
@Command(
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {"Serves HTTP/1.1 and HTTP/1.0 with virtual threads or event loops.", ""},
    footerHeading = "%n",
    footer = {Options.VARIABLES, Options.UNITS, Options.SIGNALS, Options.STATUS})
public final class Options {
  static final String VARIABLES =
      "If an option is not given, its environment variable is used: APP_ENGINE for"
          + " --engine, APP_MAX_BODY_BYTES for --max-body-bytes, APP_LAB=true for --lab and so on.";

  static final String UNITS =
      "TIME is a number and a unit: ms, s, m or h. SIZE is a number of bytes, or a number and KiB,"
          + " MiB or GiB; K, KB and so on are the same powers of 1024.";

  static final String SIGNALS =
      "SIGTERM or SIGINT stops the server when its requests are finished or the --grace time is"
          + " over; a second one stops it immediately. SIGHUP reloads the configuration file.";

  static final String STATUS =
      "Exit status: 0 after SIGTERM or SIGINT, 1 if the server cannot start, 2 for wrong options,"
          + " 3 if --grace was too short for some requests, 70 if the JVM failed, for example for lack"
          + " of memory, 130 or 143 after a second SIGINT or SIGTERM.";

  /** The option that names a configuration file. */
  static final String CONFIG = "--config";

  /** The last line of an option's description. */
  static final String DEFAULT = "Default: ${DEFAULT-VALUE}";

  @Option(
      names = CONFIG,
      paramLabel = "FILE",
      description = "Configuration file, with any of these options and with virtual servers.")
  private @Nullable Path config;

  @Option(
      names = "--print-config",
      description = "Print each value and where it comes from, and do not serve.")
  private boolean printsConfig;

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private ListenOptions listen = new ListenOptions();
  @Mixin private TlsOptions tls = new TlsOptions();
  @Mixin private ForwardingOptions forwarding = new ForwardingOptions();
  @Mixin private AdminOptions admin = new AdminOptions();

  @Mixin private FileOptions files = new FileOptions();
  @Mixin private CgiOptions cgi = new CgiOptions();
  @Mixin private FieldOptions fields = new FieldOptions();
  @Mixin private StoreOptions store = new StoreOptions();
  @Mixin private CompressionOptions compression = new CompressionOptions();
  @Mixin private HandlerOptions handlers = new HandlerOptions();

  @Mixin private LabOptions lab = new LabOptions();

  @Option(
      names = "--demo",
      fallbackValue = "true",
      description = {
        "Serve /ping, /api/, /api/echo, /echo, /user-agent, /write, /read, /visits and /stats.",
        "Default: true without --root or with --lab"
      })
  private @Nullable Boolean demo;

  @Mixin private AccessLogOptions accessLog = new AccessLogOptions();
  @Mixin private MessageOptions messages = new MessageOptions();

  private Map<String, String> effective = Map.of();
  private Map<String, List<String>> written = Map.of();
  private Map<String, String> places = Map.of();

  @Mixin private LimitOptions limits = new LimitOptions();
  @Mixin private TimeoutOptions timeouts = new TimeoutOptions();

  /** All options with their defaults. */
  Options() {}

  public EngineOptions engine() {
    return engine;
  }

  public ListenOptions listen() {
    return listen;
  }

  /** The values of all options by name, in the order of the help. */
  public Map<String, String> effective() {
    return Collections.unmodifiableMap(effective);
  }

  /**
   * The values of an option that has an effect, as a configuration file has them: several if it can
   * be repeated.
   */
  public List<String> written(String name) {
    return Optional.ofNullable(written.get(name))
        .orElseGet(() -> List.of(effective.getOrDefault(name, "")));
  }

  /** Whether every option has the same value here and there, also in lists. */
  public boolean hasValuesOf(Options other) {
    return effective.equals(other.effective) && written.equals(other.written);
  }

  /** The configuration file. */
  public Optional<Path> config() {
    return Optional.ofNullable(config);
  }

  /** Whether to print all values instead of serving. */
  public boolean printsConfig() {
    return printsConfig;
  }

  /**
   * Where an option has its value from: a flag, a variable, or a file and a line; empty for a
   * default.
   *
   * @param name without dashes
   */
  public Optional<String> place(String name) {
    return Optional.ofNullable(places.get(name));
  }

  /** Stores the values of the options that have an effect. */
  void keep(CommandSpec command, Map<String, String> origins) {
    places = Map.copyOf(origins);
    written = EffectiveValues.written(command);
    Map<String, String> values = EffectiveValues.of(command);
    values.remove("print-config");
    values.put("demo", Boolean.toString(demo()));
    engine.describe(values::put);
    listen.describe(values);
    tls.describe(values);
    forwarding.describe(values);
    files.describe(values, store.files().isPresent());
    cgi.describe(values);
    fields.describe(values, files.root().isPresent());
    store.describe(values);
    compression.describe(values, files.root().isPresent());
    admin.describe(values);
    accessLog.describe(values);
    effective = EffectiveValues.inOrder(command, values);
  }

  public TlsOptions tls() {
    return tls;
  }

  public ForwardingOptions forwarding() {
    return forwarding;
  }

  public AdminOptions admin() {
    return admin;
  }

  public FileOptions files() {
    return files;
  }

  public CgiOptions cgi() {
    return cgi;
  }

  public FieldOptions fields() {
    return fields;
  }

  public StoreOptions store() {
    return store;
  }

  public CompressionOptions compression() {
    return compression;
  }

  public HandlerOptions handlers() {
    return handlers;
  }

  public LabOptions lab() {
    return lab;
  }

  /** Whether to serve the demonstration routes. */
  public boolean demo() {
    return demo == null ? lab.isOn() || files.root().isEmpty() : demo;
  }

  public AccessLogOptions accessLog() {
    return accessLog;
  }

  public MessageOptions messages() {
    return messages;
  }

  public LimitOptions limits() {
    return limits;
  }

  public TimeoutOptions timeouts() {
    return timeouts;
  }

  /**
   * Warnings about accepted values, one line each.
   *
   * @param maxDescriptors how many files the process may open
   */
  List<String> warnings(long maxDescriptors) {
    int openFiles = files.maxOpenFiles(store.files().isPresent(), config != null);
    return listen.warning(maxDescriptors, openFiles).stream().toList();
  }

  /**
   * Checks bounds, and rejects options that would have no effect.
   *
   * @param isSet whether an option has a value that is not its default
   * @param usesAddress whether the server listens at the address of the options
   * @throws WrongValue if a value is wrong
   */
  void check(Predicate<String> isSet, boolean usesAddress) {
    engine.check(isSet);
    listen.check(isSet);
    admin.check(isSet);
    if (usesAddress) {
      admin.check(listen);
    }
    tls.check(isSet, listen, admin);
    forwarding.check(isSet);
    limits.check();
    timeouts.check();
    files.check(isSet, store.files().isPresent());
    cgi.check(isSet, files);
    fields.check(isSet, files.root().isPresent());
    store.check(isSet);
    compression.check(isSet, files.root().isPresent());
    handlers.check();
    lab.check();
    accessLog.check(isSet);
  }
}
