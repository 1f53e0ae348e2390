package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.heddle.app.Checkout.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What bin/app builds and starts, and its messages when it cannot. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BinAppTest {
  @TempDir private Path parent;
  private Checkout checkout;

  @BeforeEach
  void makeACheckout() throws IOException {
    checkout = new Checkout(parent);
  }

  /** Asserts that Java was started with these arguments; returns the options for the JVM. */
  private List<String> assertStarted(Result result, String... words) throws IOException {
    assertThat(result.status()).as(result.errors()).isZero();
    List<String> said = result.out();
    assertThat(said.get(0)).isEqualTo(checkout.jdk + "/bin/java");
    assertThat(said.get(1)).as("the process").isEqualTo(Long.toString(result.pid()));
    String target = checkout.folder.toRealPath() + "/app/target/";
    int path = said.indexOf("-p");
    assertThat(said.subList(path, said.size()))
        .startsWith("-p", target + "heddle.jar:" + target + "lib", "-m", "io.heddle.app");
    assertThat(said.subList(path + 4, said.size())).containsExactly(words);
    return Checkout.withoutCache(said.subList(2, path));
  }

  private static void assertFails(Result result, String... parts) {
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.errors().lines())
        .last()
        .asString()
        .startsWith("app: error: ")
        .contains(parts);
  }

  @Test
  void argumentsReachTheProgramAsTheyAre() throws Exception {
    String[] words = {"--root=a b", "", "*", "$HOME", "--port", "1"};
    assertStarted(checkout.app(words), words);
  }

  @Test
  void theFirstStartSaysWhatItDoesWithoutColors() throws Exception {
    Result result = checkout.app();
    assertStarted(result);
    assertThat(result.errors().lines())
        .containsExactly(
            "app: info: building Heddle: this is the first start, or a source file has changed",
            "app: info: downloading libraries and plugins (only once)",
            "app: info: building Example part (2/4)",
            "app: info: training: running the server for a moment, so that later starts are faster");
  }

  @Test
  void nothingIsBuiltTwice() throws Exception {
    checkout.app();
    Result again = checkout.app();
    assertStarted(again);
    assertThat(again.errors()).isEmpty();
    assertThat(checkout.built()).isEqualTo(1);
  }

  interface Change {
    void apply(Checkout checkout) throws IOException;
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change("a source", 2, to -> to.write("engines/src/main/java/A.java", "other", false)),
        change("a new source", 2, to -> to.write("app/src/main/java/b/B.java", "", false)),
        change("a resource", 2, to -> to.write("protocol/src/main/resources/r", "", false)),
        change("no source", 2, to -> Files.delete(to.folder.resolve("app/src/main/java/A.java"))),
        change(
            "a source of another name",
            2,
            to ->
                Files.move(
                    to.folder.resolve("app/src/main/java/A.java"),
                    to.folder.resolve("app/src/main/java/B.java"))),
        change("a module's pom", 2, to -> to.write("engines/pom.xml", "<other/>", false)),
        change("the parent's pom", 2, to -> to.write("pom.xml", "<other/>", false)),
        change("no jar", 2, to -> Files.delete(to.folder.resolve("app/target/heddle.jar"))),
        change("no library", 2, to -> Files.delete(to.folder.resolve("app/target/lib/some.jar"))),
        change("the same text", 1, to -> to.write("pom.xml", "<project/>", false)),
        change("a test", 1, to -> to.write("app/src/test/java/T.java", "", false)),
        change("a page", 1, to -> to.write("README.md", "", false)));
  }

  private static Arguments change(String name, int builds, Change change) {
    return Arguments.of(name, builds, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void aChangeOfTheSourcesIsBuilt(String name, int builds, Change change) throws Exception {
    checkout.app();
    change.apply(checkout);
    assertStarted(checkout.app());
    assertThat(checkout.built()).isEqualTo(builds);
  }

  @Test
  void ofSeveralFirstStartsOneBuilds() throws Exception {
    List<Checkout.Running> starts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      starts.add(checkout.start(checkout.folder, List.of("bin/app")));
    }
    for (Checkout.Running start : starts) {
      assertStarted(start.end());
    }
    assertThat(checkout.built()).isEqualTo(1);
  }

  @Test
  void itStartsThroughLinksFromAnotherFolder() throws Exception {
    Path elsewhere = Files.createDirectories(parent.resolve("else/where"));
    Path near = parent.resolve("near");
    Files.createSymbolicLink(near, Path.of("a checkout/bin/app"));
    Files.createSymbolicLink(elsewhere.resolve("far"), Path.of("../../near"));
    for (String command : List.of("./far", near.toString(), "../../a checkout/bin/app")) {
      assertStarted(checkout.run(elsewhere, List.of(command, "x")), "x");
    }
  }

  @Test
  void itPassesOnTheCommandThatTheUserTyped() throws Exception {
    assertThat(assertStarted(checkout.app())).contains("-Dheddle.command=bin/app");
    Path link = Files.createSymbolicLink(parent.resolve("heddle"), Path.of("a checkout/bin/app"));
    assertThat(assertStarted(checkout.run(parent, List.of(link.toString()))))
        .contains("-Dheddle.command=" + link);
  }

  @Test
  void anotherShellHandsOverToBash() throws Exception {
    for (String shell : List.of("sh", "/bin/sh", "bash")) {
      assertStarted(checkout.run(checkout.folder, List.of(shell, "bin/app", "a b")), "a b");
    }
  }

  @Test
  void aMissingBashIsReported() throws Exception {
    Path dash = Path.of("/bin/dash");
    assumeTrue(Files.exists(dash), "needs dash");
    checkout.onlyWith("env");
    assertFails(
        checkout.run(checkout.folder, List.of(dash.toString(), "bin/app")),
        "needs bash",
        "install");
  }

  static Stream<Arguments> javaOpts() {
    return Stream.of(
        Arguments.of("-Xmx1g -Da=b", List.of("-Xmx1g", "-Da=b")),
        Arguments.of(" \t-Xmx1g\n\n  -Da=b \n", List.of("-Xmx1g", "-Da=b")),
        Arguments.of("-Da='b  c' -Dd", List.of("-Da=b  c", "-Dd")),
        Arguments.of("\"-Da=b c\"", List.of("-Da=b c")),
        Arguments.of("-Da=b\\ c", List.of("-Da=b c")),
        Arguments.of("-Da=\"it's\"", List.of("-Da=it's")),
        Arguments.of("-Da=* -Db=?", List.of("-Da=*", "-Db=?")),
        Arguments.of(
            "-Da=$(touch,pwned) -Db=`id` -Dc=$HOME",
            List.of("-Da=$(touch,pwned)", "-Db=`id`", "-Dc=$HOME")),
        Arguments.of("-Da=b;id -Dc=<x", List.of("-Da=b;id", "-Dc=<x")),
        Arguments.of("-n -e %s", List.of("-n", "-e", "%s")),
        Arguments.of("", List.of()),
        Arguments.of(" \n ", List.of()));
  }

  @ParameterizedTest
  @MethodSource("javaOpts")
  void optionsForTheJvmMayBeQuotedAndAreNeverExecuted(String text, List<String> options)
      throws Exception {
    List<String> passed = assertStarted(checkout.variable("JAVA_OPTS", text).app("x"), "x");
    assertThat(passed.subList(0, 2))
        .containsExactly("-XX:+ExitOnOutOfMemoryError", "-XX:+UseCompactObjectHeaders");
    assertThat(passed.subList(2, passed.size() - 2)).isEqualTo(options);
    assertThat(passed).contains("--enable-native-access=io.heddle.app");
    assertThat(checkout.folder.resolve(",pwned")).doesNotExist();
    assertThat(checkout.folder.resolve("pwned")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Da='b", "\"-Da", "-Da=it's"})
  void anUnmatchedQuoteIsReported(String text) throws Exception {
    assertFails(checkout.variable("JAVA_OPTS", text).app(), "JAVA_OPTS", "unmatched quote", text);
  }

  @Test
  void aMissingJdkIsReportedWithTheRemedy() throws Exception {
    checkout.wantJava(99);
    Result result = checkout.app();
    assertFails(result, "needs a JDK 99", "to build", "JAVA_HOME");
    assertThat(result.errors().lines()).hasSize(1);
    assertThat(checkout.built()).isZero();
  }

  @Test
  void aJdkOnThePathIsUsedIfJavaHomeIsTooOld() throws Exception {
    Path old = parent.resolve("old");
    Checkout.makeJdk(old, "17.0.9");
    checkout.variable("JAVA_HOME", old.toString());
    Files.createSymbolicLink(checkout.tools.resolve("java"), checkout.jdk.resolve("bin/java"));
    assertStarted(checkout.app());
  }

  @Test
  void aRuntimeWithoutACompilerStartsABuiltServer() throws Exception {
    checkout.app();
    Files.delete(checkout.jdk.resolve("bin/javac"));
    assertStarted(checkout.app());
  }

  @Test
  void aMissingMavenIsReportedWithTheRemedy() throws Exception {
    checkout.withoutMaven();
    assertFails(checkout.app(), "needs Maven", "install");
  }

  @Test
  void aFailedBuildShowsItsErrorsAndIsRepeated() throws Exception {
    checkout.maven("echo '[INFO] chat'; echo '[ERROR] A.java: broken'; exit 1");
    for (int i = 1; i <= 2; i++) {
      Result result = checkout.app();
      assertFails(result, "the build failed", "app/target/build.log");
      assertThat(result.errors()).contains("[ERROR] A.java: broken").doesNotContain("chat");
      assertThat(checkout.built()).isEqualTo(i);
    }
    assertThat(checkout.folder.resolve("app/target/build.log")).content().contains("chat");
  }

  @Test
  void aFailedBuildWithoutAnErrorShowsAllOutput() throws Exception {
    checkout.maven("echo 'mvn: no such thing' >&2; exit 127");
    assertThat(checkout.app().errors()).contains("mvn: no such thing\n");
  }

  @Test
  void aReadOnlyCheckoutIsReportedWithTheRemedy() throws Exception {
    Result result = whileReadOnly();
    assertFails(result, "cannot write to ", "/target", "make it writable");
    assertThat(result.errors().lines()).hasSize(1);
  }

  @Test
  void aReadOnlyCheckoutThatIsBuiltStarts() throws Exception {
    checkout.app();
    Result result = whileReadOnly();
    assertStarted(result);
    assertThat(result.errors()).isEmpty();
  }

  private Result whileReadOnly() throws IOException, InterruptedException {
    setPermissions("r-xr-xr-x");
    try {
      List<String> command = new ArrayList<>(Program.obeyingPermissions());
      command.add("bin/app");
      return checkout.run(checkout.folder, command);
    } finally {
      setPermissions("rwxr-xr-x");
    }
  }

  /** Sets the permissions of the checkout and all folders in it. */
  private void setPermissions(String permissions) throws IOException {
    List<Path> folders;
    try (Stream<Path> all = Files.walk(checkout.folder)) {
      folders = all.filter(Files::isDirectory).toList();
    }
    for (Path folder : folders) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
    }
  }
}
