package org.segmentattribution.model.reweight;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Features of pictures, each in a group.
 *
 * @param rows features, [n][features]
 * @param labels class of each row
 * @param groups group of each row, from 0
 * @param pictures the picture that each row shows; a picture may be shown in several ways
 * @param classes number of classes
 */
public record GroupedRows(float[][] rows, int[] labels, int[] groups, int[] pictures, int classes) {

  /** Returns the number of rows. */
  public int size() {
    return rows.length;
  }

  /** Returns the number of groups, up to the last with a row. */
  public int groupCount() {
    return Arrays.stream(groups).max().orElse(-1) + 1;
  }

  /** Returns the rows with some numbers, in this order; a number may occur twice. */
  public GroupedRows at(int[] numbers) {
    return new GroupedRows(
        Arrays.stream(numbers).mapToObj(i -> rows[i]).toArray(float[][]::new),
        Arrays.stream(numbers).map(i -> labels[i]).toArray(),
        Arrays.stream(numbers).map(i -> groups[i]).toArray(),
        Arrays.stream(numbers).map(i -> pictures[i]).toArray(),
        classes);
  }

  /** Returns the numbers of rows. */
  int[] which(IntPredicate number) {
    return IntStream.range(0, size()).filter(number).toArray();
  }

  /** Returns the number of rows in each group. */
  public int[] counts() {
    int[] counts = new int[groupCount()];
    for (int group : groups) {
      counts[group]++;
    }
    return counts;
  }

  /** Returns the share of rows of each group that are right; NaN for an empty group. */
  double[] accuracies(boolean[] right) {
    double[] shares = new double[groupCount()];
    int[] counts = counts();
    for (int i = 0; i < size(); i++) {
      shares[groups[i]] += right[i] ? 1 : 0;
    }
    for (int g = 0; g < shares.length; g++) {
      shares[g] /= counts[g];
    }
    return shares;
  }
}
