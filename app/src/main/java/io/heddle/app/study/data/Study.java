package io.heddle.app.study.data;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a study, and what it found out besides its cells.
 *
 * @param schema the version of the format, see {@link #SCHEMA}
 * @param command the command line that started it
 * @param endedAt null as long as cells are missing
 * @param rounds how often every cell is measured
 * @param interrupted whether it was stopped before its last cell
 */
public record Study(
    int schema,
    String profile,
    long seed,
    List<String> command,
    Instant startedAt,
    @Nullable Instant endedAt,
    int rounds,
    List<Variant> variants,
    List<Workload> workloads,
    Environment environment,
    List<Sweep> sweeps,
    List<WarmUp> warmUps,
    List<Noise> noise,
    boolean interrupted) {
  /** The version of the format that this program reads and writes. */
  public static final int SCHEMA = 1;

  public Study {
    Required.text("profile", profile);
    command = List.copyOf(Required.value("command", command));
    Required.value("startedAt", startedAt);
    variants = List.copyOf(Required.value("variants", variants));
    workloads = List.copyOf(Required.value("workloads", workloads));
    Required.value("environment", environment);
    sweeps = List.copyOf(Required.value("sweeps", sweeps));
    warmUps = List.copyOf(Required.value("warmUps", warmUps));
    noise = List.copyOf(Required.value("noise", noise));
  }

  public Optional<Workload> workload(String name) {
    return workloads.stream().filter(workload -> workload.name().equals(name)).findFirst();
  }

  public Optional<Variant> variant(String name) {
    return variants.stream().filter(variant -> variant.name().equals(name)).findFirst();
  }

  /** Every cell that the plan has: by round, then workload, point and variant. */
  public List<CellKey> cells() {
    List<CellKey> keys = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      for (Workload workload : workloads) {
        for (Point point : workload.points()) {
          for (Variant variant : variants) {
            keys.add(new CellKey(workload.name(), point.name(), variant.name(), round));
          }
        }
      }
    }
    return keys;
  }
}
