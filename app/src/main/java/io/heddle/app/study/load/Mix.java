package io.heddle.app.study.load;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Chooses what is sent next, by weight. The same seed gives the same sequence. */
final class Mix {
  private final Template[] templates;

  /** The sum of the weights up to and including each template. */
  private final long[] sums;

  private final SplittableRandom random;

  Mix(List<Template> templates, SplittableRandom random) {
    this.templates = templates.toArray(Template[]::new);
    this.sums = new long[templates.size()];
    this.random = random;
    long sum = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += this.templates[i].weight();
      sums[i] = sum;
    }
  }

  Template next() {
    if (templates.length == 1) {
      return templates[0];
    }
    long point = random.nextLong(sums[sums.length - 1]) + 1;
    int at = Arrays.binarySearch(sums, point);
    return templates[at >= 0 ? at : -at - 1];
  }
}
