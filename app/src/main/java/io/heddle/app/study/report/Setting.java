package io.heddle.app.study.report;

import io.heddle.app.study.data.Environment;
import io.heddle.app.study.data.ShellWords;
import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.Unit;
import io.heddle.app.study.data.Variant;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A fact about where and how a study ran. */
record Setting(String name, String value) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);

  static List<Setting> all(Study study) {
    Environment e = study.environment();
    List<Setting> all = new ArrayList<>();
    all.add(new Setting("Command", ShellWords.join(study.command())));
    all.add(new Setting("Profile and seed", study.profile() + ", " + study.seed()));
    all.add(new Setting("Started", time(study.startedAt())));
    all.add(new Setting("Ended", study.endedAt() == null ? "not yet" : time(study.endedAt())));
    all.add(new Setting("Commit", e.commit()));
    all.add(new Setting("CPU", e.cpu() + ", " + Count.of(e.cores(), "core")));
    all.add(new Setting("Memory", Quantity.of(Unit.BYTES, (double) e.memoryBytes())));
    if (e.waiting() != null) {
      all.add(new Setting("How /work waits", e.waiting().title()));
    }
    if (e.stepsPerMicrosecond() != null) {
      all.add(new Setting("How /work computes", computing(e)));
    }
    boolean hasServers = !study.variants().contains(Variant.TARGET);
    if (hasServers) {
      all.add(new Setting("CPUs of the server", e.serverCpus()));
    }
    all.add(new Setting("CPUs of the generator", e.loadCpus()));
    all.add(new Setting("Governor", e.governor()));
    all.add(new Setting("Other load", e.otherLoad()));
    all.add(new Setting("System", e.os() + ", kernel " + e.kernel()));
    all.add(new Setting("JDK", e.jdk()));
    if (hasServers) {
      all.add(new Setting("Heap and GC", e.heap() + ", " + e.gc()));
      all.add(new Setting("JVM arguments", String.join(" ", e.jvmArguments())));
    }
    e.sysctls().forEach((name, value) -> all.add(new Setting(name, value)));
    return all;
  }

  /** If it was told, its microsecond may be longer or shorter than one of the processor. */
  private static String computing(Environment e) {
    String steps = e.stepsPerMicrosecond() + " steps per microsecond";
    return e.ownStepsPerMicrosecond() == null
            || e.ownStepsPerMicrosecond().equals(e.stepsPerMicrosecond())
        ? steps
        : steps + " (in one, the server's processor computes " + e.ownStepsPerMicrosecond() + ")";
  }

  /** A time as readers write it, such as {@code 2026-11-21 23:31:57 UTC}. */
  static String time(Instant instant) {
    return TIME.format(instant.atOffset(ZoneOffset.UTC));
  }
}
