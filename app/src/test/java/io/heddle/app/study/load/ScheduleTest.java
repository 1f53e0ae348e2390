package io.heddle.app.study.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LONG;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.assertj.core.api.AbstractStringAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When requests start, and which. */
final class ScheduleTest {
  private static final Duration LENGTH = Duration.ofSeconds(100);

  private static Job job(Job.Arrivals arrivals, int threads, long... weights) {
    return job(arrivals, threads, Duration.ZERO, LENGTH, null, weights);
  }

  private static Job job(
      Job.Arrivals arrivals,
      int threads,
      Duration warmup,
      Duration measure,
      Job.@Nullable Surge surge,
      long... weights) {
    List<Job.Kind> kinds = new ArrayList<>();
    for (long weight : weights) {
      String target = "/" + kinds.size();
      kinds.add(new Job.Kind("GET", target, Map.of(), 0, weight, 0, 0, true, target));
    }
    return new Job(
        URI.create("http://h"),
        Job.Mode.OPEN,
        threads,
        1000,
        arrivals,
        1,
        0,
        warmup,
        measure,
        LENGTH,
        threads,
        1,
        surge,
        kinds);
  }

  private static List<Long> starts(Job job, int loop, long seed) {
    Schedule schedule = Schedule.of(job, loop, new SplittableRandom(seed));
    List<Long> starts = new ArrayList<>();
    while (schedule.next() != Schedule.NEVER) {
      starts.add(schedule.next());
      schedule.advance();
    }
    return starts;
  }

  @Test
  void loopsShareAConstantScheduleWithoutGaps() {
    Job job = job(Job.Arrivals.CONSTANT, 3, 1);
    TreeSet<Long> all = new TreeSet<>();
    for (int loop = 0; loop < 3; loop++) {
      all.addAll(starts(job, loop, 1));
    }
    assertThat(all).hasSize(100_000);
    List<Long> sorted = List.copyOf(all);
    for (int i = 0; i < sorted.size(); i++) {
      assertThat(sorted.get(i)).isEqualTo(i * 1_000_000L);
    }
  }

  /** For a Poisson process the standard deviation of the distances equals their mean. */
  @Test
  void randomArrivalsAreThoseOfAPoissonProcess() {
    List<Long> starts = starts(job(Job.Arrivals.POISSON, 1, 1), 0, 1);
    assertThat(starts.size()).isBetween(99_000, 101_000);
    double squares = 0;
    for (int i = 1; i < starts.size(); i++) {
      double distance = starts.get(i) - starts.get(i - 1) - 1_000_000.0;
      squares += distance * distance;
    }
    assertThat(Math.sqrt(squares / (starts.size() - 1))).isBetween(970_000.0, 1_030_000.0);
    assertThat(starts(job(Job.Arrivals.POISSON, 1, 1), 0, 1)).isEqualTo(starts);
  }

  /** 2 s at 100 requests a second, 1 s at 1000, and 3 s at 100. */
  private static Job surge(Job.Arrivals arrivals, int threads) {
    return job(
        arrivals,
        threads,
        Duration.ofSeconds(2),
        Duration.ofSeconds(1),
        new Job.Surge(100, Duration.ofSeconds(3), Duration.ofMillis(100)),
        1);
  }

  @Test
  void aSurgeHasAnotherRateBeforeAndAfterIt() {
    Job job = surge(Job.Arrivals.CONSTANT, 3);
    TreeSet<Long> all = new TreeSet<>();
    for (int loop = 0; loop < 3; loop++) {
      all.addAll(starts(job, loop, 1));
    }
    List<Long> expected = new ArrayList<>();
    for (long i = 0; i < 200; i++) expected.add(i * 10_000_000);
    for (long i = 0; i < 1000; i++) expected.add(2_000_000_000 + i * 1_000_000);
    for (long i = 0; i < 300; i++) expected.add(3_000_000_000L + i * 10_000_000);
    assertThat(all).containsExactlyElementsOf(expected);
  }

  /** The bounds are three standard deviations from the mean. */
  @Test
  void aSurgeOfRandomArrivalsHasTheirRates() {
    List<Long> starts = starts(surge(Job.Arrivals.POISSON, 1), 0, 1);
    Window surge = new Window(2_000_000_000, 3_000_000_000L);
    assertThat(starts.stream().filter(s -> s < surge.start()).count()).isBetween(158L, 242L);
    assertThat(starts.stream().filter(surge::contains).count()).isBetween(905L, 1095L);
    assertThat(starts.stream().filter(s -> s >= surge.end()).count()).isBetween(248L, 352L);
    assertThat(starts).last().asInstanceOf(LONG).isLessThan(6_000_000_000L);
  }

  @Test
  void requestsAreChosenByWeight() {
    Job job = job(Job.Arrivals.CONSTANT, 1, 1, 2, 7);
    Mix mix = new Mix(Template.all(job), new SplittableRandom(1));
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      counts.merge(String.valueOf(mix.next().label()), 1, Integer::sum);
    }
    assertThat(counts.get("/0")).isBetween(9_500, 10_500);
    assertThat(counts.get("/1")).isBetween(19_500, 20_500);
    assertThat(counts.get("/2")).isBetween(69_500, 70_500);
  }

  /** A request that was to start at 0 and was sent 0.1 ms later. */
  private static InFlight sent(Template template) {
    InFlight request = new InFlight(1);
    request.add(template, 0, false);
    request.sent(template.size(false), 100_000, (t, intended, now) -> {});
    return request;
  }

  private static AbstractStringAssert<?> assertReason(@Nullable Limit limit) {
    return assertThat(limit).isNotNull().extracting(Limit::reason, STRING);
  }

  @Test
  void saysWhenTheFiguresShowTheGenerator() {
    Job job = job(Job.Arrivals.CONSTANT, 1, 1);
    Tally tally = new Tally(job);
    Template template = Template.all(job).getFirst();
    InFlight request = sent(template);
    tally.answered(request, 200, 1_000_000);
    tally.sent(template, 0, 100_000);
    assertThat(Limit.of(job, 1, null, 0.5, tally)).isNull();
    assertReason(Limit.of(job, 1, null, 0.91, tally)).startsWith("the generator was busy 91 %");
    assertReason(Limit.of(job, 0, new Exception("full"), 0.5, tally))
        .startsWith("only 0 of 1 connections could be opened: ")
        .endsWith("full");
    tally.sent(template, 0, 300_000);
    assertReason(Limit.of(job, 1, null, 0.5, tally))
        .startsWith("the generator sent up to 300 us late");
  }

  @Test
  void aClosedLoopNeedsThreeResponsesForEachConnection() {
    Job job =
        JobReader.read(
            """
            {"url":"http://h","mode":"closed","measureMillis":1000,"requests":[{"target":"/"}]}
            """);
    Tally tally = new Tally(job);
    Template template = Template.all(job).getFirst();
    InFlight request = sent(template);
    tally.answered(request, 200, 1_000_000);
    tally.answered(request, 200, 2_000_000);
    assertReason(Limit.of(job, 1, null, 0.5, tally))
        .startsWith("each connection had 2 responses while it was measured, fewer than 3")
        .contains("measure longer");
    tally.answered(request, 200, 3_000_000);
    assertThat(Limit.of(job, 1, null, 0.5, tally)).isNull();
  }
}
