package io.heddle.app.cli;

import static io.heddle.app.cli.Words.options;
import static io.heddle.app.cli.Words.printed;
import static io.heddle.app.cli.Words.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.connection.Timeouts;
import io.heddle.content.StaticFilesConfig;
import io.heddle.engine.eventloop.Workers;
import io.heddle.http.Limits;
import io.heddle.http.MediaType;
import io.heddle.store.StoreLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options that the program reads, their defaults and effects. */
final class InvocationTest {
  @Test
  void theOptionsOfFilesAreTakenTogether(@TempDir Path root) throws Exception {
    Files.writeString(root.resolve("200.html"), "");
    Options options =
        options(
            "--root=" + root,
            "--index=a.html,b.html",
            "--fallback=200.html",
            "--list",
            "--media-type=.LOG=text/x-log",
            "--media-type=md=text/plain; charset=utf-8",
            "--cache-control=*.html=no-cache",
            "--cache-control=/a/*=public, max-age=60",
            "--header=X-Frame-Options: DENY",
            "--header=/a/*=Link: </b>; rel=x");
    StaticFilesConfig config = options.files().config(options.fields().ofFiles()).orElseThrow();
    assertThat(config.paths().indexes()).containsExactly("a.html", "b.html");
    assertThat(config.paths().fallback()).contains("/200.html");
    assertThat(config.paths().listing()).isTrue();
    assertThat(config.paths().cleanUrls()).isFalse();
    assertThat(config.types().ofFileName("a.log").text()).isEqualTo("text/x-log");
    assertThat(config.types().ofFileName("a.md").text()).isEqualTo("text/plain; charset=utf-8");
    assertThat(config.fields().of("/a/b", MediaType.BINARY))
        .hasToString("[Cache-Control: public, max-age=60, Link: </b>; rel=x]");
    assertThat(options.fields().ofAll()).hasToString("[X-Frame-Options: DENY]");
    assertThat(options.effective())
        .containsEntry("index", "a.html, b.html")
        .containsEntry("cache-control", "*.html=no-cache, /a/*=public, max-age=60");
  }

  @Test
  void defaultsAreThoseOfTheDocumentation() {
    Options options = options();
    assertThat(options.engine().kind()).isEqualTo(EngineOptions.Kind.vthreads);
    assertThat(options.listen().address().getHostAddress()).isEqualTo("127.0.0.1");
    assertThat(options.listen().address().isLoopbackAddress()).isTrue();
    assertThat(options.listen().port()).isEqualTo(8080);
    assertThat(options.listen().reusePort()).isFalse();
    assertThat(options.listen().backlog()).isEqualTo(4096);
    assertThat(options.listen().maxConnections()).isEqualTo(16_384);
    assertThat(options.files().root()).isEmpty();
    assertThat(options.lab().isOn()).isFalse();
    assertThat(options.accessLog().file()).isEmpty();
    assertThat(options.accessLog().format()).isEqualTo(AccessLogOptions.Format.common);
    assertThat(options.limits().toLimits()).isEqualTo(Limits.STANDARD);
    assertThat(options.timeouts().toTimeouts()).isEqualTo(Timeouts.STANDARD);
    assertThat(options.timeouts().grace()).isEqualTo(Duration.ofSeconds(10));
    assertThat(options.admin().address()).isEqualTo(options.listen().address());
  }

  /** The help and /info show the defaults of the records, in a form that options accept. */
  @Test
  void theDefaultsOfLimitsAndTimeoutsAreShownAsTheyAreWritten() {
    String help = printed(Map.of(), "--help");
    Map<String, String> values = options().effective();
    Map.of(
            "max-target-bytes", "8KiB",
            "max-head-bytes", "32KiB",
            "max-headers", "100",
            "max-body-bytes", "64MiB",
            "head-timeout", "10s",
            "idle-timeout", "1m",
            "linger-timeout", "5s",
            "min-rate", "256",
            "handler-timeout", "off",
            "grace", "10s")
        .forEach(
            (option, value) -> {
              assertThat(values).containsEntry(option, value);
              assertThat(help)
                  .containsPattern("--" + option + "=[^-]*(?s:.{0,300}?)Default: " + value + "\n");
            });
    String[] words =
        values.entrySet().stream()
            .filter(entry -> !List.of("demo", "lab", "reuse-port").contains(entry.getKey()))
            .filter(entry -> options().effective().containsKey(entry.getKey()))
            .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
            .toArray(String[]::new);
    assertThat(options(words).effective()).isEqualTo(values);
  }

  @Test
  void theCacheOfFilesTakesAQuarterOfTheHeapAtMost() {
    assertThat(reason(Map.of(), "--root=.", "--file-cache=900GiB"))
        .startsWith("invalid --file-cache=900GiB: the heap is ")
        .contains("write at most a quarter of it");
    assertThat(options("--root=.", "--file-cache=1MiB").effective())
        .containsEntry("file-cache", "1MiB");
    assertThat(options("--root=.").effective().get("file-cache")).endsWith("iB");
    assertThat(options().effective()).doesNotContainKey("file-cache");
  }

  @Test
  void adminPagesHaveAPortOrAreOff() {
    assertThat(options().admin().port()).hasValue(8081);
    assertThat(options("--admin-port=0").admin().port()).hasValue(0);
    assertThat(options("--admin-port=off").admin().port()).isEmpty();
    assertThat(options(Map.of("APP_ADMIN_PORT", "off")).admin().port()).isEmpty();
  }

  @Test
  void flightRecorderRunsOnRequestOnly() {
    assertThat(options().admin().flightRecorder()).isFalse();
    assertThat(options("--flight-recorder").admin().flightRecorder()).isTrue();
    assertThat(options(Map.of("APP_FLIGHT_RECORDER", "true")).admin().flightRecorder()).isTrue();
    assertThat(reason(Map.of(), "--flight-recorder", "--admin-port=off"))
        .startsWith("invalid --flight-recorder")
        .contains("there are no metrics with --admin-port=off");
  }

  @Test
  void effectiveValuesAreThoseGivenAndTheDefaults() {
    Map<String, String> values =
        options(Map.of("APP_IDLE_TIMEOUT", "7s"), "--engine=epoll", "--loops=3", "--lab")
            .effective();
    assertThat(values)
        .containsEntry("engine", "epoll")
        .containsEntry("loops", "3")
        .containsEntry("workers", "virtual")
        .containsEntry("lab", "true")
        .containsEntry("reuse-port", "false")
        .containsEntry("idle-timeout", "7s")
        .containsEntry("head-timeout", "10s")
        .doesNotContainKeys("help", "version", "root");
  }

  @Test
  void compressionIsOffAndHasALevel() {
    assertThat(options().compression().filter()).isEmpty();
    assertThat(options().effective()).doesNotContainKeys("gzip", "gzip-min", "precompressed");
    assertThat(options("--gzip").effective())
        .containsEntry("gzip", "6")
        .containsEntry("gzip-min", "1KiB");
    assertThat(options("--gzip", "--lab").compression().filter()).isPresent();
    assertThat(options("--gzip=9", "--gzip-min=0").effective())
        .containsEntry("gzip", "9")
        .containsEntry("gzip-min", "0");
    assertThat(options(Map.of("APP_GZIP", "1"), "--root=.").effective())
        .containsEntry("gzip", "1")
        .containsEntry("precompressed", "false");
    assertThat(options("--root=.", "--precompressed").compression().isPrecompressed()).isTrue();
    assertThat(printed(Map.of(), "--help")).contains("--gzip[=LEVEL]");
  }

  @Test
  void epollHasALoopForEachProcessorAndVirtualWorkers() {
    EngineOptions engine = options("--engine=epoll").engine();
    assertThat(engine.loops()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(engine.workers()).isEqualTo(new Workers.Virtual());
  }

  @Test
  void everyOptionIsRead(@TempDir Path folder) {
    Options options =
        options(
            "--engine=epoll",
            "--loops=3",
            "--workers=5",
            "--host=0.0.0.0",
            "--port=1234",
            "--reuse-port",
            "--backlog=7",
            "--max-connections=9",
            "--root=" + folder,
            "--files=" + folder,
            "--uploads=" + folder,
            "--files-quota=3GiB",
            "--max-files=77",
            "--files-sync",
            "--max-file-bytes=2GiB",
            "--lab",
            "--access-log=-",
            "--access-log-format=json",
            "--max-target-bytes=9000",
            "--max-head-bytes=10k",
            "--max-headers=11",
            "--max-body-bytes=1GiB",
            "--head-timeout=1s",
            "--body-timeout=2s",
            "--write-timeout=3s",
            "--idle-timeout=4m",
            "--min-rate=1KiB",
            "--handler-timeout=90s",
            "--admin-host=127.0.0.2",
            "--demo",
            "--linger-timeout=500ms",
            "--grace=0s");
    assertThat(options.engine().kind()).isEqualTo(EngineOptions.Kind.epoll);
    assertThat(options.engine().loops()).isEqualTo(3);
    assertThat(options.engine().workers()).isEqualTo(new Workers.Pool(5));
    assertThat(options.listen().address().isAnyLocalAddress()).isTrue();
    assertThat(options.listen().port()).isEqualTo(1234);
    assertThat(options.listen().reusePort()).isTrue();
    assertThat(options.listen().backlog()).isEqualTo(7);
    assertThat(options.listen().maxConnections()).isEqualTo(9);
    assertThat(options.files().root()).hasValue(folder);
    assertThat(options.store().files()).hasValue(folder);
    assertThat(options.store().uploads()).hasValue(folder);
    assertThat(options.store().limits()).isEqualTo(new StoreLimits(3L << 30, 77));
    assertThat(options.store().isSynced()).isTrue();
    assertThat(options.store().maxRequestBytes()).isEqualTo(2L << 30);
    assertThat(options.lab().isOn()).isTrue();
    assertThat(options.accessLog().file()).hasValue("-");
    assertThat(options.accessLog().format()).isEqualTo(AccessLogOptions.Format.json);
    assertThat(options.limits().toLimits()).isEqualTo(new Limits(9000, 10 << 10, 11, 1L << 30));
    assertThat(options.timeouts().toTimeouts())
        .isEqualTo(
            Timeouts.STANDARD
                .withHead(Duration.ofSeconds(1))
                .withBody(Duration.ofSeconds(2))
                .withWrite(Duration.ofSeconds(3))
                .withIdle(Duration.ofMinutes(4))
                .withLinger(Duration.ofMillis(500))
                .withMinRate(1024)
                .withHandler(Optional.of(Duration.ofSeconds(90))));
    assertThat(options.timeouts().grace()).isZero();
    assertThat(options.admin().address().getHostAddress()).isEqualTo("127.0.0.2");
    assertThat(options.demo()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'', true",
    "--root=., false",
    "--root=. --demo, true",
    "--root=. --lab, true",
    "--lab --demo=false, false",
    "--demo=false, false"
  })
  void demonstrationRoutesAreOnWithoutARoot(String words, boolean on) {
    Options options = options(words.isEmpty() ? new String[0] : words.split(" "));
    assertThat(options.demo()).isEqualTo(on);
    assertThat(options.effective()).containsEntry("demo", Boolean.toString(on));
  }

  @ParameterizedTest
  @CsvSource({"off, ", "10ms, PT0.01S", "24h, PT24H"})
  void aHandlerTimeoutIsATimeOrOff(String text, Duration timeout) {
    assertThat(options("--handler-timeout=" + text).timeouts().toTimeouts().handler().orElse(null))
        .isEqualTo(timeout);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "1KiB, 1024", "1GiB, 1073741824"})
  void aMinimumRateIsASizeOrZero(String text, long bytes) {
    assertThat(options("--min-rate=" + text).timeouts().toTimeouts().minRate()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"epoll", "EPOLL", "Epoll"})
  void anEngineIsNamedInAnyCase(String name) {
    Options options = options("--engine=" + name);
    assertThat(options.engine().kind()).isEqualTo(EngineOptions.Kind.epoll);
    assertThat(options.effective()).containsEntry("engine", "epoll");
  }

  @ParameterizedTest
  @CsvSource({"16448, 0", "16447, 1", "1024, 1", "64, 1"})
  void moreConnectionsThanDescriptorsCauseAWarning(long descriptors, int count) {
    List<String> warnings = options().warnings(descriptors);
    assertThat(warnings).hasSize(count);
    assertThat(warnings)
        .allSatisfy(
            warning ->
                assertThat(warning)
                    .contains("--max-connections=16384", " " + descriptors + " files", "ulimit -n")
                    .contains("write --max-connections=" + Math.max(1, descriptors - 64)));
    assertThat(options("--max-connections=1").warnings(descriptors + 64)).isEmpty();
  }

  @Test
  void theFilesOfVirtualServersNeedDescriptorsToo() {
    Options options = options("--config=heddle.conf", "--max-connections=10");
    assertThat(options.warnings(10 + 64 + 1_000)).isEmpty();
    assertThat(options.warnings(10 + 64 + 999)).hasSize(1);
  }

  @Test
  void effectiveValuesAreOnlyThoseThatHaveAnEffect() {
    assertThat(options("--engine=vthreads", "--admin-port=off").effective())
        .doesNotContainKeys("loops", "workers", "access-log-format", "admin-host");
    assertThat(options("--access-log=-").effective())
        .containsEntry("access-log-format", "common")
        .containsEntry("admin-host", "127.0.0.1");
  }

  @Test
  void valuesMayFollowTheirOption() {
    assertThat(options("--port", "1", "--engine", "epoll").listen().port()).isEqualTo(1);
  }

  @Test
  void anAccessLogMayBeAFileThatIsNotThereYet(@TempDir Path folder) {
    String file = folder.resolve("access.log").toString();
    assertThat(options("--access-log=" + file).accessLog().file()).hasValue(file);
    assertThat(Files.exists(Path.of(file))).isFalse();
  }
}
