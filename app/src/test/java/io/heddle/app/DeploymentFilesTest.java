package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.heddle.app.cli.Invocation;
import io.heddle.app.config.ConfigFile;
import io.heddle.app.tls.CertificateCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of {@code app/deploy}: units of systemd, and the recipe of an image. */
final class DeploymentFilesTest {
  private static final Path DEPLOY = Path.of("deploy");
  private static final String PROGRAM = "/opt/heddle/bin/heddle";

  @TempDir private Path folder;

  private static String text(String name) throws IOException {
    return Files.readString(DEPLOY.resolve(name));
  }

  /** The values of a setting, such as {@code USER 1}, or {@code Type=notify}. */
  private static List<String> values(String file, String setting) throws IOException {
    return Pattern.compile("(?m)^" + setting + "[ =](.*)$")
        .matcher(text(file))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void systemdAcceptsTheUnits() throws Exception {
    Process which = new ProcessBuilder("sh", "-c", "command -v systemd-analyze >/dev/null").start();
    assumeTrue(which.waitFor() == 0, "needs systemd-analyze");
    String program = Path.of("dist/heddle").toRealPath().toString();
    Map<String, String> installed =
        Map.of(
            "heddle.service", "heddle.service",
            "heddle.service.d/socket.conf", "heddle.service.d/socket.conf",
            "heddle.socket", "heddle.socket",
            "heddle@.service", "heddle.service",
            "heddle@.service.d/ports.conf", "ports.conf",
            "heddle@.service.d/share.conf", "heddle@.service.d/share.conf");
    for (Map.Entry<String, String> each : installed.entrySet()) {
      Path copy = folder.resolve(each.getKey());
      Files.createDirectories(copy.getParent());
      // systemd looks whether the program exists
      Files.writeString(copy, text(each.getValue()).replace(PROGRAM, program));
    }
    Process check =
        new ProcessBuilder(
                "systemd-analyze",
                "verify",
                "--man=no",
                "--recursive-errors=one",
                folder.resolve("heddle.service").toString(),
                folder.resolve("heddle.socket").toString(),
                folder.resolve("heddle@one.service").toString())
            .redirectErrorStream(true)
            .start();
    String findings = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(check.waitFor()).as(findings).isZero();
    assertThat(findings.lines().filter(line -> line.contains("heddle"))).isEmpty();
  }

  /** Checked without systemd, which ignores a capability that it does not know. */
  @Test
  void thePortsBelow1024NeedOneCapability() throws IOException {
    for (String setting : List.of("AmbientCapabilities", "CapabilityBoundingSet")) {
      assertThat(values("ports.conf", setting)).containsExactly("CAP_NET_BIND_SERVICE");
    }
    assertThat(values("ports.conf", "PrivateUsers")).containsExactly("no");
    assertThat(values("heddle.service", "CapabilityBoundingSet")).containsExactly("");
    // a distribution has it, but not where copying the units for socket activation would add it
    assertThat(Files.readString(Path.of("dist/assemble")))
        .contains("\"$root/app/deploy/ports.conf\" \"$tree/lib/systemd/\"");
  }

  /** The page's hook gives the service the files that the page configures. */
  @Test
  void theHookOfThePageIsAScript() throws Exception {
    String page = Files.readString(Path.of("../docs/DEPLOYING.md"));
    Matcher hook = Pattern.compile("(?s)```sh\n(#!/bin/sh\n.*?)```").matcher(page);
    assertThat(hook.find()).isTrue();
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path calls = folder.resolve("calls");
    for (String program : List.of("install", "systemctl")) {
      Path stub = bin.resolve(program);
      Files.writeString(stub, "#!/bin/sh\necho \"${0##*/} $*\" >>'" + calls + "'\n");
      assertThat(stub.toFile().setExecutable(true)).isTrue();
    }
    ProcessBuilder run = new ProcessBuilder("/bin/sh", "-c", hook.group(1)).inheritIO();
    run.environment().put("PATH", bin.toString());
    run.environment().put("RENEWED_LINEAGE", "/etc/letsencrypt/live/example.org");
    assertThat(run.start().waitFor()).isZero();
    String group = values("ports.conf", "SupplementaryGroups").getFirst();
    assertThat(Files.readAllLines(calls))
        .containsExactly(
            "install -d -m 0750 -g " + group + " /etc/heddle",
            "install -m 0644 /etc/letsencrypt/live/example.org/fullchain.pem /etc/heddle/cert.pem",
            "install -m 0640 -g %s /etc/letsencrypt/live/example.org/privkey.pem /etc/heddle/key.pem"
                .formatted(group),
            "systemctl try-reload-or-restart heddle");
    assertThat(page).contains("groupadd --system " + group + "\n");
    Matcher servers = Pattern.compile("(?m)^    servers \\{\n(?:     .*\n)+    }\n").matcher(page);
    assertThat(servers.find()).isTrue();
    assertThat(servers.group())
        .contains("/etc/heddle/cert.pem,", "/etc/heddle/key.pem ", "443 tls");
    // the same with files that exist here
    CertificateCommand.run("app", List.of("--out=" + folder, "--host=example.org"));
    String here = servers.group().replaceAll("/etc/heddle|/srv/www", folder.toString());
    ConfigFile config = ConfigFile.read(Files.writeString(folder.resolve("heddle.conf"), here));
    assertThat(config.mistakes()).isEmpty();
  }

  @Test
  void theServiceStopsNoEarlierThanTheServer() throws IOException {
    assertThat(values("heddle.service", "ExecStart")).containsExactly(PROGRAM);
    assertThat(values("heddle.service", "Type")).containsExactly("notify");
    String seconds = values("heddle.service", "TimeoutStopSec").getFirst().replace("s", "");
    Invocation.Serve server = (Invocation.Serve) Invocation.of(List.of(), Map.of());
    // besides, it waits for the backlog, for interrupted handlers and for logs
    assertThat(Long.parseLong(seconds))
        .isGreaterThan(2 * server.options().timeouts().grace().toSeconds());
  }

  @Test
  void theUnitsSetOptionsOfTheServer() throws IOException {
    for (String name : List.of("heddle.service.d/socket.conf", "heddle@.service.d/share.conf")) {
      String[] variable = values(name, "Environment").getFirst().split("=", 2);
      assertThat(Invocation.of(List.of(), Map.of(variable[0], variable[1])))
          .isInstanceOfSatisfying(
              Invocation.Serve.class,
              // one that depends on this machine
              server -> assertThat(server.warnings()).allMatch(line -> line.contains("ulimit")));
    }
  }

  @Test
  void theImageHoldsADistribution() throws IOException {
    Matcher copy =
        Pattern.compile("(?m)^COPY (?<from>\\S+) (?<to>\\S+)/$").matcher(text("Dockerfile"));
    assertThat(copy.find()).isTrue();
    // app/dist/assemble names the folder like that
    assertThat(
            FileSystems.getDefault()
                .getPathMatcher("glob:" + copy.group("from"))
                .matches(Path.of("heddle-0.1.0-SNAPSHOT-linux-x86_64")))
        .isTrue();
    assertThat(Files.readString(Path.of("dist/assemble")))
        .contains("name=heddle-$version-linux-$(uname -m)", "dist/heddle\" \"$tree/bin/\"");
    assertThat(values("Dockerfile", "ENTRYPOINT")).containsExactly("[\"" + PROGRAM + "\"]");
    assertThat(PROGRAM).startsWith(copy.group("to") + "/bin/");
  }

  @Test
  void theImageDoesNotRunAsRoot() throws IOException {
    assertThat(values("Dockerfile", "USER"))
        .singleElement()
        .asString()
        .matches("[1-9]\\d*:[1-9]\\d*");
  }
}
