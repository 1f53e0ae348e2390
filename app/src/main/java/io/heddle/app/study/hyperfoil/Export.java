package io.heddle.app.study.hyperfoil;

import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.Measurement;
import io.heddle.app.study.plan.RequestKind;
import io.heddle.app.study.plan.Scenario;
import io.heddle.app.study.plan.Setting;
import java.util.List;
import java.util.Optional;

/** What becomes of a point: a benchmark that does the same, or the reason why there is none. */
public sealed interface Export {
  /** A file for Hyperfoil. */
  record Benchmark(String name, String yaml) implements Export {}

  /** Hyperfoil cannot do the same. */
  record LeftOut(String reason) implements Export {}

  /** Files have the bodies as text. */
  long MAX_BODY_BYTES = 1 << 17;

  /** Each form is a step with a body of its own. */
  int MAX_FORMS = 16;

  /** The name of a point's benchmark, by which its results are recognized. */
  static String name(String workload, String point) {
    return (workload + "-" + point).replaceAll("[^A-Za-z0-9.]", "-");
  }

  /** Exports a point. */
  static Export of(Scenario scenario, Setting setting, Terms terms) {
    if (!(setting.measurement() instanceof Measurement.Steady(Load load))) {
      return new LeftOut("the load is not steady");
    }
    List<Form> forms = Form.of(load.requests());
    Optional<String> obstacle = obstacle(load, forms, terms);
    if (obstacle.isPresent()) return new LeftOut(obstacle.get());
    String name = name(scenario.name(), setting.point().name());
    return new Benchmark(
        name, new BenchmarkWriter(scenario, setting, terms).write(name, load, forms));
  }

  private static Optional<String> obstacle(Load load, List<Form> forms, Terms terms) {
    if (load.pace().isOfPeak() && terms.peak().isEmpty()) {
      return Optional.of("the rate is a share of the server's peak: give the peak with --peak");
    }
    if (load.requests().stream().anyMatch(Export::isSlow)) {
      return Optional.of("Hyperfoil has no clients that read or write slowly");
    }
    if (load.requestsPerConnection() > 0) {
      return Optional.of("Hyperfoil opens one connection in 2 ms, too few to replace them all");
    }
    if (forms.stream().anyMatch(form -> form.bodyBytes() > MAX_BODY_BYTES)) {
      return Optional.of("a body is larger than 128 KiB, too large for a file of text");
    }
    if (forms.size() > MAX_FORMS) {
      return Optional.of("the bodies have more than " + MAX_FORMS + " sizes");
    }
    return Optional.empty();
  }

  private static boolean isSlow(RequestKind kind) {
    return kind.readBytesPerSecond() + kind.writeBytesPerSecond() > 0;
  }
}
