package io.heddle.app.study.hyperfoil;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.study.plan.OwnWork;
import io.heddle.app.study.plan.Profile;
import io.heddle.app.study.plan.Scenario;
import io.heddle.app.study.plan.Setting;
import io.heddle.app.study.plan.workload.Scenarios;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which points become benchmarks of Hyperfoil, and what is in them. */
final class ExportTest {
  private static final Terms TERMS = terms(OptionalDouble.empty());

  private static Terms terms(OptionalDouble peak) {
    return new Terms(URI.create("http://server:81"), Duration.ofSeconds(6), peak);
  }

  private static Export export(String workload, String point, Terms terms) {
    Scenario scenario =
        Scenarios.all(Profile.FULL).stream()
            .filter(s -> s.name().equals(workload))
            .findFirst()
            .orElseThrow();
    Setting setting =
        scenario.settings().stream()
            .filter(s -> s.point().name().equals(point))
            .findFirst()
            .orElseThrow();
    return Export.of(scenario, setting, terms);
  }

  private static String yaml(String workload, String point) {
    return yaml(export(workload, point, TERMS));
  }

  private static String yaml(Export export) {
    assertThat(export).isInstanceOf(Export.Benchmark.class);
    return ((Export.Benchmark) export).yaml();
  }

  private static String own(String work) {
    Scenario scenario = OwnWork.parse("work", work, 1);
    return yaml(Export.of(scenario, scenario.settings().getFirst(), TERMS));
  }

  @Test
  void aClosedLoopHasAUserForEachRequestInFlight() {
    assertThat(yaml("pipelining", "pipeline=16"))
        .contains("host: \"http://server:81\"")
        .contains("sharedConnections: 32", "pipeliningLimit: 16")
        .contains(
            "always:\n      users: 512\n      duration: 6000ms\n      startAfterStrict: warmUp")
        .contains("users: 512\n      duration: 2000ms\n      isWarmup: true")
        .contains("GET: \"/plaintext\"", "timeout: 10000ms");
  }

  @Test
  void anOpenLoopHasItsRate() {
    assertThat(own("rate=1500 wait=2ms"))
        .contains("usersPerSec: 1500\n", "maxSessions: 3000\n")
        .contains("GET: \"/work?wait=2000us&cpu=0us&bytes=0\"");
  }

  @Test
  void aShareOfThePeakNeedsThePeak() {
    assertThat(export("latency", "load=70%", TERMS))
        .isEqualTo(
            new Export.LeftOut(
                "the rate is a share of the server's peak: give the peak with --peak"));
    assertThat(yaml(export("latency", "load=70%", terms(OptionalDouble.of(10_000)))))
        .contains("usersPerSec: 7000\n");
  }

  @Test
  void sampledWaitsAreChosenAtRandom() {
    String yaml = own("rate=100 wait=exponential(5ms)");
    assertThat(yaml).contains("toVar: target", "GET: \"${target}\"", "metric: \"requests\"");
    long weights =
        yaml.lines()
            .filter(line -> line.strip().startsWith("\"/work?wait="))
            .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
            .sum();
    assertThat(weights).isEqualTo(1_000);
  }

  @Test
  void kindsOfRequestsKeepTheirWeightsInAClosedLoop() {
    assertThat(yaml("mixed", "clients=256"))
        .contains("users: 256")
        .contains("\"requests-1\": 920\n", "\"requests-2\": 70\n", "\"requests-3\": 10\n")
        .contains("- newSequence: \"requests-2\"")
        .contains("\"/plaintext\": 300\n", "\"/json\": 200\n");
  }

  @Test
  void backgroundLoadAndBystandersAreNamed() {
    assertThat(yaml("fairness", "long=30/s"))
        .contains("usersPerSec: 2030\n")
        .contains("\"bystander\": 2000\n", "\"background\": 30\n")
        .contains("metric: \"bystander\"", "metric: \"background\"");
  }

  @Test
  void whatLooksLikeAVariableOfHyperfoilIsEscaped() {
    assertThat(own("target=/a\"b\\${c}:#")).contains("GET: \"/a\\\"b\\\\$${c}:#\"\n");
  }

  @Test
  void aServerWithALittleHeapIsNoted() {
    assertThat(yaml("heap", "heap=64MiB")).contains("# The study gives the server a heap of 64m.");
  }

  @Test
  void everyPointIsExportedOrHasAReason() {
    Map<String, List<String>> leftOut = new TreeMap<>();
    List<String> names = new ArrayList<>();
    for (Scenario scenario : Scenarios.all(Profile.FULL)) {
      for (Setting setting : scenario.settings()) {
        switch (Export.of(scenario, setting, TERMS)) {
          case Export.Benchmark(String name, String _) -> names.add(name);
          case Export.LeftOut(String reason) ->
              leftOut
                  .computeIfAbsent(reason, _ -> new ArrayList<>())
                  .add(scenario.name() + " " + setting.point().name());
        }
      }
    }
    assertThat(names).hasSizeGreaterThan(30).doesNotHaveDuplicates();
    assertThat(leftOut)
        .containsOnlyKeys(
            "the load is not steady",
            "the rate is a share of the server's peak: give the peak with --peak",
            "Hyperfoil has no clients that read or write slowly",
            "Hyperfoil opens one connection in 2 ms, too few to replace them all",
            "a body is larger than 128 KiB, too large for a file of text");
    assertThat(leftOut.get("Hyperfoil opens one connection in 2 ms, too few to replace them all"))
        .containsExactly("churn requests=1", "churn requests=10", "churn requests=100");
  }
}
