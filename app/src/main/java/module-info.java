import org.jspecify.annotations.NullMarked;

/** The server program: command line, routes, logs and metrics. */
@NullMarked
@SuppressWarnings("requires-automatic") // some libraries are automatic modules
module io.heddle.app {
  requires com.fasterxml.jackson.core;
  requires info.picocli;
  requires io.heddle.engines;
  requires io.prometheus.metrics.model;
  requires io.prometheus.writer.text;
  requires static transitive org.jspecify;
  requires java.logging;
  requires java.management;
  requires jdk.jfr;
  requires jdk.management;
  requires jdk.unsupported;
  requires micrometer.core;
  requires micrometer.registry.prometheus;

  opens io.heddle.app.cli to
      info.picocli;
}
