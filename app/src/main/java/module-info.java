import org.jspecify.annotations.NullMarked;

/** The server as a program: command line, routes and wiring. */
@NullMarked
module io.heddle.app {
  requires info.picocli;
  requires io.heddle.engines;
  requires static transitive org.jspecify;
  requires java.management;
  requires jdk.unsupported;

  opens io.heddle.app.cli to
      info.picocli;
}
