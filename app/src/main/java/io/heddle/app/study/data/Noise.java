package io.heddle.app.study.data;

import java.util.List;

/**
 * A against A: the same variant measured twice in each of several pairs.
 *
 * @param when "before" or "after" the rounds
 * @param ratios the second measurement divided by the first, for each pair
 * @param spread how far the ratios are from 1 at most
 */
public record Noise(String when, Figure figure, List<Double> ratios, double spread) {
  public Noise {
    Required.text("when", when);
    Required.value("figure", figure);
    ratios = List.copyOf(Required.value("ratios", ratios));
  }
}
