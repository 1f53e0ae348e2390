package io.heddle.app.study.run;

import io.heddle.app.study.data.Environment;
import io.heddle.app.study.plan.PlanException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which processors the server has, and which the load.
 *
 * @param unpinned why processes are not bound to their processors, or null if they are
 */
public record Placement(CpuList server, CpuList load, @Nullable String unpinned) {
  private static final String SERVER_CPUS = "--server-cpus";
  private static final String LOAD_CPUS = "--load-cpus";
  private static final String TASKSET = "taskset";
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String ALLOWED = "Cpus_allowed_list:";

  /**
   * A placement on the processors that this process may use.
   *
   * @throws PlanException if an option names processors that cannot be used
   */
  public static Placement of(@Nullable String serverCpus, @Nullable String loadCpus) {
    return of(usable(), serverCpus, loadCpus);
  }

  /**
   * A placement of the load alone. By default, it has all processors, or half of them if the server
   * runs on this machine, too.
   *
   * @throws PlanException if the option names processors that cannot be used
   */
  public static Placement ofLoad(boolean isServerHere, @Nullable String loadCpus) {
    CpuList all = usable();
    CpuList load =
        loadCpus != null
            ? CpuList.parse(LOAD_CPUS, loadCpus, all)
            : isServerHere ? of(all, null, null).load : all;
    return new Placement(CpuList.of(List.of()), load, unpinned(all.size()));
  }

  /**
   * A placement. By default, the server has the first half of the processors; if only one of the
   * two is named, the other has the rest.
   */
  static Placement of(CpuList all, @Nullable String serverCpus, @Nullable String loadCpus) {
    List<Integer> usable = all.numbers().stream().toList();
    int half = usable.size() / 2;
    if (half == 0) {
      CpuList server = serverCpus == null ? all : CpuList.parse(SERVER_CPUS, serverCpus, all);
      CpuList load = loadCpus == null ? all : CpuList.parse(LOAD_CPUS, loadCpus, all);
      return new Placement(server, load, unpinned(usable.size()));
    }
    CpuList server = CpuList.of(usable.subList(0, half));
    CpuList load = CpuList.of(usable.subList(half, usable.size()));
    if (serverCpus != null) {
      server = CpuList.parse(SERVER_CPUS, serverCpus, all);
      load = rest(SERVER_CPUS, serverCpus, all, server);
    }
    if (loadCpus != null) {
      load = CpuList.parse(LOAD_CPUS, loadCpus, all);
      server = serverCpus == null ? rest(LOAD_CPUS, loadCpus, all, load) : server;
      if (!Collections.disjoint(server.numbers(), load.numbers())) {
        throw new PlanException(
            LOAD_CPUS, loadCpus, "the server has some of them: write others than " + server);
      }
    }
    return new Placement(server, load, unpinned(usable.size()));
  }

  private static CpuList rest(String option, String value, CpuList all, CpuList taken) {
    List<Integer> rest = new ArrayList<>(all.numbers());
    rest.removeAll(taken.numbers());
    if (rest.isEmpty()) {
      throw new PlanException(
          option, value, "no processor is left for the others: write fewer than all of " + all);
    }
    return CpuList.of(rest);
  }

  private static CpuList usable() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(ALLOWED))
          .map(line -> CpuList.parse(line.substring(ALLOWED.length())))
          .findFirst()
          .orElseThrow(
              () -> new PlanException("a study needs Linux: " + STATUS + " has no " + ALLOWED));
    } catch (IOException e) {
      throw new PlanException("a study needs Linux with /proc, and cannot read it: " + e);
    }
  }

  private static @Nullable String unpinned(int usable) {
    if (usable == 1) {
      return Environment.NOT_PINNED + ", because there is only one processor";
    }
    return isOnPath(TASKSET)
        ? null
        : Environment.NOT_PINNED + ", because taskset (of util-linux) is not on the PATH";
  }

  /** Whether there is a program of this name. */
  static boolean isOnPath(String program) {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** What precedes a command that runs on these processors. */
  List<String> prefix(CpuList cpus) {
    return unpinned == null ? List.of(TASKSET, "-c", cpus.toString()) : List.of();
  }

  /**
   * The options of the command line that give this placement. Even if processes are not bound, the
   * numbers of processors decide how many a server is told, and how many threads the load has.
   */
  List<String> options() {
    return server.size() == 0
        ? List.of(LOAD_CPUS + "=" + load)
        : List.of(SERVER_CPUS + "=" + server, LOAD_CPUS + "=" + load);
  }

  /** The processors of both, which a server may use while it is warmed up. */
  CpuList both() {
    List<Integer> numbers = new ArrayList<>(server.numbers());
    numbers.addAll(load.numbers());
    return CpuList.of(numbers);
  }

  /** How many processors the load may use. */
  int loadSize() {
    return unpinned == null ? load.size() : both().size();
  }

  /** The command that binds a running process to the server's processors; empty if it cannot. */
  List<String> pinning(long pid) {
    return unpinned == null
        ? List.of(TASKSET, "-a", "-c", "-p", server.toString(), Long.toString(pid))
        : List.of();
  }

  String describe(CpuList cpus) {
    return unpinned == null ? cpus.toString() : unpinned;
  }
}
