package io.heddle.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All that can be said on the command line. */
@Command(
    name = "app",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    customSynopsis = "app [OPTION...]",
    description = {"Serves HTTP/1.1 and HTTP/1.0: one protocol, two engines.", ""},
    footerHeading = "%n",
    footer = {
      "Every option has an environment variable that counts when it is not given: APP_ENGINE for"
          + " --engine, APP_MAX_BODY_BYTES for --max-body-bytes, APP_LAB=true for --lab and so on.",
      "TIME is a number and ms, s, m or h. SIZE is bytes, or a number and KiB, MiB or GiB.",
      "Exit status: 0 after SIGTERM or SIGINT, 1 when the server cannot start, 2 for wrong options."
    })
public final class Options {
  /** The last line of an option's description. */
  static final String DEFAULT = "Default: ${DEFAULT-VALUE}";

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private ListenOptions listen = new ListenOptions();
  @Mixin private AdminOptions admin = new AdminOptions();

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "Folder of files to serve. Without it there is a small welcome page.")
  private @Nullable Path root;

  @Option(
      names = "--lab",
      description = "Serve /plaintext, /json, /bytes?n=, /sleep?ms= and /cpu?us= for experiments.")
  private boolean lab;

  @Mixin private AccessLogOptions accessLog = new AccessLogOptions();

  private Map<String, String> effective = Map.of();

  @Mixin private LimitOptions limits = new LimitOptions();
  @Mixin private TimeoutOptions timeouts = new TimeoutOptions();

  /** The options before they are read. */
  Options() {}

  public EngineOptions engine() {
    return engine;
  }

  public ListenOptions listen() {
    return listen;
  }

  /** The values of all options by their names, in the order of the help. */
  public Map<String, String> effective() {
    return Collections.unmodifiableMap(effective);
  }

  /** Keeps the values as they were written. */
  void keep(Map<String, String> values) {
    effective = new LinkedHashMap<>(values);
    engine.describe(effective);
  }

  public AdminOptions admin() {
    return admin;
  }

  public Optional<Path> root() {
    return Optional.ofNullable(root);
  }

  public boolean lab() {
    return lab;
  }

  public AccessLogOptions accessLog() {
    return accessLog;
  }

  public LimitOptions limits() {
    return limits;
  }

  public TimeoutOptions timeouts() {
    return timeouts;
  }

  /**
   * Checks what a value's form alone does not tell: bounds, and options that would do nothing.
   *
   * @param isGiven whether an option is on the command line
   * @throws WrongValue that says what would be right
   */
  void check(Predicate<String> isGiven) {
    engine.check(isGiven);
    listen.check();
    admin.check();
    limits.check();
    timeouts.check();
    root().ifPresent(Options::checkRoot);
    accessLog.check(isGiven);
  }

  private static void checkRoot(Path root) {
    if (!Files.isDirectory(root)) {
      throw new WrongValue(
          (Files.exists(root) ? "that is no folder" : "there is no such folder")
              + ": name one, or leave it out for a welcome page",
          "--root");
    }
    if (!Files.isReadable(root) || !Files.isExecutable(root)) {
      throw new WrongValue("that folder may not be read: name another, or chmod it", "--root");
    }
  }
}
