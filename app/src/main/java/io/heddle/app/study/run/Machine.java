package io.heddle.app.study.run;

import io.heddle.app.study.data.Environment;
import io.heddle.app.study.plan.Jvm;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The computer on which a study runs, as far as it matters to readers. */
final class Machine {
  private static final List<String> SYSCTLS =
      List.of(
          "net.core.somaxconn",
          "net.ipv4.tcp_max_syn_backlog",
          "net.ipv4.tcp_tw_reuse",
          "net.ipv4.ip_local_port_range",
          "net.ipv4.tcp_rmem",
          "net.ipv4.tcp_wmem");
  private static final Path GOVERNOR =
      Path.of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
  private static final String UNKNOWN = "unknown";

  /** Follows the commit if files were changed since. */
  private static final String CHANGED = " with changes";

  private static final long TICK_NANOS = 10_000_000;
  private static final int MAX_KERNEL_TEXT = 4_096;
  private static final long LOOK_MILLIS = 300;

  /** The position of the time that the host took away. */
  private static final int STOLEN = 7;

  private Machine() {}

  /**
   * The computer with some servers.
   *
   * @param ownSteps how many steps the server's processor computes in a microsecond; null if that
   *     is not known
   */
  static Environment environment(
      Placement placement, ServerSettings settings, @Nullable Integer ownSteps) throws IOException {
    return new Environment(
        after(lines("/proc/cpuinfo"), "model name"),
        Runtime.getRuntime().availableProcessors(),
        Long.parseLong(after(lines("/proc/meminfo"), "MemTotal").replaceAll("\\D", "")) * 1_024,
        System.getProperty("os.version"),
        after(lines("/etc/os-release"), "PRETTY_NAME").replace("\"", ""),
        System.getProperty("java.vendor", "") + " " + Runtime.version(),
        settings.jvmArguments(Jvm.SHARED, placement),
        commit(),
        sysctls(),
        Files.isReadable(GOVERNOR) ? Files.readString(GOVERNOR).strip() : UNKNOWN,
        placement.describe(placement.server()),
        placement.describe(placement.load()),
        settings.heap(),
        settings.collector(),
        "not measured yet",
        settings.waiting(),
        settings.stepsPerMicrosecond(),
        ownSteps);
  }

  private static Stream<String> lines(String file) throws IOException {
    Path path = Path.of(file);
    return Files.isReadable(path) ? Files.readAllLines(path).stream() : Stream.of();
  }

  /** What follows a name and a colon or an equals sign. */
  private static String after(Stream<String> lines, String name) {
    return lines
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).replaceFirst("^\\s*[:=]\\s*", "").strip())
        .findFirst()
        .orElse(name.equals("MemTotal") ? "0" : UNKNOWN);
  }

  private static Map<String, String> sysctls() throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : SYSCTLS) {
      Path file = Path.of("/proc/sys", name.replace('.', '/'));
      if (Files.isReadable(file)) {
        values.put(name, kernelText(file).replaceAll("\\s+", " "));
      }
    }
    return values;
  }

  /** Reads a file of /proc/sys, whose content comes with the first read or not at all. */
  private static String kernelText(Path file) throws IOException {
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      byte[] text = new byte[MAX_KERNEL_TEXT];
      int count = in.read(text);
      return new String(text, 0, Math.max(0, count), StandardCharsets.US_ASCII).strip();
    }
  }

  /**
   * The commit of the program, if it runs in its repository, with a mark if files were changed
   * since; otherwise its version.
   */
  private static String commit() {
    String version = Machine.class.getPackage().getImplementationVersion();
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--exclude=*", "--dirty=" + CHANGED)
              .directory(place().toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String hash = new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      boolean isKnown = git.waitFor(5, TimeUnit.SECONDS) && git.exitValue() == 0;
      if (isKnown) return hash.strip();
    } catch (IOException _) {
      // there is no git
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return version == null ? UNKNOWN : version;
  }

  /** A commit without the mark: files such as documents may change while a study is stopped. */
  static String withoutChanges(String commit) {
    return commit.replace(CHANGED, "");
  }

  /** The folder that has this program. */
  private static Path place() {
    String modules = System.getProperty("jdk.module.path", System.getProperty("java.class.path"));
    Path first = Path.of(modules.split(File.pathSeparator, 2)[0]).toAbsolutePath();
    Path folder = first.getParent();
    return folder != null && Files.isDirectory(folder) ? folder : Path.of("").toAbsolutePath();
  }

  /** The CPU time of some processes so far. */
  interface CpuTime {
    long nanos() throws IOException;
  }

  /**
   * How many processors others use at this moment, as long as there is no server.
   *
   * @param own of the processes of the study, which may still do something
   */
  static double otherLoad(CpuTime own) throws IOException, InterruptedException {
    long start = System.nanoTime();
    long busy = busyTicks() * TICK_NANOS;
    long ownBefore = own.nanos();
    Thread.sleep(LOOK_MILLIS);
    long ownAfter = own.nanos();
    long others = busyTicks() * TICK_NANOS - busy - (ownAfter - ownBefore);
    return Math.max(0, others) / (double) (System.nanoTime() - start);
  }

  /**
   * The CPU time of all processes of the machine, and what the host took away. What the kernel does
   * in interrupts is not in it, because it belongs to no process.
   */
  static long allNanos() throws IOException {
    String[] fields = cpuFields();
    return TICK_NANOS
        * (Long.parseLong(fields[0])
            + Long.parseLong(fields[1])
            + Long.parseLong(fields[2])
            + Long.parseLong(fields[STOLEN]));
  }

  private static String[] cpuFields() throws IOException {
    return lines("/proc/stat").findFirst().orElse("cpu").replaceFirst("cpu\\s+", "").split(" ", -1);
  }

  /** All time that is not idle, including what the host took away. */
  private static long busyTicks() throws IOException {
    String[] fields = cpuFields();
    long sum = 0;
    for (int i = 0; i < Math.min(8, fields.length); i++) {
      boolean isIdle = i == 3 || i == 4;
      sum += isIdle ? 0 : Long.parseLong(fields[i]);
    }
    return sum;
  }
}
