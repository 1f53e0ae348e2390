package io.heddle.app.study.analysis;

import java.util.Arrays;

/**
 * The exact distribution of the Wilcoxon-Mann-Whitney rank sum: if two samples do not differ, every
 * way to deal the ranks to them is equally likely. Tied values share the mean of their ranks, and
 * the distribution is that of the shared ranks, so p stays exact with ties. Rank sums are doubled
 * here, which makes shared ranks whole numbers.
 *
 * <p>Without ties, p is that of Apache Commons Statistics. With ties, the test of that library is
 * an approximation that finds too many differences in a few rounds; and it does not have the
 * distribution that the interval of a {@link Shift} needs.
 */
final class RankSum {
  private final double[] ways;
  private final double total;

  /** The distribution for a sample of n of these doubled ranks. */
  private RankSum(int[] doubledRanks, int n) {
    int largest = Arrays.stream(doubledRanks).sum();
    double[][] chosen = new double[n + 1][largest + 1];
    chosen[0][0] = 1;
    for (int rank : doubledRanks) {
      for (int count = n; count > 0; count--) {
        for (int sum = largest; sum >= rank; sum--) {
          chosen[count][sum] += chosen[count - 1][sum - rank];
        }
      }
    }
    ways = chosen[n];
    total = Arrays.stream(ways).sum();
  }

  private static RankSum withoutTies(int n, int m) {
    int[] ranks = new int[n + m];
    Arrays.setAll(ranks, i -> 2 * (i + 1));
    return new RankSum(ranks, n);
  }

  /** The two-sided p: how likely a rank sum is that is at least as far from its mean. */
  static double p(double[] first, double[] second) {
    double[] all = new double[first.length + second.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    int[] ranks = Arrays.stream(all).mapToInt(value -> doubledRank(value, all)).toArray();
    int sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum += ranks[i];
    }
    return new RankSum(ranks, first.length).twoSided(sum, first.length * (all.length + 1));
  }

  /** The smallest p that samples of these sizes can have. */
  static double smallestP(int n, int m) {
    double ways = 1;
    for (int i = 1; i <= n; i++) {
      ways *= (double) (m + i) / i;
    }
    return Math.min(1, 2 / ways);
  }

  /**
   * How many of the n * m pairs have a difference below the interval of a shift at most, if it is
   * to have the confidence; -1 if no interval has it.
   */
  static int pairsOutside(int n, int m, double confidence) {
    RankSum distribution = withoutTies(n, m);
    int pairs = -1;
    while (distribution.tail(n, pairs + 1) <= (1 - confidence) / 2) {
      pairs++;
    }
    return pairs;
  }

  /** How likely the first of n values is greater than the other ones in so many pairs at most. */
  static double tail(int n, int m, int pairs) {
    return withoutTies(n, m).tail(n, pairs);
  }

  private double tail(int n, int pairs) {
    double sum = 0;
    for (int rankSum = n * (n + 1); rankSum <= n * (n + 1) + 2 * pairs; rankSum++) {
      sum += ways[rankSum];
    }
    return sum / total;
  }

  private double twoSided(int sum, int mean) {
    int distance = Math.abs(sum - mean);
    double extreme = 0;
    for (int i = 0; i < ways.length; i++) {
      if (Math.abs(i - mean) >= distance) {
        extreme += ways[i];
      }
    }
    return extreme / total;
  }

  /** One more than twice the values below it, plus those equal to it. */
  private static int doubledRank(double value, double[] all) {
    int rank = 1;
    for (double other : all) {
      if (other < value) {
        rank += 2;
      } else if (other == value) {
        rank++;
      }
    }
    return rank;
  }
}
