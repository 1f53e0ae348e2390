package io.heddle.app.study.report;

import io.heddle.app.study.data.Environment;
import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.Unit;
import java.util.ArrayList;
import java.util.List;

/** A fact about where and how a study ran. */
record Setting(String name, String value) {
  static List<Setting> all(Study study) {
    Environment e = study.environment();
    List<Setting> all = new ArrayList<>();
    all.add(new Setting("Command", String.join(" ", study.command())));
    all.add(new Setting("Profile and seed", study.profile() + ", " + study.seed()));
    all.add(new Setting("Started", study.startedAt().toString()));
    all.add(new Setting("Ended", study.endedAt() == null ? "not yet" : study.endedAt().toString()));
    all.add(new Setting("Commit", e.commit()));
    all.add(new Setting("CPU", e.cpu() + ", " + e.cores() + " cores"));
    all.add(new Setting("Memory", Quantity.of(Unit.BYTES, (double) e.memoryBytes())));
    all.add(new Setting("CPUs of the server", e.serverCpus()));
    all.add(new Setting("CPUs of the generator", e.loadCpus()));
    all.add(new Setting("Governor", e.governor()));
    all.add(new Setting("Other load", e.otherLoad()));
    all.add(new Setting("System", e.os() + ", kernel " + e.kernel()));
    all.add(new Setting("JDK", e.jdk()));
    all.add(new Setting("Heap and GC", e.heap() + ", " + e.gc()));
    all.add(new Setting("JVM arguments", String.join(" ", e.jvmArguments())));
    e.sysctls().forEach((name, value) -> all.add(new Setting(name, value)));
    return all;
  }
}
