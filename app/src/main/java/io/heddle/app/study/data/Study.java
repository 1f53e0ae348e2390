package io.heddle.app.study.data;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a study, and what it found out besides its cells.
 *
 * @param schema the version of the format, see {@link #SCHEMA}
 * @param command the command line that started it
 * @param endedAt null as long as cells are missing
 * @param rounds how often every cell is measured
 * @param repeated the name of the variant that is measured twice in each round, to see how far two
 *     measurements of the same thing are apart; null if none is
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
    @Nullable String repeated,
    boolean interrupted) {
  /** The version of the format that this program reads and writes. */
  public static final int SCHEMA = 2;

  public Study {
    Required.text("profile", profile);
    command = List.copyOf(Required.value("command", command));
    Required.value("startedAt", startedAt);
    variants = List.copyOf(Required.value("variants", variants));
    workloads = List.copyOf(Required.value("workloads", workloads));
    Required.value("environment", environment);
    environment = environment.withWaiting(waiting(variants, environment));
    sweeps = List.copyOf(Required.value("sweeps", sweeps));
    warmUps = List.copyOf(Required.value("warmUps", warmUps));
  }

  /** Earlier versions do not store it, or do even if a target may do anything. */
  private static @Nullable Waiting waiting(List<Variant> variants, Environment environment) {
    return variants.contains(Variant.TARGET)
        ? null
        : Objects.requireNonNullElse(environment.waiting(), Waiting.SLEEP);
  }

  public Optional<Workload> workload(String name) {
    return workloads.stream().filter(workload -> workload.name().equals(name)).findFirst();
  }

  public Optional<Variant> variant(String name) {
    return variants.stream().filter(variant -> variant.name().equals(name)).findFirst();
  }

  /**
   * The second measurement of the {@link #repeated} variant in each round. Its cells are in the
   * archive like those of the others, but it is no variant to compare with others.
   */
  @JsonIgnore
  public Optional<Variant> again() {
    return Optional.ofNullable(repeated).flatMap(this::variant).map(Variant::again);
  }

  /** All variants that have cells. */
  private List<Variant> measured() {
    List<Variant> measured = new ArrayList<>(variants);
    again().ifPresent(measured::add);
    return measured;
  }

  /** Every cell that the plan has: by round, then workload, point and variant. */
  public List<CellKey> cells() {
    List<CellKey> keys = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      for (Workload workload : workloads) {
        for (Point point : workload.points()) {
          for (Variant variant : measured()) {
            keys.add(new CellKey(workload.name(), point.name(), variant.name(), round));
          }
        }
      }
    }
    return keys;
  }
}
