package io.heddle.app.cli;

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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InvocationTest {
  private static Options options(String... words) {
    return options(Map.of(), words);
  }

  private static Options options(Map<String, String> variables, String... words) {
    Invocation invocation = Invocation.of(List.of(words), variables);
    assertThat(invocation).isInstanceOf(Invocation.Serve.class);
    return ((Invocation.Serve) invocation).options();
  }

  private static String reason(Map<String, String> variables, String... words) {
    Invocation invocation = Invocation.of(List.of(words), variables);
    assertThat(invocation).isInstanceOf(Invocation.Wrong.class);
    return ((Invocation.Wrong) invocation).reason();
  }

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
  void aVariableHasAValuePerLine() {
    Options options = options(Map.of("APP_HEADER", "A: 1\nB: 2, 3"));
    assertThat(options.fields().ofAll()).hasToString("[A: 1, B: 2, 3]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none.html", "../etc", "sub", "\0"})
  void theFallbackIsAFileOfTheRoot(String name, @TempDir Path root) throws Exception {
    Files.createDirectory(root.resolve("sub"));
    assertThat(reason(Map.of(), "--root=" + root, "--fallback=" + name))
        .startsWith("invalid --fallback=" + name + ": ");
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
    assertThat(options.lab()).isFalse();
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

  @ParameterizedTest
  @CsvSource({"65536, from 0 to 65535", "-1, from 0 to 65535", "on, or off", "OFF, or off"})
  void aWrongAdminPortIsNamedWithTheRemedy(String value, String remedy) {
    assertThat(reason(Map.of(), "--admin-port=" + value))
        .startsWith("invalid --admin-port=" + value)
        .contains(remedy);
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
  void theOptionsForStoredFilesHaveNoEffectWithoutThem() {
    String[] names = {"files-quota", "max-files", "files-sync", "max-file-bytes"};
    assertThat(options("--root=.").effective()).doesNotContainKeys(names);
    assertThat(options("--uploads=.", "--files-quota=1GiB").effective())
        .containsEntry("files-quota", "1GiB")
        .containsEntry("max-files", "1000000")
        .containsEntry("files-sync", "false")
        .containsEntry("max-file-bytes", "4GiB");
    assertThat(options("--files=.", "--file-cache=1MiB").effective())
        .containsEntry("file-cache", "1MiB");
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
    assertThat(options.lab()).isTrue();
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

  @Test
  void aVariableIsUsedIfItsFlagIsMissing() {
    Map<String, String> variables =
        Map.of("APP_ENGINE", "threads", "APP_MAX_BODY_BYTES", "1KiB", "APP_LAB", "true");
    Options options = options(variables, "--engine=epoll");
    assertThat(options.engine().kind()).isEqualTo(EngineOptions.Kind.epoll);
    assertThat(options.limits().toLimits().maxBodyBytes()).isEqualTo(1024);
    assertThat(options.lab()).isTrue();
  }

  @Test
  void aVariableCanBeFalse() {
    assertThat(options(Map.of("APP_LAB", "false")).lab()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"true, --lab", "false, --lab", "false, --lab=true", "true, --lab=true"})
  void aFlagOverridesItsVariable(String variable, String word) {
    assertThat(options(Map.of("APP_LAB", variable), word).lab()).isTrue();
    assertThat(options(Map.of("APP_LAB", variable), "--lab=false").lab()).isFalse();
  }

  @Test
  void aVariableIsUsedLiterally(@TempDir Path folder) throws Exception {
    Path odd = Files.createDirectory(folder.resolve("${sys:user.name} 'x' \\"));
    assertThat(options(Map.of("APP_ROOT", odd.toString())).files().root()).hasValue(odd);
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

  private static List<String> warnings(Map<String, String> variables, String... words) {
    return ((Invocation.Serve) Invocation.of(List.of(words), variables)).warnings();
  }

  @ParameterizedTest
  @CsvSource({
    "APP_PROT, APP_PORT",
    "APP_ENGIN, APP_ENGINE",
    "APP_MAX_CONNECTION, APP_MAX_CONNECTIONS",
    "APP_MAX_BODY, APP_MAX_BODY_BYTES",
    "APP_HEAD_TIMEUOT, APP_HEAD_TIMEOUT",
    "APP_ADMINPORT, APP_ADMIN_PORT"
  })
  void aMisspeltVariableCausesAWarning(String variable, String meant) {
    assertThat(warnings(Map.of(variable, "1")))
        .containsExactly("the variable " + variable + " is ignored: did you mean " + meant + "?");
  }

  @Test
  void variablesOfOtherProgramsCauseNoWarning() {
    assertThat(
            warnings(
                Map.of(
                    "APP_NAME",
                    "x",
                    "APP_VERSION",
                    "1",
                    "APP_HELP",
                    "1",
                    "APP_HOME",
                    "/",
                    "APP_ENV",
                    "prod",
                    "PROT",
                    "1",
                    "APP_PORT",
                    "1")))
        .isEmpty();
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port=8081                          | invalid --port=8081",
        "--admin-port=8080                    | invalid --admin-port=8080",
        "--port=8081 --host=0.0.0.0           | invalid --port=8081",
        "--port=8081 --host=::                | invalid --port=8081",
        "--port=8081 --admin-host=0.0.0.0     | invalid --port=8081",
        "--port=9 --admin-port=9 --host=127.9.9.9 --admin-host=127.9.9.9 | invalid --port=9",
      })
  void twoListenersOnOnePortAreRejected(String words, String start) {
    assertThat(reason(Map.of(), words.split(" ")))
        .startsWith(start + ": ")
        .contains("--port=", "--admin-port=", "choose another port");
  }

  @Test
  void aVariableForTheSamePortIsNamed() {
    assertThat(reason(Map.of("APP_ADMIN_PORT", "8080")))
        .startsWith("invalid APP_ADMIN_PORT=8080: --port=8080 and --admin-port=8080");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--port=0 --admin-port=0",
        "--port=8081 --host=127.0.0.2",
        "--port=8081 --admin-host=127.0.0.2",
        "--port=8081 --admin-port=off"
      })
  void listenersThatDoNotConflictAreAccepted(String words) {
    assertThat(options(words.split(" "))).isNotNull();
  }

  @Test
  void anAdminHostWithoutAdminPagesIsRejected() {
    assertThat(reason(Map.of(), "--admin-port=off", "--admin-host=::"))
        .startsWith("invalid --admin-host=::: there are no admin pages with --admin-port=off");
    assertThat(reason(Map.of("APP_ADMIN_HOST", "::"), "--admin-port=off"))
        .startsWith("invalid APP_ADMIN_HOST=::: ");
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
  void anEmptyVariableIsIgnored() {
    assertThat(options(Map.of("APP_PORT", "", "APP_ROOT", "")).listen().port()).isEqualTo(8080);
  }

  @Test
  void aVariableThatAFlagOverridesMayBeWrong() {
    assertThat(options(Map.of("APP_PORT", "abc"), "--port=1").listen().port()).isEqualTo(1);
  }

  @Test
  void thereAreNoVariablesForHelpAndVersion() {
    assertThat(options(Map.of("APP_VERSION", "1.2", "APP_HELP", "true", "APP_NAME", "x")))
        .isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"APP_LOOPS, 2", "APP_WORKERS, 3"})
  void aVariableForAnotherEngineIsRejectedLikeItsFlag(String variable, String value) {
    assertThat(reason(Map.of(variable, value), "--engine=vthreads"))
        .isEqualTo(
            "invalid "
                + variable
                + "="
                + value
                + ": only --engine=epoll uses this, and the engine is vthreads: remove it");
    assertThat(options(Map.of(variable, value), "--engine=epoll")).isNotNull();
  }

  /** Each value is wrong for its option, and the message says what is right. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--engine=foo             | write epoll, vthreads or threads",
        "--admin-host=no.such.invalid | unknown host: write an address such as 127.0.0.1",
        "--host=no.such.invalid   | unknown host: write an address such as 127.0.0.1",
        "--port=abc               | write a whole number",
        "--port=                  | it is empty: write a value",
        "--port=-1                | write a whole number from 0 to 65535",
        "--port=99999             | write a whole number from 0 to 65535",
        "--port=99999999999       | write a whole number",
        "--backlog=0              | write a whole number from 1 to",
        "--max-connections=0      | write a whole number from 1 to",
        "--max-connections=many   | write a whole number",
        "--max-target-bytes=7999  | write a whole number from 8000 to 16777216",
        "--max-target-bytes=64KiB | write --max-head-bytes (now 32768) no smaller",
        "--max-head-bytes=1       | write a whole number from 8000 to 16777216",
        "--max-head-bytes=8100    | write --max-head-bytes (now 8100) no smaller",
        "--max-head-bytes=17MiB   | write a whole number from 8000 to 16777216",
        "--max-headers=0          | write a whole number from 1 to 100000",
        "--max-body-bytes=-1      | write a number of bytes",
        "--max-body-bytes=1.5MiB  | write a number of bytes, or a number and a unit",
        "--max-body-bytes=999999999999g | write a smaller size",
        "--head-timeout=10        | write a number and a unit, such as 500ms",
        "--body-timeout=1d        | write a number and a unit",
        "--write-timeout=25h      | write a time from 10ms to 24h",
        "--idle-timeout=5         | write a number and a unit",
        "--idle-timeout=0s        | write a time from 10ms to 24h",
        "--linger-timeout=-5s     | write a number and a unit",
        "--min-rate=-1            | write a number of bytes",
        "--min-rate=fast          | write a number of bytes",
        "--min-rate=2GiB          | write a whole number from 0 to 1073741824",
        "--handler-timeout=0s     | write a time from 10ms to 24h",
        "--handler-timeout=25h    | write a time from 10ms to 24h",
        "--handler-timeout=OFF    | write a number and a unit, such as 500ms, 10s or 2m, or off",
        "--demo=maybe             | write true or false",
        "--grace=999999999h       | write a time from 0ms to 24h",
        "--root=/no/such/folder   | there is no such folder: name a folder",
        "--root=/dev/null         | this is not a folder: name a folder",
        "--file-cache=1MiB        | there are no files: add --root or --files, or remove this option",
        "--list=true              | there are no files: add --root or --files, or remove this option",
        "--list=maybe             | write true or false",
        "--media-type=log=text/plain | there are no files: add --root or --files",
        "--media-type=log         | write an extension and a media type, such as log=text/plain",
        "--media-type=log=text    | write an extension and a media type, such as log=text/plain",
        "--media-type=log=text/plain; charset | write an extension and a media type",
        "--index=a.html           | there are no files: add --root, or remove this option",
        "--clean-urls=true        | there are no files: add --root, or remove this option",
        "--fallback=index.html    | there are no files: add --root, or remove this option",
        "--immutable=true         | there are no files: add --root, or remove this option",
        "--cache-control=*=no-cache | there are no files: add --root, or remove this option",
        "--cache-control=no-cache | write a pattern and a value, such as '*.html=no-cache'",
        "--cache-control=max-age=60 | write a pattern and a value, such as '*.html=no-cache'",
        "--cache-control==no-cache | write a pattern and a value, such as '*.html=no-cache'",
        "--cache-control=*=no cache | \"no cache\" is not a list of directives: write some",
        "--cache-control=*=       | \"\" is not a list of directives: write some",
        "--header=X-Frame-Options | write a name and a value, such as 'X-Frame-Options: DENY'",
        "--header=*.js=DENY       | write a name and a value, such as 'X-Frame-Options: DENY'",
        "--header=/a b: c         | write a name and a value, such as 'X-Frame-Options: DENY'",
        "--header=content-length: 5 | the server itself sets content-length: remove this option",
        "--header=*.js=ETag: 5    | the server itself sets ETag: remove this option",
        "--header=Cache-Control: no-cache | use --cache-control for this field",
        "--header=Content-Type: text/html | use --media-type for this field",
        "--header=X: a\u0001b    | value of X holds the character U+0001: write another value",
        "--header=*.js=X: 1       | there are no files: add --root, or remove the pattern",
        "--files=/no/such/folder  | there is no such folder: name a folder, or remove this option",
        "--uploads=/dev/null      | this is not a folder: name a folder, or remove this option",
        "--files-quota=1MiB       | clients cannot store files: add --files or --uploads",
        "--max-files=10           | clients cannot store files: add --files or --uploads",
        "--max-files=0            | nothing could be stored: write 1 or more",
        "--files-sync=true        | clients cannot store files: add --files or --uploads",
        "--precompressed=true     | there are no files: add --root, or remove this option",
        "--gzip-min=2KiB          | nothing is compressed: add --gzip, or remove this option",
        "--gzip=0                 | write a whole number from 1 to 9",
        "--gzip=10                | write a whole number from 1 to 9",
        "--gzip=fast              | write a whole number",
        "--max-file-bytes=1MiB    | clients cannot store files: add --files or --uploads",
        "--access-log=/no/such/log | there is no folder /no/such: create it",
        "--access-log-format=JSON | write common, combined or json",
        "--access-log=/           | this is a folder: name a file in it",
        "--lab=maybe              | write true or false",
        "--reuse-port=2           | write true or false",
      })
  void aWrongValueIsReportedWithItsOptionAndTheRemedy(String word, String remedy) {
    assertThat(reason(Map.of(), word)).startsWith("invalid " + word + ": ").contains(remedy);
    String[] parts = word.split("=", 2);
    if (!parts[1].isEmpty()) {
      String variable = "APP_" + parts[0].substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
      assertThat(reason(Map.of(variable, parts[1])))
          .startsWith("invalid " + variable + "=" + parts[1] + ": ")
          .contains(remedy);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--loops=0, write a whole number from 1 to 1024",
    "--loops=x, write a whole number",
    "--workers=0, write a number of threads",
    "--workers=100001, write a whole number from 1 to 100000",
    "--workers=Virtual, or virtual"
  })
  void aWrongValueOfEpollIsNamed(String word, String remedy) {
    assertThat(reason(Map.of(), "--engine=epoll", word))
        .startsWith("invalid " + word + ": ")
        .contains(remedy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--loops=2", "--workers=virtual"})
  void optionsForEpollAreRejectedWithOtherEngines(String word) {
    assertThat(reason(Map.of(), "--engine=threads", word))
        .isEqualTo(
            "invalid "
                + word
                + ": only --engine=epoll uses this, and the engine is threads: remove it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--head-timeuot=1s | unknown option --head-timeuot=1s: did you mean --head-timeout?",
        "--prot           | unknown option --prot: did you mean --port?",
        "--prot=1         | unknown option --prot=1: did you mean --port?",
        "--max-body=1     | unknown option --max-body=1: did you mean --max-body-bytes?",
        "--adminport=1    | unknown option --adminport=1: did you mean --admin-port?",
        "-port            | unknown option -port: did you mean --port?",
        "-p               | unknown option -p: did you mean --port?",
        "--zzz            | unknown option --zzz: remove it",
        "junk             | unexpected argument junk: write only options, such as --root=DIR",
        "stduy            | unexpected argument stduy: did you mean the command study?",
        "@options.txt     | unexpected argument @options.txt: write only options, such as --root=DIR",
        "--port           | --port has no value: write --port=PORT",
        "--port --lab     | --port has no value: write --port=PORT",
        "--port 1 --port 2 | --port is given more than once: write it once",
      })
  void argumentsThatAreNotOptionsAreReported(String words, String reason) {
    assertThat(reason(Map.of(), words.split(" "))).isEqualTo(reason);
  }

  @Test
  void valuesMayFollowTheirOption() {
    assertThat(options("--port", "1", "--engine", "epoll").listen().port()).isEqualTo(1);
  }

  @Test
  void aFormatWithoutAnAccessLogIsRejected() {
    assertThat(reason(Map.of(), "--access-log-format=json"))
        .isEqualTo(
            "invalid --access-log-format=json:"
                + " there is no access log: add --access-log, or remove this option");
  }

  @Test
  void aVariableForTheFormatIsRejectedWithoutAnAccessLog() {
    assertThat(reason(Map.of("APP_ACCESS_LOG_FORMAT", "json")))
        .isEqualTo(
            "invalid APP_ACCESS_LOG_FORMAT=json:"
                + " there is no access log: add --access-log, or remove this option");
    assertThat(options(Map.of("APP_ACCESS_LOG_FORMAT", "json", "APP_ACCESS_LOG", "-")).accessLog())
        .extracting(AccessLogOptions::format)
        .isEqualTo(AccessLogOptions.Format.json);
  }

  @Test
  void anAccessLogMayBeAFileThatIsNotThereYet(@TempDir Path folder) {
    String file = folder.resolve("access.log").toString();
    assertThat(options("--access-log=" + file).accessLog().file()).hasValue(file);
    assertThat(Files.exists(Path.of(file))).isFalse();
  }

  private static String printed(Map<String, String> variables, String... words) {
    return ((Invocation.Print) Invocation.of(List.of(words), variables)).text();
  }

  @Test
  void helpNamesEveryOptionOnceAndEndsWithTheExitStatus() {
    String help = printed(Map.of("APP_PORT", "abc"), "--help");
    for (String option :
        List.of(
            "engine",
            "loops",
            "workers",
            "host",
            "port",
            "reuse-port",
            "backlog",
            "max-connections",
            "root",
            "files",
            "uploads",
            "files-quota",
            "max-files",
            "files-sync",
            "max-file-bytes",
            "precompressed",
            "gzip-min",
            "lab",
            "demo",
            "admin-port",
            "admin-host",
            "min-rate",
            "handler-timeout",
            "access-log",
            "access-log-format",
            "max-target-bytes",
            "max-head-bytes",
            "max-headers",
            "max-body-bytes",
            "head-timeout",
            "body-timeout",
            "write-timeout",
            "idle-timeout",
            "linger-timeout",
            "grace",
            "help",
            "version")) {
      assertThat(
              Pattern.compile("(?m)^ {2}(-\\w, | {4})--" + option + "[= ]").matcher(help).results())
          .as(option)
          .hasSize(1);
    }
    assertThat(help.replace('\n', ' '))
        .contains(
            "2 for wrong options, 3 if --grace was too short for some requests, 70 if the JVM failed");
    assertThat(help.replace('\n', ' ')).contains("powers of 1024");
    assertThat(help).contains("Default: 8080").contains("APP_ENGINE").doesNotContain("${");
    assertThat(help).startsWith("Usage: app [serve] [OPTION...]\n       app study [OPTION...]\n");
  }

  @Test
  void helpUsesTheCommandThatTheUserTyped() {
    Invocation help = Invocation.of("bin/app", List.of("--help"), Map.of());
    assertThat(((Invocation.Print) help).text()).startsWith("Usage: bin/app [serve] [OPTION...]");
  }

  @Test
  void helpFitsInEightyColumns() {
    assertThat(printed(Map.of(), "--help").lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void versionNamesTheProgramAndItsJava() {
    assertThat(Arrays.asList(printed(Map.of(), "--version").split(" ")))
        .startsWith("Heddle")
        .contains("Java");
  }
}
