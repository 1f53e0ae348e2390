package io.heddle.app.study.run;

import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.analysis.Standing;
import io.heddle.app.study.data.Archive;
import io.heddle.app.study.data.Evidence;
import io.heddle.app.study.data.Place;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.plan.Explaining;
import io.heddle.app.study.plan.Jvm;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.Measurement;
import io.heddle.app.study.plan.Plan;
import io.heddle.app.study.plan.Scenario;
import io.heddle.app.study.plan.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The pass after the rounds that finds out why variants differ. Each variant is recorded where it
 * is worst and where it is best, and so is its rival there; and the system calls of all variants
 * are counted. Only what the archive lacks is done.
 */
final class Explanation {
  private final Plan plan;
  private final Bench bench;
  private final Archive archive;
  private final Evidence evidence;
  private final Progress progress;
  private final Explaining explaining;
  private final FlightRecorder recorder;
  private final CallTracer tracer;
  private final Set<String> gaps = new TreeSet<>();

  Explanation(Plan plan, Bench bench, Archive archive, Progress progress) {
    this.plan = plan;
    this.bench = bench;
    this.archive = archive;
    this.evidence = Evidence.of(archive);
    this.progress = progress;
    this.explaining = Explaining.of(plan.profile());
    this.recorder = new FlightRecorder(bench.children());
    this.tracer = new CallTracer(bench.children());
  }

  /** A process in which something is to be done. */
  private record Server(Variant variant, Jvm jvm) {}

  /** Something to do with a server, which has a name for users. */
  private record Step(String name, Place place, Load load, boolean isRecording) {}

  /** Does what is missing. */
  void find() throws IOException, InterruptedException {
    Map<Server, List<Step>> steps = steps();
    for (Variant variant : plan.variants()) {
      for (Map.Entry<Server, List<Step>> entry : steps.entrySet()) {
        if (entry.getKey().variant().equals(variant)) {
          take(entry.getKey(), entry.getValue());
        }
      }
      progress.done(plan.explaining());
    }
    evidence.writeGaps(gaps);
  }

  /** What is missing, by the process that it needs. */
  private Map<Server, List<Step>> steps() throws IOException {
    Map<Server, List<Step>> steps = new LinkedHashMap<>();
    if (FlightRecorder.isAvailable()) {
      addRecordings(steps);
    } else {
      gaps.add("CPU time was not recorded: the JDK's jcmd is missing.");
    }
    if (CallTracer.isAvailable()) {
      addCalls(steps);
    } else {
      gaps.add("System calls were not counted: strace is not on the PATH.");
    }
    return steps;
  }

  private void addRecordings(Map<Server, List<Step>> steps) throws IOException {
    List<Standing> standings =
        Standing.of(Results.of(archive)).stream()
            .filter(standing -> isSteady(setting(standing.place())))
            .toList();
    for (Place place : Standing.extremes(standings, plan.variants())) {
      Setting setting = setting(place);
      if (setting.measurement() instanceof Measurement.Steady(Load load)
          && !evidence.hasRecording(place)) {
        add(steps, setting.jvm(), new Step("recording", place, load, true));
      }
    }
  }

  private void addCalls(Map<Server, List<Step>> steps) {
    for (Explaining.Traced traced : Explaining.traced(plan.scenarios())) {
      for (Variant variant : plan.variants()) {
        Place place =
            new Place(traced.scenario().name(), traced.setting().point().name(), variant.name());
        if (!evidence.hasCalls(place)) {
          add(steps, Jvm.SHARED, new Step("counting system calls", place, traced.load(), false));
        }
      }
    }
  }

  private void add(Map<Server, List<Step>> steps, Jvm jvm, Step step) {
    Variant variant =
        plan.variants().stream()
            .filter(v -> v.name().equals(step.place().variant()))
            .findFirst()
            .orElseThrow();
    steps.computeIfAbsent(new Server(variant, jvm), _ -> new ArrayList<>()).add(step);
  }

  private static boolean isSteady(Setting setting) {
    return setting.measurement() instanceof Measurement.Steady;
  }

  private Scenario scenario(Place place) {
    return plan.scenarios().stream()
        .filter(scenario -> scenario.name().equals(place.workload()))
        .findFirst()
        .orElseThrow();
  }

  private Setting setting(Place place) {
    return scenario(place).settings().stream()
        .filter(setting -> setting.point().name().equals(place.point()))
        .findFirst()
        .orElseThrow();
  }

  private void take(Server wanted, List<Step> steps) throws IOException, InterruptedException {
    progress.say("why: " + wanted.variant().name());
    try (Session session = bench.openCold(wanted.variant(), wanted.jvm())) {
      ServerProcess server = session.server();
      if (server == null) return;
      warmUp(session, steps);
      for (Step step : steps) {
        bench.stop().check();
        progress.show("why: %s, %s".formatted(step.name(), step.place()));
        take(session, server, step);
      }
    } catch (MeasurementException e) {
      bench.stop().checkAfterFailure();
      gaps.add("Nothing was recorded of %s: %s.".formatted(wanted.variant().title(), e.reason()));
    }
  }

  /** With the loads themselves: what a recording shows has to be compiled. */
  private void warmUp(Session session, List<Step> steps)
      throws IOException, MeasurementException, InterruptedException {
    List<Load> loads =
        steps.stream()
            .map(step -> plan.warmUpLoad(scenario(step.place()), step.load()))
            .distinct()
            .toList();
    try {
      WarmingUp.with(session, loads, explaining.warmUp().dividedBy(loads.size()));
    } catch (IOException e) {
      throw session.ended(e);
    }
  }

  private void take(Session session, ServerProcess server, Step step)
      throws IOException, InterruptedException {
    try {
      if (step.isRecording()) {
        Path file = archive.folder().resolve("profiles").resolve(step.place().path(".jfr"));
        evidence.write(
            recorder.record(
                session, server, step.place(), step.load(), explaining.recording(), file));
      } else {
        evidence.write(
            tracer.count(session, server, step.place(), step.load(), explaining.tracing()));
      }
    } catch (MeasurementException e) {
      bench.stop().checkAfterFailure();
      gaps.add(
          (step.isRecording() ? "CPU time was not recorded: " : "System calls were not counted: ")
              + e.reason()
              + ".");
    } catch (IOException e) {
      gaps.add("%s: %s.".formatted(step.place(), session.ended(e).reason()));
    }
  }
}
