package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.heddle.app.cli.Invocation;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reloads of a server without virtual servers, with any engine. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ReloadingTest {
  private static final String PROVIDER =
      """
      import io.heddle.http.Response;
      public final class Users implements io.heddle.routing.SiteProvider {
        public void addTo(io.heddle.routing.Router.Builder routes) {
          routes.get("/user", "user", r -> Response.text("%s"));
        }
      }
      """;

  @TempDir private Path folder;
  private Server server;

  @BeforeEach
  void start() throws Exception {
    server = Server.start(options(), new FatalExit());
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private static Configuration options(String... options) {
    Invocation.Serve invocation =
        (Invocation.Serve)
            Invocation.of(List.of(Variant.VTHREADS.words(options)), Map.of("APP_ADMIN_PORT", "0"));
    return Configuration.of(invocation.options());
  }

  private Reply get(String target) throws Exception {
    try (Client client = new Client(server.address().getPort())) {
      return client.ask("GET " + target).read();
    }
  }

  @Test
  void anErrorEndsOnlyItsReload() throws Exception {
    Configuration next = options("--header=X: next");
    Queue<Error> errors =
        new ConcurrentLinkedQueue<>(
            List.of(new NoClassDefFoundError("a test"), new StackOverflowError("a test")));
    Supplier<Reading> source =
        () -> {
          Error error = errors.poll();
          if (error != null) {
            throw error;
          }
          return new Reading.Valid(next, List.of(), Optional.empty());
        };
    Reloading reloading = new Reloading(server, source);
    for (int failed = 1; failed <= 2; failed++) {
      reloading.request();
      while (failures() < failed) {
        Thread.sleep(5);
      }
    }
    reloading.request();
    while (!server.configuration().equals(next)) {
      Thread.sleep(5);
    }
    assertThat(get("/").field("X")).contains("next");
  }

  @Test
  void theLogIsReopenedWhileAReloadTakesLong() throws Exception {
    Path log = folder.resolve("access.log");
    CompletableFuture<Void> slow = new CompletableFuture<>();
    Server logging = Server.start(options("--access-log=" + log), new FatalExit());
    try {
      logging.announce(new PrintStream(OutputStream.nullOutputStream()));
      Reloading reloading =
          new Reloading(
              logging,
              () -> {
                slow.join();
                return new Reading.Wrong(List.of("the test is over"));
              });
      for (int rotation = 1; rotation <= 3; rotation++) {
        Files.move(log, folder.resolve("access.log." + rotation));
        reloading.request();
        while (!Files.exists(log)) {
          Thread.sleep(5);
        }
      }
    } finally {
      slow.complete(null);
      logging.stop();
    }
  }

  private double failures() throws Exception {
    return Scrape.of(server.adminAddress().orElseThrow().getPort())
        .sum("heddle_config_reloads_total", "outcome=\"failure\"");
  }

  @Test
  void aJarForALaterJavaIsNamed() throws Exception {
    Path jar = HandlerJar.ofLaterJava(folder, PROVIDER.formatted("later"));
    assertThatThrownBy(() -> server.apply(options("--handler=" + jar)))
        .isInstanceOf(StartupException.class)
        .hasMessageContainingAll(jar.toString(), "a more recent version of the Java Runtime");
    HandlerJar.of(folder, PROVIDER.formatted("now"));
    server.apply(options("--handler=" + jar));
    assertThat(get("/user").text()).isEqualTo("now");
  }

  @Test
  void aJarThatHasChangedIsLoadedAgain() throws Exception {
    Path jar = HandlerJar.of(folder, PROVIDER.formatted("one"));
    server.apply(options("--handler=" + jar));
    assertThat(get("/user").text()).isEqualTo("one");
    Files.delete(jar);
    HandlerJar.of(folder, PROVIDER.formatted("two"));
    server.apply(options("--handler=" + jar));
    assertThat(get("/user").text()).isEqualTo("two");
  }

  @Test
  void theClassesOfAJarAreReleased() throws Exception {
    String text =
        """
        public final class Users implements io.heddle.routing.SiteProvider {
          public void addTo(io.heddle.routing.Router.Builder routes) {
            routes.get("/user", "user", r -> io.heddle.http.Response.text("here"));
            System.getProperties().put("users", new java.lang.ref.WeakReference<>(Users.class));
          }
        }
        """;
    server.apply(options("--handler=" + HandlerJar.of(folder, text)));
    assertThat(get("/user").text()).isEqualTo("here");
    WeakReference<?> loaded = (WeakReference<?>) System.getProperties().remove("users");
    assertThat(loaded.get()).isNotNull();
    server.apply(options());
    while (loaded.get() != null) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(get("/user").status()).isEqualTo(404);
  }

  @Test
  void twoValuesAreNotOneWithAComma() throws Exception {
    server.apply(options("--header=X-A: 1", "--header=X-B: 2"));
    assertThat(get("/").field("X-A")).contains("1");
    server.apply(options("--header=X-A: 1, X-B: 2"));
    assertThat(get("/").field("X-A")).contains("1, X-B: 2");
  }

  @Test
  void onlyOptionsThatKeepTheirValuesAreWarnedOf() {
    String store = "--files=" + folder;
    assertThat(
            FixedOptions.warnings(
                options(store, "--files-quota=1MiB", "--backlog=9"),
                options(store, "--files-quota=2MiB", "--max-files=8", "--files-sync")))
        .singleElement(STRING)
        .startsWith("backlog = ");
  }

  @Test
  void thePagesForExperimentsComeAndGo() throws Exception {
    int port = server.adminAddress().orElseThrow().getPort();
    for (boolean isOn : new boolean[] {false, true, false}) {
      server.apply(isOn ? options("--lab") : options());
      try (Client client = new Client(port)) {
        assertThat(client.ask("GET /lab/jvm").read().status()).isEqualTo(isOn ? 200 : 404);
      }
    }
  }
}
