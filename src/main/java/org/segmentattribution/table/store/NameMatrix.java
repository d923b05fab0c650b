package org.segmentattribution.table.store;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Matrices of images by names for one group; an image with several tables has their mean.
 *
 * @param names columns, by code point
 * @param imageIds rows, by code point
 * @param relative NaN where the name is missing; [images][names]
 * @param absolute with the value that a missing name counts as; [images][names]
 * @param singles whether all tables of the image hold one segment, which has rank 1 by definition
 */
public record NameMatrix(
    List<List<String>> names,
    List<String> imageIds,
    double[][] relative,
    double[][] absolute,
    List<Boolean> singles) {

  static NameMatrix of(
      List<List<String>> names,
      List<String> imageIds,
      List<double[]> columns,
      double[] missing,
      List<Boolean> singles) {
    double[][] relative = new double[imageIds.size()][names.size()];
    double[][] absolute = new double[imageIds.size()][names.size()];
    for (int i = 0; i < relative.length; i++) {
      for (int k = 0; k < names.size(); k++) {
        double value = columns.get(k)[i];
        relative[i][k] = value;
        absolute[i][k] = Double.isNaN(value) ? missing[i] : value;
      }
    }
    return new NameMatrix(names, imageIds, relative, absolute, singles);
  }

  /** Returns the matrix of only the images that order segments, with a table of two or more. */
  public NameMatrix ordering() {
    int[] kept = IntStream.range(0, imageIds.size()).filter(image -> !singles.get(image)).toArray();
    return new NameMatrix(
        names,
        Arrays.stream(kept).mapToObj(imageIds::get).toList(),
        Arrays.stream(kept).mapToObj(image -> relative[image]).toArray(double[][]::new),
        Arrays.stream(kept).mapToObj(image -> absolute[image]).toArray(double[][]::new),
        Collections.nCopies(kept.length, false));
  }
}
