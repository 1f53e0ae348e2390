package io.heddle.app.study.run;

import io.heddle.app.study.data.Archive;
import io.heddle.app.study.data.Environment;
import io.heddle.app.study.data.ShellWords;
import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Waiting;
import io.heddle.app.study.plan.Jvm;
import io.heddle.app.study.plan.Plan;
import io.heddle.app.study.plan.PlanException;
import io.heddle.app.study.plan.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides whether a study can go on in a folder: only if the folder has the same study. */
final class SamePlan {
  private SamePlan() {}

  /**
   * Checks it.
   *
   * @throws PlanException if the folder has another study
   */
  static void check(
      Archive archive,
      Plan plan,
      ServerSettings settings,
      Placement placement,
      List<String> command)
      throws IOException {
    Study study = archive.study();
    same(archive, "profile", study.profile(), plan.profile().text());
    same(archive, "number of rounds", study.rounds(), plan.rounds());
    same(archive, "seed", study.seed(), plan.seed());
    same(archive, "list of engines", names(study.variants()), names(plan.variants()));
    for (Variant variant : plan.variants()) {
      List<String> stored = study.variant(variant.name()).orElseThrow().options();
      // a sweep has added the number of workers
      if (!stored.containsAll(variant.options())) {
        same(archive, "list of options of " + variant.name(), stored, variant.options());
      }
    }
    same(
        archive,
        "list of workloads",
        study.workloads(),
        plan.scenarios().stream().map(Scenario::workload).toList());
    same(
        archive,
        "list of JVM arguments",
        study.environment().jvmArguments(),
        settings.jvmArguments(Jvm.SHARED, placement));
    Waiting waiting = study.environment().waiting();
    if (waiting != null) {
      same(archive, "--wait", waiting.key(), settings.waiting().key());
    }
    String serverCpus = placement.describe(placement.server());
    same(archive, "list of server CPUs", study.environment().serverCpus(), serverCpus);
    String loadCpus = placement.describe(placement.load());
    same(archive, "list of load CPUs", study.environment().loadCpus(), loadCpus);
    Environment now = Machine.environment(placement, settings, null);
    same(
        archive,
        "commit of the program",
        Machine.withoutChanges(study.environment().commit()),
        Machine.withoutChanges(now.commit()));
    same(archive, "JDK", study.environment().jdk(), now.jdk());
    same(archive, "kernel", study.environment().kernel(), now.kernel());
    for (String option : List.of("--target", "--handler", "--window", "--steps-per-microsecond")) {
      same(archive, option, value(study.command(), option), value(command, option));
    }
    checkHandler(settings.handler(), study.startedAt());
  }

  private static void checkHandler(@Nullable Path jar, Instant startedAt) throws IOException {
    if (jar != null && Files.getLastModifiedTime(jar).toInstant().isAfter(startedAt)) {
      throw new PlanException(
          "--handler",
          jar.toString(),
          "it was changed after this study began: name another folder with --out");
    }
  }

  /** The value of an option, or nothing. */
  private static String value(List<String> command, String option) {
    for (int i = 0; i < command.size(); i++) {
      if (command.get(i).startsWith(option + "=")) {
        return command.get(i).substring(option.length() + 1);
      }
      if (command.get(i).equals(option) && i + 1 < command.size()) {
        return command.get(i + 1);
      }
    }
    return "none";
  }

  private static List<String> names(List<Variant> variants) {
    return variants.stream().map(Variant::name).toList();
  }

  private static void same(Archive archive, String what, Object stored, Object wanted) {
    if (!stored.equals(wanted)) {
      throw new PlanException(
          "--out",
          archive.folder().toString(),
          "the study in it has a different %s (%s): name another folder, or repeat that study's command: %s"
              .formatted(what, brief(stored), ShellWords.join(archive.study().command())));
    }
  }

  private static String brief(Object value) {
    String text = value.toString();
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }
}
