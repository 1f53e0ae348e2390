package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The parts of a distribution that can be tested without making one: the script that starts it, and
 * the modules of its Java. The script {@code app/dist/trial} tests a real one.
 */
final class DistributionTest {
  private static final Pattern MODULES =
      Pattern.compile("<runtime\\.modules>(?<names>[^<]+)</runtime\\.modules>");

  private static final Map<String, ModuleReference> PROVIDED = provided();

  @TempDir private Path parent;
  private Path home;

  /** Unpacks a small distribution, whose Java prints its process id and its arguments. */
  @BeforeEach
  void unpack() throws IOException {
    home = parent.resolve("a folder/heddle-1.0");
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("lib"));
    Files.createDirectories(home.resolve("runtime/bin"));
    Files.copy(Path.of("dist/heddle"), home.resolve("bin/heddle"));
    Files.copy(Path.of("dist/jvm.sh"), home.resolve("lib/jvm.sh"));
    Files.writeString(home.resolve("lib/heddle.aot"), "cache");
    Path java = home.resolve("runtime/bin/java");
    Files.writeString(java, "#!/bin/sh\necho $$\nprintf '%s\\n' \"$@\"\n");
    for (Path script : List.of(java, home.resolve("bin/heddle"))) {
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private record Result(long pid, int status, List<String> out, String errors) {}

  private static Result run(Map<String, String> variables, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(variables);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.pid(), process.waitFor(), out.lines().toList(), errors);
  }

  /** Runs the script with these variables. */
  private Result heddle(Map<String, String> variables, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(home + "/bin/heddle"));
    command.addAll(List.of(words));
    return run(variables, command.toArray(String[]::new));
  }

  /** What Java gets: the options for an AOT cache, if there is one, and all others. */
  private List<String> arguments(boolean hasCache, List<String> more, String... words)
      throws IOException {
    Path real = home.toRealPath();
    List<String> all = new ArrayList<>();
    if (hasCache) {
      all.addAll(List.of("-XX:AOTCache=" + real + "/lib/heddle.aot", "-Xlog:aot*=off"));
    }
    all.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-XX:+UseCompactObjectHeaders"));
    all.addAll(more);
    all.addAll(List.of("-jar", real + "/lib/heddle.jar"));
    all.addAll(List.of(words));
    return all;
  }

  private static List<String> withoutCommand(Result result) {
    assertThat(result.status()).as(result.errors()).isZero();
    assertThat(result.errors()).isEmpty();
    assertThat(result.out().getFirst()).as("the process").isEqualTo(Long.toString(result.pid()));
    return result.out().stream()
        .skip(1)
        .filter(word -> !word.startsWith("-Dheddle.command="))
        .toList();
  }

  @Test
  void itNeedsNoOtherProgramAndPassesWordsOnAsTheyAre() throws Exception {
    String[] words = {"--root=a b", "", "*", "$HOME", "--port", "1"};
    Result result = heddle(Map.of("PATH", "/nowhere"), words);
    assertThat(withoutCommand(result)).isEqualTo(arguments(true, List.of(), words));
    assertThat(result.out()).contains("-Dheddle.command=" + home + "/bin/heddle");
  }

  @Test
  void itStartsThroughLinks() throws Exception {
    Path near = Files.createSymbolicLink(parent.resolve("near"), Path.of("a folder/heddle-1.0"));
    Path link = Files.createSymbolicLink(parent.resolve("heddle"), Path.of("near/bin/heddle"));
    for (Path command : List.of(near.resolve("bin/heddle"), link)) {
      Result result = run(Map.of("CDPATH", "/tmp:/"), command.toString(), "x");
      assertThat(withoutCommand(result)).isEqualTo(arguments(true, List.of(), "x"));
    }
  }

  @Test
  void optionsForTheJvmMayBeQuotedAndAreNeverExecuted() throws Exception {
    Map<String, String> variables =
        Map.of("JAVA_OPTS", " -Xmx1g\n '-Da=b  c' -Db=$(id) -Dc=* ", "PATH", "/usr/bin:/bin");
    assertThat(withoutCommand(heddle(variables, "x")))
        .isEqualTo(arguments(true, List.of("-Xmx1g", "-Da=b  c", "-Db=$(id)", "-Dc=*"), "x"));
    Result wrong = heddle(Map.of("JAVA_OPTS", "-Da='b"));
    assertThat(wrong.status()).isEqualTo(1);
    assertThat(wrong.errors()).isEqualTo("app: error: JAVA_OPTS has an unmatched quote: -Da='b\n");
  }

  @Test
  void onlyQuotesInOptionsForTheJvmNeedOtherPrograms() throws Exception {
    Map<String, String> plain =
        Map.of("JAVA_OPTS", " -Xmx1g\n -Da=$(id)\t-Db=* -Dc=~ ", "PATH", "/nowhere");
    assertThat(withoutCommand(heddle(plain, "x")))
        .isEqualTo(arguments(true, List.of("-Xmx1g", "-Da=$(id)", "-Db=*", "-Dc=~"), "x"));
    for (String text : List.of("-Da='b'", "-Da=\"b\"", "-Da=b\\ c")) {
      Result wrong = heddle(Map.of("JAVA_OPTS", text, "PATH", "/nowhere"));
      assertThat(wrong.status()).isEqualTo(1);
      assertThat(wrong.out()).isEmpty();
      assertThat(wrong.errors())
          .startsWith("app: error: JAVA_OPTS has quotes or backslashes, but there is no xargs");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:AOTMode=off", "-Xshare:off", "-XX:+UseZGC", "--add-opens=a/b=c"})
  void anOptionThatExcludesTheCacheIsRespected(String option) throws Exception {
    assertThat(withoutCommand(heddle(Map.of("JAVA_OPTS", option))))
        .isEqualTo(arguments(false, List.of(option)));
    assertThat(withoutCommand(heddle(Map.of("JAVA_TOOL_OPTIONS", option))))
        .isEqualTo(arguments(false, List.of()));
  }

  @Test
  void itStartsWithoutItsCache() throws Exception {
    Files.delete(home.resolve("lib/heddle.aot"));
    assertThat(withoutCommand(heddle(Map.of(), "x"))).isEqualTo(arguments(false, List.of(), "x"));
  }

  @Test
  void aMissingRuntimeIsReported() throws Exception {
    Files.delete(home.resolve("runtime/bin/java"));
    Result result = heddle(Map.of());
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.errors())
        .startsWith("app: error: there is no ")
        .endsWith("/runtime/bin/java: unpack the whole archive again\n");
  }

  /** A module that a library needs only in some cases is not found by this, but by the trial. */
  @Test
  void theRuntimeHasTheModulesThatTheProgramRequires() throws Exception {
    Matcher pom = MODULES.matcher(Files.readString(Path.of("dist/pom.xml")));
    assertThat(pom.find()).isTrue();
    Set<String> required = new TreeSet<>();
    addRequired("io.heddle.app", required);
    assertThat(required).contains("java.base", "jdk.jfr");
    assertThat(pom.group("names").split(",")).containsAll(required);
  }

  /** Adds the modules of the JDK that a module requires, directly or not. */
  private static void addRequired(String name, Set<String> required) {
    Optional<ModuleReference> ofJdk = ModuleFinder.ofSystem().find(name);
    if (ofJdk.isPresent()) {
      required.add(name);
    }
    ofJdk
        .or(() -> Optional.ofNullable(PROVIDED.get(name)))
        .orElseThrow(() -> new AssertionError("no module " + name + " on the class path"))
        .descriptor()
        .requires()
        .stream()
        .filter(requires -> !requires.modifiers().contains(Requires.Modifier.STATIC))
        .map(Requires::name)
        .filter(next -> !required.contains(next))
        .forEach(next -> addRequired(next, required));
  }

  /** The modules on the class path by their names. */
  private static Map<String, ModuleReference> provided() {
    Map<String, ModuleReference> found = new HashMap<>();
    for (String place : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      try {
        ModuleFinder.of(Path.of(place))
            .findAll()
            .forEach(module -> found.put(module.descriptor().name(), module));
      } catch (FindException e) {
        // a library of the tests, whose file has no name for a module
      }
    }
    return found;
  }
}
