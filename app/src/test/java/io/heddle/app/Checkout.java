package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A checkout with the real {@code bin/app}, small sources, and scripts that replace Maven and Java.
 * This Maven counts its calls and creates empty jars. This Java prints its process id and its
 * arguments, one per line. If it is to make an AOT cache, it counts that and creates a small file.
 */
final class Checkout {
  /** The result of a process. */
  record Result(long pid, int status, List<String> out, String errors) {}

  private static final int MAX_SECONDS = 120;
  private static final String WANTED = "\nwanted=25\n";

  final Path folder;
  final Path tools;
  final Path jdk;
  private final Map<String, String> variables = new HashMap<>();

  Checkout(Path parent) throws IOException {
    folder = Files.createDirectory(parent.resolve("a checkout"));
    tools = Files.createDirectory(parent.resolve("tools"));
    jdk = parent.resolve("jdk");
    write("bin/app", Files.readString(Path.of("../bin/app")), true);
    write("app/dist/jvm.sh", Files.readString(Path.of("dist/jvm.sh")), false);
    for (String module : List.of("protocol", "engines", "app")) {
      write(module + "/pom.xml", "<project/>", false);
      write(module + "/src/main/java/A.java", "class A {}", false);
    }
    write("pom.xml", "<project/>", false);
    maven(
        """
        printf '\\033[1m[INFO]\\033[m colored\\n'
        echo 'Downloading from central: https://a/b'
        echo 'Downloading from central: https://a/c'
        echo '[INFO] Building Example part 0.1.0-SNAPSHOT                     [2/4]'
        mkdir -p app/target/lib
        touch app/target/heddle.jar app/target/lib/some.jar
        """);
    makeJdk(jdk, "25.0.1");
    variables.put("JAVA_HOME", jdk.toString());
    variables.put("PATH", tools + ":/usr/bin:/bin");
    variables.put("HOME", parent.toString());
  }

  /** Creates a JDK of this version. */
  static void makeJdk(Path home, String version) throws IOException {
    write(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n", false);
    write(home.resolve("bin/javac"), "#!/bin/sh\n", true);
    write(
        home.resolve("bin/java"),
        """
        #!/bin/sh
        case $1 in
          -XX:AOTCacheOutput=*)
            echo trained >>"$0.trainings"
            [ ! -e "$0.broken" ] || exit 1
            echo cache >"${1#*=}"
            exit
            ;;
        esac
        echo "$0"
        echo $$
        printf '%s\\n' "$@"
        """,
        true);
  }

  /** Sets what Maven does after it has counted the call. */
  void maven(String commands) throws IOException {
    write(tools.resolve("mvn"), "#!/bin/sh\necho built >>'" + builds() + "'\n" + commands, true);
  }

  /** Hides Maven and all other programs except those that the script needs. */
  void withoutMaven() throws IOException {
    Files.delete(tools.resolve("mvn"));
    onlyWith(
        "bash",
        "sh",
        "sed",
        "head",
        "find",
        "cksum",
        "mv",
        "rm",
        "sort",
        "grep",
        "readlink",
        "dirname",
        "cat",
        "mkdir",
        "flock",
        "env");
  }

  /** Puts only these programs on the path. */
  void onlyWith(String... programs) throws IOException {
    for (String program : programs) {
      Path usual = Path.of("/usr/bin", program);
      Files.createSymbolicLink(
          tools.resolve(program), Files.exists(usual) ? usual : Path.of("/bin", program));
    }
    variables.put("PATH", tools.toString());
  }

  /** Makes bin/app require another version of Java. */
  void wantJava(int version) throws IOException {
    String script = Files.readString(folder.resolve("bin/app"));
    assertThat(script).contains(WANTED);
    write("bin/app", script.replace(WANTED, "\nwanted=" + version + "\n"), true);
  }

  Checkout variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  private Path builds() {
    return tools.resolve("builds");
  }

  /** The number of calls of Maven. */
  int built() throws IOException {
    return lines(builds());
  }

  /** The number of AOT caches that this JDK has made, or tried to make. */
  int trained() throws IOException {
    return lines(jdk.resolve("bin/java.trainings"));
  }

  private static int lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  /** The AOT caches of all JDKs. */
  List<Path> caches() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("app/target/heddle.aot"))) {
      return files.filter(file -> file.getFileName().toString().matches("\\d+")).toList();
    }
  }

  /** These options of the JVM without those for an AOT cache, which come first. */
  static List<String> withoutCache(List<String> options) {
    return options.getFirst().startsWith("-XX:AOTCache=")
        ? options.subList(2, options.size())
        : options;
  }

  /** Makes each training of this JDK fail. */
  void breakTraining() throws IOException {
    write(jdk.resolve("bin/java.broken"), "", false);
  }

  void write(String name, String text, boolean isExecutable) throws IOException {
    write(folder.resolve(name), text, isExecutable);
  }

  private static void write(Path file, String text, boolean isExecutable) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    if (isExecutable) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  /** Runs bin/app in the checkout. */
  Result app(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bin/app"));
    command.addAll(List.of(words));
    return run(folder, command);
  }

  /** Runs a command in a folder. */
  Result run(Path from, List<String> command) throws IOException, InterruptedException {
    return start(from, command).end();
  }

  /** A running process. */
  record Running(Process process, Path out, Path errors) {
    Result end() throws IOException, InterruptedException {
      assertThat(process.waitFor(MAX_SECONDS, TimeUnit.SECONDS))
          .as("the process has ended")
          .isTrue();
      return new Result(
          process.pid(), process.exitValue(), Files.readAllLines(out), Files.readString(errors));
    }
  }

  /** Starts a command in a folder. */
  Running start(Path from, List<String> command) throws IOException {
    Path out = Files.createTempFile(tools, "run", ".out");
    Path errors = Files.createTempFile(tools, "run", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(from.toFile())
            .redirectOutput(out.toFile())
            .redirectError(errors.toFile());
    builder.environment().clear();
    builder.environment().putAll(variables);
    return new Running(builder.start(), out, errors);
  }
}
