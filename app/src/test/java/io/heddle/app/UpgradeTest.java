package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A server replaces another one while clients go on: the old one ends after SIGTERM, without an
 * error.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class UpgradeTest {
  /**
   * A network of its own, in which the kernel gives the connections of a closed socket to another.
   */
  private static final String NETWORK =
      "unshare --map-root-user --net sh -c 'ip link set lo up"
          + " && echo 1 >/proc/sys/net/ipv4/tcp_migrate_req && exec \"$@\"' sh ";

  private static final String UPGRADES = "python3 src/test/resources/upgrades.py ";

  private static final Pattern RESULT =
      Pattern.compile("answered=(\\d+) retried=(\\d+) failures=(.*)");

  @BeforeAll
  static void needsPython() throws Exception {
    Python.ensureInstalled();
  }

  /** Runs the script with the command of the server; no client may fail. */
  private static void upgrade(String script) throws Exception {
    try (Program program = new Program.Start().by("exec " + script + " \"$@\"").run()) {
      String line = String.valueOf(program.out().readLine());
      assertThat(program.end()).as(program.errors()).isZero();
      Matcher result = RESULT.matcher(line);
      assertThat(result.matches()).as(line).isTrue();
      assertThat(result.group(3)).as("failures in %s", line).isEqualTo("[]");
      assertThat(Integer.parseInt(result.group(1))).as("answered").isGreaterThan(150);
      assertThat(Integer.parseInt(result.group(2))).as("retried").isLessThan(10);
      assertThat(program.complaints()).isEmpty();
    }
  }

  @Test
  void theNextServerSharesThePort() throws Exception {
    String marker = Shell.output(NETWORK + "echo yes 2>/dev/null", Path.of("."));
    assumeTrue(marker.equals("yes\n"), "needs a namespace of users with a network");
    upgrade(NETWORK + UPGRADES + "share epoll,vthreads,threads,epoll");
  }

  @Test
  void theNextServerInheritsTheSocket() throws Exception {
    upgrade(UPGRADES + "inherit vthreads,epoll,vthreads");
  }
}
