package io.heddle.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** All that can be said on the command line. */
@Command(
    name = "app",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = "Serves HTTP/1.1 and HTTP/1.0: one protocol, two engines.",
    footerHeading = "%n",
    footer = {
      "Every option has an environment variable that counts when it is not given: APP_ENGINE for"
          + " --engine, APP_MAX_BODY_BYTES for --max-body-bytes and so on.",
      "TIME is a number and ms, s, m or h. SIZE is bytes, or a number and KiB, MiB or GiB.",
      "Exit status: 0 after SIGTERM or SIGINT, 1 when the server cannot start, 2 for wrong options."
    })
public final class Options {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private EngineOptions engine = EngineOptions.standard();
  @Mixin private ListenOptions listen = new ListenOptions();

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "Folder of files to serve. Without it there is a small welcome page.")
  private @Nullable Path root;

  @Option(
      names = "--lab",
      description = "Serve /plaintext, /json, /bytes?n=, /sleep?ms= and /cpu?us= for experiments.")
  private boolean lab;

  @Option(
      names = "--access-log",
      paramLabel = "FILE|-",
      description = "Append a line for each response, in common log format; - is stdout.")
  private @Nullable String accessLog;

  @Mixin private LimitOptions limits = new LimitOptions();
  @Mixin private TimeoutOptions timeouts = new TimeoutOptions();

  /** The options before they are read. */
  public Options() {}

  public EngineOptions engine() {
    return engine;
  }

  public ListenOptions listen() {
    return listen;
  }

  public Optional<Path> root() {
    return Optional.ofNullable(root);
  }

  public boolean lab() {
    return lab;
  }

  public Optional<String> accessLog() {
    return Optional.ofNullable(accessLog);
  }

  public LimitOptions limits() {
    return limits;
  }

  public TimeoutOptions timeouts() {
    return timeouts;
  }

  /**
   * Checks what picocli cannot: bounds, and options that would do nothing.
   *
   * @throws ParameterException that says what is wrong and what would be right
   */
  public void validate() {
    if (engine.kind() != EngineOptions.Kind.epoll) {
      refuseForOtherEngines("--loops");
      refuseForOtherEngines("--workers");
    }
    atLeast("--loops", 1, engine.loops());
    atLeast("--max-connections", 1, listen.maxConnections());
    atLeast("--backlog", 1, listen.backlog());
    if (listen.port() < 0 || listen.port() > 65_535) {
      throw wrong("--port is " + listen.port() + ", but must be within 0 to 65535");
    }
    try {
      limits.toLimits();
      timeouts.toTimeouts();
    } catch (IllegalArgumentException e) {
      throw wrong("--" + String.valueOf(e.getMessage()).replaceFirst(" (?=\\w+ )", "-"));
    }
  }

  private void refuseForOtherEngines(String option) {
    if (spec != null && spec.commandLine().getParseResult().hasMatchedOption(option)) {
      throw wrong(
          option + " is for --engine=epoll, and does nothing for --engine=" + engine.kind());
    }
  }

  private void atLeast(String option, int least, int value) {
    if (value < least) {
      throw wrong(option + " is " + value + ", but must be at least " + least);
    }
  }

  private ParameterException wrong(String what) {
    if (spec == null) {
      throw new IllegalStateException(what);
    }
    return new ParameterException(spec.commandLine(), what);
  }
}
