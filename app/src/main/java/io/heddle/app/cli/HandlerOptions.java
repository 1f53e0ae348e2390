package io.heddle.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for handlers that are not part of Heddle. */
public final class HandlerOptions {
  private static final String HANDLER = "--handler";

  @Option(
      names = HANDLER,
      paramLabel = "JAR",
      description = "Also serve the routes that a jar provides as io.heddle.routing.SiteProvider.")
  private @Nullable Path jar;

  HandlerOptions() {}

  /** The jar with the routes. */
  public Optional<Path> jar() {
    return Optional.ofNullable(jar);
  }

  void check() {
    if (jar != null && !Files.isReadable(jar)) {
      throw new WrongValue(
          (Files.exists(jar) ? "cannot read this file: permission denied" : "there is no such file")
              + ": name a jar, or remove this option",
          HANDLER);
    }
  }
}
