package io.heddle.app.study.cli;

import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Waiting;
import io.heddle.app.study.plan.Engines;
import io.heddle.app.study.plan.Measurement;
import io.heddle.app.study.plan.Plan;
import io.heddle.app.study.plan.PlanException;
import io.heddle.app.study.plan.Profile;
import io.heddle.app.study.plan.Scenario;
import io.heddle.app.study.plan.workload.Scenarios;
import io.heddle.app.study.run.Placement;
import io.heddle.app.study.run.ServerSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a study, and what they mean. */
final class StudyOptions {
  private static final int MAX_ROUNDS = 100;
  private static final int MAX_STEPS = 100_000;
  private static final String USUAL_HEAP = "512m";

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = {
        "How much to measure: smoke (to see that it works), quick (3 rounds of a few points, in 3 minutes), default (5 rounds, in 15"
            + " minutes on two cores) or full (10 rounds of every workload and point, in 5 hours).",
        "Default: default"
      })
  private @Nullable String profile;

  @Option(names = "--quick", description = "The same as --profile=quick.")
  private boolean quick;

  @Option(names = "--full", description = "The same as --profile=full.")
  private boolean full;

  @Option(
      names = "--workloads",
      paramLabel = "LIST",
      description =
          "Only these workloads, such as tiny,wait, or only these names from --work-file. The command"
              + " \"list\" shows all workloads.")
  private @Nullable String workloads;

  @Option(
      names = "--point",
      paramLabel = "NAME",
      description = "Only this point of the workloads, such as 'wait=10ms connections=1000'.")
  private @Nullable String point;

  @Mixin private WorkOptions work = new WorkOptions();

  @Option(
      names = "--engines",
      paramLabel = "LIST",
      description = {
        "What to compare: epoll-virtual, epoll-pool, epoll-pool=N (workers), vthreads, threads. An"
            + " engine may be named twice.",
        "Default: epoll-virtual,epoll-pool,vthreads,threads"
      })
  private @Nullable String engines;

  @Option(
      names = "--explain",
      negatable = true,
      description = {
        "After the rounds, find out why the variants differ: record where CPU time goes, and count"
            + " system calls.",
        "Default: yes for the profiles default and full"
      })
  private @Nullable Boolean explain;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      converter = WholeNumber.class,
      description =
          "How often each variant is measured at each point. The default depends on the profile.")
  private @Nullable Long rounds;

  @Option(
      names = "--window",
      paramLabel = "TIME",
      converter = Millis.class,
      description = {
        "How long each load is measured, such as 900ms or 5s. Loads that need more, such as"
            + " a low rate, are measured for longer.",
        "Default: the longest with which the study ends in the time of its profile"
      })
  private @Nullable Duration window;

  @Option(
      names = "--server-cpus",
      paramLabel = "LIST",
      description = {
        "Processors of the server, such as 0,2-3.",
        "Default: all that --load-cpus leaves, or else the first half"
      })
  private @Nullable String serverCpus;

  @Option(
      names = "--load-cpus",
      paramLabel = "LIST",
      description = {
        "Processors of the load generator, and of the process for --wait=proxy; they must not"
            + " overlap the server's.",
        "Default: the rest. With --target, all, or the second half if the server is on this machine"
      })
  private @Nullable String loadCpus;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description = {"The heap of every server, such as 512m.", "Default: 512m"})
  private @Nullable String heap;

  @Option(
      names = "--gc",
      paramLabel = "NAME",
      description = {
        "The garbage collector of every server: serial, parallel, g1, z or shenandoah.",
        "Default: serial on one processor, else g1"
      })
  private @Nullable String gc;

  @Option(
      names = "--jvm-args",
      paramLabel = "ARGS",
      description = "More arguments for every server's JVM, separated by spaces.")
  private @Nullable String jvmArgs;

  @Option(
      names = "--handler",
      paramLabel = "JAR",
      description = "Handlers of your own: a jar that provides io.heddle.routing.SiteProvider.")
  private @Nullable Path handler;

  @Option(
      names = "--wait",
      paramLabel = "HOW",
      description = {
        "How handlers of /work wait: sleep, or proxy. With proxy, a request that waits goes through"
            + " the server's reverse proxy to another process, which answers after the wait.",
        "Default: sleep"
      })
  private @Nullable String wait;

  @Option(
      names = "--steps-per-microsecond",
      paramLabel = "N",
      converter = WholeNumber.class,
      description = {
        "How many steps handlers of /work compute in a microsecond. Two studies with the same"
            + " number can be compared: their handlers compute exactly the same.",
        "Default: as many as this machine computes, measured before the first round"
      })
  private @Nullable Long stepsPerMicrosecond;

  @Option(
      names = "--target",
      paramLabel = "URL",
      description = "Measure a server that is already running, without figures of its process.")
  private @Nullable String target;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = {
        "Folder of the results. If it already has part of this study, only the rest is measured.",
        "Default: heddle-study"
      })
  private Path out = Path.of("heddle-study");

  StudyOptions() {}

  Path out() {
    return out;
  }

  /** The names of the workloads of a plan that the user has described. */
  List<String> ownWork(Plan plan) {
    return work.areGiven() ? plan.scenarios().stream().map(Scenario::name).toList() : List.of();
  }

  Plan plan() {
    Profile chosen = profile();
    if (rounds != null && (rounds < 1 || rounds > MAX_ROUNDS)) {
      throw new PlanException(
          "--rounds", rounds.toString(), "write a whole number from 1 to " + MAX_ROUNDS);
    }
    int number = rounds == null ? chosen.rounds() : rounds.intValue();
    return new Plan(
        chosen, number, work.seed(), variants(), scenarios(chosen), isExplained(chosen), window);
  }

  private boolean isExplained(Profile chosen) {
    refuse("--explain", Boolean.TRUE.equals(explain) ? explain : null);
    return target == null && (explain == null ? chosen.isExplained() : explain);
  }

  private Profile profile() {
    Map<String, Profile> given = new LinkedHashMap<>();
    if (quick) given.put("--quick", Profile.QUICK);
    if (full) given.put("--full", Profile.FULL);
    if (profile != null) given.put("--profile", named(profile));
    if (given.size() > 1) {
      throw new PlanException(
          String.join(" and ", given.keySet()) + " exclude each other: write one of them");
    }
    return given.values().stream().findFirst().orElse(Profile.DEFAULT);
  }

  private static Profile named(String name) {
    return Arrays.stream(Profile.values())
        .filter(profile -> profile.text().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new PlanException("--profile", name, "write smoke, quick, default or full"));
  }

  private List<Variant> variants() {
    if (target != null) {
      if (engines != null) {
        throw new PlanException(
            "--engines", engines, "--target starts no engines: remove one of these options");
      }
      return List.of(Variant.TARGET);
    }
    return Engines.of(engines == null ? Engines.NAMES : words(engines));
  }

  private static List<String> words(String list) {
    return Arrays.stream(list.split(",", -1)).map(String::strip).toList();
  }

  private List<Scenario> scenarios(Profile chosen) {
    List<Scenario> scenarios = wanted(chosen);
    if (target != null) return onTarget(scenarios, target);
    boolean areNamed = workloads != null || point != null;
    return waiting() == Waiting.PROXY ? ProxyWork.of(scenarios, areNamed) : scenarios;
  }

  /** What users are told of the workloads of the profile that are left out. */
  List<String> leftOut() {
    return waiting() == Waiting.PROXY ? ProxyWork.leftOut(wanted(profile())) : List.of();
  }

  private List<Scenario> wanted(Profile chosen) {
    List<Scenario> scenarios = work.areGiven() ? own() : named(chosen);
    return point == null ? scenarios : atPoint(scenarios, point);
  }

  private static List<Scenario> onTarget(List<Scenario> all, String target) {
    List<Scenario> scenarios =
        all.stream()
            .map(
                s -> s.only(x -> x.measurement() instanceof Measurement.Steady && !x.jvm().isOwn()))
            .filter(s -> !s.settings().isEmpty())
            .toList();
    if (scenarios.isEmpty()) {
      throw new PlanException(
          "--target", target, "these workloads need a server that the study starts: remove it");
    }
    return scenarios;
  }

  private List<Scenario> own() {
    if (workloads == null) return work.scenarios();
    if (!work.haveNames()) {
      throw new PlanException(
          "--workloads", workloads, "--work measures only that work: remove one of these options");
    }
    return chosen(work.scenarios(), workloads);
  }

  private List<Scenario> named(Profile chosen) {
    // a single point may be one that only the full study has
    List<Scenario> all = Scenarios.all(point == null ? chosen : Profile.FULL);
    if (workloads == null) {
      return all.stream().filter(s -> Scenarios.isUsual(chosen, s.name())).toList();
    }
    return chosen(all, workloads);
  }

  private static List<Scenario> chosen(List<Scenario> all, String list) {
    List<String> names = all.stream().map(Scenario::name).toList();
    List<String> wanted = names.contains(list) ? List.of(list) : words(list);
    for (String name : wanted) {
      if (!names.contains(name)) {
        throw new PlanException(
            "--workloads", name, "write one or more of " + String.join(", ", names));
      }
    }
    return all.stream().filter(scenario -> wanted.contains(scenario.name())).toList();
  }

  private static List<Scenario> atPoint(List<Scenario> all, String wanted) {
    List<Scenario> found =
        all.stream()
            .map(scenario -> scenario.only(s -> s.point().name().equals(wanted)))
            .filter(scenario -> !scenario.settings().isEmpty())
            .toList();
    if (found.isEmpty()) {
      List<String> names =
          all.stream()
              .flatMap(scenario -> scenario.settings().stream())
              .map(setting -> setting.point().name())
              .distinct()
              .toList();
      throw new PlanException("--point", wanted, "write one of: " + String.join("; ", names));
    }
    return found;
  }

  Placement placement() {
    if (target == null) return Placement.of(serverCpus, loadCpus);
    refuse("--server-cpus", serverCpus);
    return Placement.ofLoad(TargetUrl.isHere(TargetUrl.of(target)), loadCpus);
  }

  /** Refuses an option of servers that the study starts, where it starts none. */
  private void refuse(String option, @Nullable Object value) {
    if (target != null && value != null) {
      throw new PlanException(
          option
              + " needs servers that the study starts, and --target starts none: remove one of them");
    }
  }

  ServerSettings settings(Placement placement) {
    refuse("--heap", heap);
    refuse("--gc", gc);
    refuse("--jvm-args", jvmArgs);
    refuse("--handler", handler);
    if (handler != null && !Files.isReadable(handler)) {
      throw new PlanException("--handler", handler.toString(), "name a jar that can be read");
    }
    List<String> arguments =
        jvmArgs == null || jvmArgs.isBlank() ? List.of() : List.of(jvmArgs.strip().split("\\s+"));
    String collector = gc == null ? ServerSettings.usualCollector(placement) : gc;
    String size = heap == null ? USUAL_HEAP : heap;
    return new ServerSettings(size, collector, arguments, handler, waiting(), steps());
  }

  private @Nullable Integer steps() {
    if (stepsPerMicrosecond == null) return null;
    if (stepsPerMicrosecond < 1 || stepsPerMicrosecond > MAX_STEPS) {
      throw new PlanException(
          "--steps-per-microsecond",
          stepsPerMicrosecond.toString(),
          "write a whole number from 1 to " + MAX_STEPS);
    }
    return stepsPerMicrosecond.intValue();
  }

  private Waiting waiting() {
    refuse("--wait", wait);
    return wait == null ? Waiting.SLEEP : waiting(wait);
  }

  private static Waiting waiting(String word) {
    return Arrays.stream(Waiting.values())
        .filter(waiting -> waiting.key().equals(word))
        .findFirst()
        .orElseThrow(() -> new PlanException("--wait", word, "write sleep or proxy"));
  }

  /** The server that is not started but only used, or null. */
  @Nullable URI target() {
    return target == null ? null : TargetUrl.of(target);
  }
}
