package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * How bin/compare builds and starts its program, in a folder in which bin/app, Maven and Java are
 * scripts that write down how they were called. The tests of {@code gatling} cover the options.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BinCompareTest {
  private record Result(int status, String output) {}

  @TempDir private Path home;
  private Path tools;

  @BeforeEach
  void makeTheFolder() throws IOException {
    tools = Files.createDirectory(home.resolve("tools"));
    script(home.resolve("bin/compare"), Files.readString(Path.of("../bin/compare")));
    script(home.resolve("bin/app"), "#!/bin/sh\necho '    java.home = %s/jdk'\n".formatted(home));
    script(home.resolve("jdk/bin/java"), "#!/bin/sh\necho \"java $*\"\nexit 7\n");
    write(home.resolve("pom.xml"), "");
    write(home.resolve("gatling/pom.xml"), "");
    write(home.resolve("gatling/src/A.java"), "");
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
  }

  private static void script(Path file, String text) throws IOException {
    write(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A Maven that counts its calls, and writes the class path if it succeeds. */
  private void maven(int status) throws IOException {
    script(
        tools.resolve("mvn"),
        """
        #!/bin/bash
        echo call >>"%s/calls"
        echo "[ERROR] no such symbol"
        for word; do [[ $word != -Dmdep.outputFile=* ]] || echo lib.jar >"${word#*=}"; done
        exit %d
        """
            .formatted(home, status));
  }

  private long mavenCalls() throws IOException {
    return Files.readAllLines(home.resolve("calls")).size();
  }

  private Result compare(String... words) throws Exception {
    return compareWith(tools + ":/usr/bin:/bin", words);
  }

  private Result compareWith(String path, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/compare").toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(Path.of("/").toFile()).redirectErrorStream(true);
    builder.environment().put("PATH", path);
    Process process = builder.start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("an end").isTrue();
      return new Result(process.exitValue(), output);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void startsTheProgramWithAllWordsAndReturnsItsStatus() throws Exception {
    maven(0);
    Result result = compare("Plaintext", "-Drate=5", "--", "--workers=64");
    assertThat(result.output().lines())
        .last()
        .asString()
        .startsWith("java ")
        .contains(":gatling/target/classes:lib.jar ")
        .endsWith("compare.CompareCommand Plaintext -Drate=5 -- --workers=64");
    assertThat(result.status()).isEqualTo(7);
  }

  @Test
  void buildsOnlyIfASourceFileHasChanged() throws Exception {
    maven(0);
    compare("Plaintext");
    compare("Plaintext");
    assertThat(mavenCalls()).isEqualTo(1);
    Files.setLastModifiedTime(
        home.resolve("gatling/src/A.java"), FileTime.from(Instant.now().plusSeconds(5)));
    compare("Plaintext");
    assertThat(mavenCalls()).isEqualTo(2);
  }

  @Test
  void aFailedBuildIsReportedAndRepeated() throws Exception {
    maven(1);
    Result result = compare("Plaintext");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output())
        .contains("[ERROR] no such symbol\ncompare: the build failed")
        .doesNotContain("java ");
    compare("Plaintext");
    assertThat(mavenCalls()).isEqualTo(2);
  }

  @Test
  void aMissingMavenIsReportedWithTheRemedy() throws Exception {
    for (String program : List.of("bash", "date", "dirname", "find", "readlink", "sed", "sh")) {
      Path usual = Path.of("/usr/bin", program);
      Files.createSymbolicLink(
          tools.resolve(program), Files.exists(usual) ? usual : Path.of("/bin", program));
    }
    Result result = compareWith(tools.toString(), "Plaintext");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output()).startsWith("compare: needs Maven").contains("install");
  }

  @Test
  void aServerThatCannotBeBuiltIsReported() throws Exception {
    script(home.resolve("bin/app"), "#!/bin/sh\necho 'no JDK' >&2\nexit 1\n");
    Result result = compare("Plaintext");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output()).startsWith("no JDK\ncompare: bin/app, which finds the JDK,");
  }
}
