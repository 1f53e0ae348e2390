package io.heddle.app.study.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the sizes of a pool are tried with. A server has one pool for all of its work, so the size
 * has to be good for handlers that wait, which need many workers, and for handlers that compute,
 * where many workers only delay each other. If users describe their own work, the size has to be
 * good for that.
 *
 * @param waiting the loads whose throughput counts
 * @param computing the loads whose p99 latency counts
 * @param sizes the numbers of workers, ascending
 * @param work what the user has described, as on the command line; null if that is nothing
 */
public record PoolTrial(
    List<Load> waiting, List<Load> computing, List<Integer> sizes, @Nullable String work) {
  private static final Load WAITING =
      Load.closed(1_000, RequestKind.get("/work?wait=10ms&bytes=1024"));
  private static final Load COMPUTING =
      Load.closed(64, RequestKind.get("/work?cpu=1000us&bytes=128"));

  /** With so many workers, a pool is hardly different from a thread for each connection. */
  private static final int MOST_WORKERS = 4_096;

  /** Even if the work needs a longer window for its percentiles. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  public PoolTrial {
    waiting = List.copyOf(waiting);
    computing = List.copyOf(computing);
    sizes = List.copyOf(sizes);
  }

  static PoolTrial of(Profile profile, List<Scenario> scenarios) {
    List<Scenario> works = scenarios.stream().filter(Scenario::isOwnWork).toList();
    List<Load> own =
        works.stream()
            .flatMap(scenario -> scenario.settings().stream())
            .flatMap(setting -> setting.measurement().clients().stream())
            .toList();
    return own.isEmpty()
        ? new PoolTrial(List.of(WAITING), List.of(COMPUTING), profile.poolSizes(), null)
        : new PoolTrial(own, own, sizes(profile, own), text(works));
  }

  private static String text(List<Scenario> works) {
    return works.stream()
        .map(work -> work.selection().getFirst())
        .distinct()
        .collect(Collectors.joining(" "));
  }

  /** Those of the profile, and one that is large enough for every connection. */
  private static List<Integer> sizes(Profile profile, List<Load> loads) {
    SortedSet<Integer> sizes = new TreeSet<>(profile.poolSizes());
    int connections = loads.stream().mapToInt(Load::connections).max().orElse(1);
    int enough = connections == 1 ? 1 : Integer.highestOneBit(connections - 1) << 1;
    sizes.add(Math.min(enough, MOST_WORKERS));
    return List.copyOf(sizes);
  }

  /** All loads that a size is tried with. */
  public List<Load> loads() {
    Set<Load> loads = new LinkedHashSet<>(waiting);
    loads.addAll(computing);
    return new ArrayList<>(loads);
  }

  /**
   * How long a load is measured.
   *
   * @param responsesPerSecond what the server has answered while it was warmed up with it
   */
  public static Timing timing(Load load, Timing usual, double responsesPerSecond) {
    Timing least = load.timing(usual);
    if (load.pace() instanceof Load.Pace.Closed) return load.again(least, responsesPerSecond);
    return least.window().compareTo(LONGEST) <= 0 ? least : usual.atLeast(Timing.of(LONGEST));
  }
}
