package org.segmentattribution.slice;

import java.util.BitSet;
import java.util.List;
import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.statistics.groups.SequentialPermutation;
import org.segmentattribution.statistics.groups.TwoShares;

/**
 * Compares two parts of a class.
 *
 * @param images of the class
 * @param draws how many permutations and resamples
 * @param seed of both
 */
record SliceTests(List<SlicedImage> images, SliceDraws draws, long seed) {
  /** Compares the shares of images whose label is predicted. */
  BesideRest accuracy(BitSet inside, BitSet rest) {
    int right = right(images, inside);
    int rightRest = right(images, rest);
    if (right < 0 || rightRest < 0) {
      return BesideRest.NONE;
    }
    TwoShares shares = new TwoShares(right, inside.cardinality(), rightRest, rest.cardinality());
    double p = shares.leastPValue() > BesideRest.LEVEL ? Double.NaN : shares.pValue();
    return new BesideRest(shares.share(), shares.otherShare(), shares.interval(), p, Double.NaN);
  }

  /** Compares the mean probabilities of the explained class. */
  BesideRest confidence(BitSet inside, BitSet rest) {
    double[] a = confidences(inside);
    double[] b = confidences(rest);
    double meanA = mean(a);
    double meanB = mean(b);
    if (Double.isNaN(meanA) || Double.isNaN(meanB)) {
      return BesideRest.NONE;
    }
    double[] drawn = new Bootstrap(draws.resamples(), seed).sortedDifferences(b, a);
    Interval interval =
        new Interval(Bootstrap.percentile(drawn, 0.025), Bootstrap.percentile(drawn, 0.975), 0);
    double p = new SequentialPermutation(draws.permutations(), seed).pValue(a, b);
    return new BesideRest(meanA, meanB, interval, p, Double.NaN);
  }

  /** Counts the images whose label is predicted; -1 where this is unknown of one. */
  static int right(List<SlicedImage> images, BitSet some) {
    int right = 0;
    for (int i = some.nextSetBit(0); i >= 0; i = some.nextSetBit(i + 1)) {
      Boolean known = images.get(i).right();
      if (known == null) {
        return -1;
      }
      right += known ? 1 : 0;
    }
    return right;
  }

  private double[] confidences(BitSet some) {
    return some.stream().mapToDouble(i -> images.get(i).confidence()).toArray();
  }

  /** Returns NaN where one value is unknown. */
  private static double mean(double... values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
