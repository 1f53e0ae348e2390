package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Answer;
import io.heddle.app.study.analysis.Comparison;
import io.heddle.app.study.analysis.Effect;
import io.heddle.app.study.analysis.Question;
import io.heddle.app.study.analysis.Ranking;
import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.analysis.Sample;
import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Variant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What else is to be said where variants are chosen or not, as sentences. */
final class Remarks {
  private final Results results;
  private final Stretch stretch;

  private Remarks(Results results, Stretch stretch) {
    this.results = results;
    this.stretch = stretch;
  }

  static Remarks of(Results results, Stretch stretch) {
    return new Remarks(results, stretch);
  }

  /** Who has no figures, who is not told apart, who could not keep up, and what was the limit. */
  List<String> doubts() {
    List<String> doubts = new ArrayList<>(Gaps.of(stretch));
    doubts.addAll(Ties.of(stretch));
    doubts.addAll(errors());
    doubts.addAll(starved());
    doubts.addAll(overload());
    doubts.addAll(generator());
    doubts.addAll(pools());
    return doubts;
  }

  /** "But the p99 latency of A is 9.60× and of B 2.10× that of C." */
  List<String> drawbacks() {
    List<Comparison> all =
        stretch.rankings().stream()
            .flatMap(ranking -> results.drawbacks(ranking).stream())
            .sorted(Comparator.comparingDouble(c -> -distance(c)))
            .toList();
    Map<List<Object>, Comparison> worst = new LinkedHashMap<>();
    for (Comparison c : all) {
      worst.putIfAbsent(List.of(c.first().variant(), c.question().figure()), c);
    }
    Map<List<Object>, List<Comparison>> alike = new LinkedHashMap<>();
    for (Comparison c : worst.values()) {
      alike
          .computeIfAbsent(
              List.of(c.question().figure(), c.second().variant(), c.question().point()),
              _ -> new ArrayList<>())
          .add(c);
    }
    List<String> drawbacks = new ArrayList<>();
    for (Ranking ranking : stretch.rankings()) {
      for (Variant variant : ranking.chosen()) {
        endless(ranking.answer().question(), variant).ifPresent(drawbacks::add);
      }
    }
    alike.values().stream().map(this::drawback).forEach(drawbacks::add);
    return drawbacks;
  }

  /** The lowest latency of a choice that is endless, where that of another variant is not. */
  private Optional<String> endless(Question question, Variant variant) {
    return Arrays.stream(Figure.values())
        .filter(Figure::isLatency)
        .flatMap(
            figure ->
                results
                    .answer(new Question(question.workload(), question.point(), figure))
                    .stream())
        .filter(
            answer ->
                answer.shortfalls().stream()
                    .anyMatch(s -> s.variant().equals(variant) && s.isAbsent() && s.isEndless()))
        .findFirst()
        .map(
            answer ->
                "But the %s of %s is endless: too many requests have no response%s."
                    .formatted(
                        Labels.inSentence(answer.question().figure(), answer.isClosedLoopLatency()),
                        variant.title(),
                        place(answer)));
  }

  /** Those of several choices, if only the choice and the ratio differ. */
  private String drawback(List<Comparison> alike) {
    List<String> parts = new ArrayList<>();
    for (Comparison c : alike) {
      Effect effect = c.effect().orElseThrow();
      parts.add(
          "of %s%s %s %s"
              .formatted(
                  c.first().variant().title(),
                  parts.isEmpty() ? " is" : "",
                  Quantity.ratio(effect.ratio()),
                  Quantity.interval(effect.ratio(), effect.interval())));
    }
    Comparison first = alike.getFirst();
    return "But the %s %s that of %s%s."
        .formatted(
            Labels.inSentence(first.question().figure(), first.isClosedLoopLatency()),
            Labels.list(parts, "and"),
            first.second().variant().title(),
            stretch.at(first).map(place -> " (" + place + ")").orElse(""));
  }

  private static double distance(Comparison comparison) {
    return comparison.effect().map(effect -> Math.abs(Math.log(effect.ratio()))).orElse(0.0);
  }

  /**
   * Which servers were too slow for the rate, so that their latency tells little. Next to
   * bystanders, others are slow on purpose.
   */
  private List<String> overload() {
    Figure figure = stretch.last().question().figure();
    if (!figure.isLatency() || figure == Figure.BYSTANDER_P99) return List.of();
    List<String> sentences = new ArrayList<>();
    for (Answer answer : stretch.answers()) {
      List<String> overloaded = new ArrayList<>();
      for (Sample sample : answer.samples()) {
        sample
            .answeredWhileOverloaded()
            .ifPresent(
                share ->
                    overloaded.add(
                        sample.variant().title() + " answered " + Labels.percents(share, share)));
      }
      if (!overloaded.isEmpty()) {
        String who = Labels.list(overloaded, "and");
        sentences.add(
            "Overloaded: " + who + " of the requests that were due" + place(answer) + ".");
        sentences.add("The latency then depends on how long the load lasts.");
      }
    }
    return sentences;
  }

  /** Which servers answered more requests with errors than others, and so are not better. */
  private List<String> errors() {
    List<String> sentences = new ArrayList<>();
    for (Answer answer : stretch.answers()) {
      List<String> flawed = new ArrayList<>();
      for (Sample sample : answer.samples()) {
        if (answer.samples().stream().anyMatch(sample::hasMoreErrors)) {
          double share = sample.errorShare();
          flawed.add(
              "%s %son %s"
                  .formatted(
                      Labels.percents(share, share),
                      flawed.isEmpty() ? "of the requests " : "",
                      sample.variant().title()));
        }
      }
      if (!flawed.isEmpty()) {
        sentences.add(
            "Errors: %s had an error or no response%s: not called better than those with fewer."
                .formatted(Labels.list(flawed, "and"), place(answer)));
      }
    }
    return sentences;
  }

  /** Which servers left clients without any response: their latencies are those of the others. */
  private List<String> starved() {
    List<String> sentences = new ArrayList<>();
    for (Answer answer : stretch.answers()) {
      for (Sample sample : answer.samples()) {
        List<Cell> starving = sample.starving();
        if (!starving.isEmpty()) {
          sentences.add(
              "Starved: %s sent nothing to up to %d of %s clients during a measurement, in %d of %d rounds%s."
                  .formatted(
                      sample.variant().title(),
                      Objects.requireNonNull(starving.getFirst().result()).starvedClients(),
                      starving.getFirst().load().get("connections"),
                      starving.size(),
                      sample.observations().size(),
                      place(answer)));
        }
      }
    }
    return sentences;
  }

  /** Which pools are slower than others only because they have too few workers. */
  private List<String> pools() {
    if (!stretch.last().question().figure().isRate()) return List.of();
    List<String> sentences = new ArrayList<>();
    for (Answer answer : stretch.answers()) {
      List<Variant> small =
          answer.samples().stream()
              .filter(Sample::isPoolTooSmall)
              .map(Sample::variant)
              .filter(variant -> !answer.best().contains(variant))
              .toList();
      if (!small.isEmpty()) {
        sentences.add(
            "All workers of %s were waiting nearly all the time%s: with more of them, %s could serve more."
                .formatted(Labels.titles(small), place(answer), small.size() > 1 ? "they" : "it"));
      }
    }
    return sentences;
  }

  /** " (at 64 connections)" if there are several points. */
  private String place(Answer answer) {
    return stretch.points().size() > 1
        ? " (at " + Labels.point(answer.question().point()) + ")"
        : "";
  }

  /** Whether the generator may be why the throughputs are not higher. */
  private List<String> generator() {
    if (!stretch.last().question().figure().isRate()) return List.of();
    List<Variant> limited = new ArrayList<>();
    DoubleSummaryStatistics busy = new DoubleSummaryStatistics();
    for (Answer answer : stretch.answers()) {
      for (Sample sample : answer.samples()) {
        if (sample.isGeneratorNearLimit()) {
          busy.accept(sample.generatorBusy().orElseThrow());
          if (!limited.contains(sample.variant())) {
            limited.add(sample.variant());
          }
        }
      }
    }
    if (limited.isEmpty()) return List.of();
    return List.of(
        "The generator was %s busy with %s: the server may be able to do more."
            .formatted(Labels.percents(busy.getMin(), busy.getMax()), Labels.titles(limited)));
  }
}
