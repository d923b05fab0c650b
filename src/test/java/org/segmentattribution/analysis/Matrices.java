package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.segmentattribution.table.store.NameMatrix;

/** Matrices of images by names for tests; a missing value counts 0. */
final class Matrices {
  static final double NONE = Double.NaN;

  private Matrices() {}

  /** Images i1, i2, …; an image with one value holds one segment. */
  static NameMatrix of(List<String> names, double[]... rows) {
    return of(names, IntStream.rangeClosed(1, rows.length).mapToObj(i -> "i" + i).toList(), rows);
  }

  static NameMatrix of(List<String> names, List<String> images, double[]... rows) {
    double[][] absolute = new double[rows.length][names.size()];
    List<Boolean> singles = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      int present = 0;
      for (int k = 0; k < names.size(); k++) {
        present += Double.isNaN(rows[i][k]) ? 0 : 1;
        absolute[i][k] = Double.isNaN(rows[i][k]) ? 0 : rows[i][k];
      }
      singles.add(present == 1);
    }
    return new NameMatrix(
        names.stream().map(List::of).toList(), List.copyOf(images), rows, absolute, singles);
  }

  /** Small whole numbers, so that ties are common; a fifth is missing. */
  static double[][] random(long seed, int images, int names) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = new double[images][names];
    for (double[] row : rows) {
      for (int k = 0; k < names; k++) {
        row[k] = random.nextInt(5) == 0 ? NONE : random.nextInt(6);
      }
    }
    return rows;
  }

  /** The columns in another order. */
  static double[][] columns(double[][] rows, List<Integer> order) {
    double[][] turned = new double[rows.length][order.size()];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < order.size(); k++) {
        turned[i][k] = rows[i][order.get(k)];
      }
    }
    return turned;
  }

  static <T> List<T> shuffled(List<T> all, long seed) {
    List<T> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new java.util.Random(seed));
    return shuffled;
  }
}
