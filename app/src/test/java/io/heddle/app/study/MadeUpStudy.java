package io.heddle.app.study;

import io.heddle.app.study.data.Archive;
import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.CellKey;
import io.heddle.app.study.data.Environment;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Histograms;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.Sweep;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Waiting;
import io.heddle.app.study.data.WarmUp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.HdrHistogram.Histogram;

/** A study with figures that nobody measured: the same ones every time. */
public final class MadeUpStudy {
  private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");
  private static final Set<CellKey> EXCLUDED =
      Set.of(
          new CellKey("tiny", "connections=64", "vthreads", 3),
          new CellKey("rate", "rate=64000/s", "epoll-virtual", 2));
  private static final CellKey MISSING = new CellKey("idle", "connections=16384", "threads", 5);
  private static final CellKey OUTLIER = new CellKey("start", "jvm=cold", "vthreads", 4);

  private static final CellKey COMPILING = new CellKey("cpu", "work=1ms", "threads", 2);

  private final Random random;
  private final double speed;
  private final String commit;
  private final int rounds;

  private MadeUpStudy(long seed, double speed, String commit, int rounds) {
    this.random = new Random(seed);
    this.speed = speed;
    this.commit = commit;
    this.rounds = rounds;
  }

  /** Five rounds with two excluded cells, a missing one and an outlier. */
  public static Archive write(Path folder) throws IOException {
    Standard.FILES.writeTo(folder);
    return Archive.open(folder);
  }

  public static Archive write(Path folder, int rounds) throws IOException {
    return new MadeUpStudy(1, 1, "3f2a91c", rounds).writeTo(folder);
  }

  /** The standard study, made once: an archive brings each of its cells to the disk (fsync). */
  private static final class Standard {
    static final CopiedFolder FILES =
        CopiedFolder.of(folder -> new MadeUpStudy(1, 1, "3f2a91c", 5).writeTo(folder));
  }

  /** The same with another seed, and 6 % more throughput on virtual threads. */
  public static Archive writeLater(Path folder) throws IOException {
    return new MadeUpStudy(2, 1.06, "b80e4d7", 5).writeTo(folder);
  }

  /** The same study with other warm-ups. */
  public static Study with(Study study, List<WarmUp> warmUps) {
    return new Study(
        study.schema(),
        study.profile(),
        study.seed(),
        study.command(),
        study.startedAt(),
        study.endedAt(),
        study.rounds(),
        study.variants(),
        study.workloads(),
        study.environment(),
        study.sweeps(),
        warmUps,
        study.repeated(),
        study.interrupted());
  }

  private Archive writeTo(Path folder) throws IOException {
    Study study = study();
    Archive archive = Archive.create(folder, study);
    int order = 1;
    for (CellKey key : study.cells()) {
      Cell cell = cell(study, key, order++);
      if (!key.equals(MISSING)) {
        archive.write(cell);
      }
    }
    return archive;
  }

  private Study study() {
    return new Study(
        Study.SCHEMA,
        "default",
        1,
        List.of("bin/app", "study", "--rounds=" + rounds, "--jvm-args=-Xlog:gc -Xss1m"),
        START,
        START.plusSeconds(9_000),
        rounds,
        List.of(
            new Variant(
                "epoll-virtual",
                "epoll with virtual workers",
                List.of("--engine=epoll", "--workers=virtual")),
            new Variant(
                "epoll-pool", "epoll with 256 workers", List.of("--engine=epoll", "--workers=256")),
            new Variant("vthreads", "virtual threads", List.of("--engine=vthreads")),
            new Variant("threads", "platform threads", List.of("--engine=threads"))),
        MadeUpWork.ALL,
        new Environment(
            "AMD EPYC 7B13",
            2,
            24L << 30,
            "6.18.2",
            "Debian GNU/Linux 12",
            "Temurin 25.0.3+9",
            List.of("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC"),
            commit,
            Map.of("net.core.somaxconn", "4096", "net.ipv4.tcp_tw_reuse", "2"),
            "performance",
            "0",
            "1",
            "1 GiB",
            "Serial",
            "0.02 of a core",
            Waiting.SLEEP,
            610,
            610),
        List.of(
            new Sweep(
                "epoll-pool",
                List.of(
                    new Sweep.Candidate(16, 158, 0.064, 0.25),
                    new Sweep.Candidate(64, 637, 0.064, 0.5),
                    new Sweep.Candidate(256, 2_541, 0.066, 0.98),
                    new Sweep.Candidate(1024, 2_390, 0.121, 0.71)),
                256,
                null)),
        warmUps(),
        "epoll-virtual",
        false);
  }

  /** In the first round, platform threads are not stable when the bound is reached. */
  private List<WarmUp> warmUps() {
    List<WarmUp> warmUps = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      for (String name : MadeUpWork.VARIANTS) {
        boolean isStable = round > 1 || !name.equals("threads");
        int count = isStable ? 5 + (round + name.length()) % 3 : 10;
        List<WarmUp.Cycle> cycles = new ArrayList<>();
        for (int cycle = 0; cycle < count; cycle++) {
          double share = 0.01 + 0.6 * Math.exp(-0.9 * cycle) + (isStable ? 0 : 0.07);
          Double ratio = cycle == 0 ? null : noisy(1 - 0.5 * Math.exp(-0.8 * cycle), 0.01);
          cycles.add(new WarmUp.Cycle(2.5, Math.abs(noisy(share, 0.1)), ratio));
        }
        warmUps.add(new WarmUp(round, name, null, cycles, 2.5 * count, isStable));
      }
    }
    return warmUps;
  }

  private Cell cell(Study study, CellKey key, int order) {
    double x =
        study.workload(key.workload()).orElseThrow().points().stream()
            .filter(point -> point.name().equals(key.point()))
            .findFirst()
            .orElseThrow()
            .x();
    Map<Figure, Double> figures = new LinkedHashMap<>();
    String variant = key.variant().replace("-again", "");
    MadeUpWork.figures(key.workload(), variant, x)
        .forEach(
            (figure, value) -> {
              boolean isFaster = figure == Figure.THROUGHPUT && key.variant().equals("vthreads");
              double shift = key.equals(OUTLIER) ? 1.6 : 1;
              figures.put(figure, noisy(value * shift * (isFaster ? speed : 1), 0.008));
            });
    figures.put(Figure.COMPILER_SHARE, COMPILING.equals(key) ? 0.12 : 0.01);
    figures.put(Figure.OTHER_LOAD, 0.02);
    boolean isExcluded = EXCLUDED.contains(key);
    boolean isOpen = Set.of("rate", "overload").contains(key.workload());
    Double p50 = figures.get(Figure.LATENCY_P50);
    return new Cell(
        key.round(),
        key.variant(),
        key.workload(),
        key.point(),
        x,
        order,
        START.plusSeconds(order * 10L),
        ("bin/app study --workloads=%s --point='%s' --engines=%s --rounds=1"
                + " --out=$(mktemp -d cell-XXX)")
            .formatted(key.workload(), key.point(), variant),
        Map.of(
            "url",
            "http://127.0.0.1:8080",
            "mode",
            isOpen ? "open" : "closed",
            "requests",
            List.of(Map.of("target", MadeUpWork.target(key)))),
        p50 == null
            ? null
            : result(p50, figures.getOrDefault(Figure.ERROR_SHARE, 0.0), MadeUpWork.busy(key)),
        figures,
        !isExcluded,
        isExcluded ? "the server ended with status 137" : null,
        null);
  }

  /** Latencies with a long tail around a median in seconds. */
  private LoadResult result(double median, double errorShare, double busy) {
    Histogram latency = new Histogram(3);
    for (int i = 0; i < 2_000; i++) {
      double tail = random.nextDouble() < 0.01 ? 4 + 6 * random.nextDouble() : 1;
      double factor = Math.exp(0.25 * random.nextGaussian()) * tail;
      latency.recordValueWithCount((long) (median * 1e9 * factor), 10);
    }
    String text = Histograms.write(latency);
    long refused = Math.round(20_000 * errorShare);
    return new LoadResult(
        START,
        5_000_000_000L,
        20_000,
        20_000,
        4_000,
        Map.of("connect", 0L, "reset", 0L, "timeout", 0L, "malformed", 0L, "unanswered", 0L),
        Map.of("200", 20_000 - refused, "503", refused),
        2_800_000,
        1_600_000,
        text,
        text,
        Histograms.write(new Histogram(3)),
        Map.of(),
        List.of(4_000L, 4_000L, 4_000L, 4_000L, 4_000L),
        0,
        1_200_000_000L,
        busy,
        null,
        null,
        null);
  }

  private double noisy(double value, double deviation) {
    return value * (1 + deviation * random.nextGaussian());
  }
}
