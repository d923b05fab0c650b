package org.segmentattribution.command.train;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.segmentattribution.model.reweight.LinearHead;
import org.segmentattribution.model.training.LabelledImage;
import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.statistics.Interval;

/**
 * How many of the same pictures two classifiers know, one fitted without groups and one with them.
 *
 * @param both pictures that both know
 * @param without pictures that only the one without groups knows
 * @param with pictures that only the one with groups knows
 * @param neither pictures that none knows
 */
public record PairedAccuracy(int both, int without, int with, int neither) {
  /** Judges pictures by their features, [pictures][features]. */
  static PairedAccuracy of(
      List<LabelledImage> images, float[][] rows, LinearHead without, LinearHead with) {
    int[] counts = new int[4];
    for (int i = 0; i < rows.length; i++) {
      int label = images.get(i).label();
      boolean before = without.predicted(rows[i]) == label;
      boolean after = with.predicted(rows[i]) == label;
      counts[before ? after ? 0 : 1 : after ? 2 : 3]++;
    }
    return new PairedAccuracy(counts[0], counts[1], counts[2], counts[3]);
  }

  /** Returns the number of pictures. */
  public int pictures() {
    return both + without + with + neither;
  }

  /** Returns the accuracy without groups, 0 to 1; NaN without pictures. */
  public double before() {
    return (double) (both + without) / pictures();
  }

  /** Returns the accuracy with groups, 0 to 1; NaN without pictures. */
  public double after() {
    return (double) (both + with) / pictures();
  }

  /** Returns the gain in accuracy, -1 to 1; NaN without pictures. */
  public double gain() {
    return (double) (with - without) / pictures();
  }

  /** Returns the 95 % interval of the gain: bootstrap over pictures, which stay paired. */
  public Interval interval() {
    double[][] rows = new double[pictures()][1];
    Arrays.fill(rows, 0, with, new double[] {1});
    Arrays.fill(rows, with, with + without, new double[] {-1});
    return rows.length == 0 ? Interval.NONE : Bootstrap.seeded(1).means(rows)[0];
  }

  /** Returns one line for people. */
  String line() {
    Interval interval = interval();
    String points =
        String.format(
            Locale.ROOT,
            "the new last layer knows %.1f %% of %d test images, one that was fitted without groups"
                + " %.1f %%: %+.1f points",
            100 * after(),
            pictures(),
            100 * before(),
            100 * gain());
    return Double.isNaN(interval.low())
        ? points
        : points
            + String.format(
                Locale.ROOT, " (%.1f to %.1f)", 100 * interval.low(), 100 * interval.high());
  }
}
