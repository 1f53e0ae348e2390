import org.jspecify.annotations.NullMarked;

/** The server as a program: command line, routes and wiring. */
@NullMarked
@SuppressWarnings("requires-automatic") // so their authors publish them
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
