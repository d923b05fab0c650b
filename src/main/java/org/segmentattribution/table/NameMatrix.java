package org.segmentattribution.table;

import java.util.List;

/**
 * Images by names of one group; an image with several tables has their mean.
 *
 * @param names columns, by code point
 * @param imageIds rows, by code point
 * @param relative NaN where the name is missing; [images][names]
 * @param absolute what a missing name counts as there; [images][names]
 */
public record NameMatrix(
    List<List<String>> names, List<String> imageIds, double[][] relative, double[][] absolute) {

  static NameMatrix of(
      List<List<String>> names, List<String> imageIds, List<double[]> columns, double[] missing) {
    double[][] relative = new double[imageIds.size()][names.size()];
    double[][] absolute = new double[imageIds.size()][names.size()];
    for (int i = 0; i < relative.length; i++) {
      for (int k = 0; k < names.size(); k++) {
        double value = columns.get(k)[i];
        relative[i][k] = value;
        absolute[i][k] = Double.isNaN(value) ? missing[i] : value;
      }
    }
    return new NameMatrix(names, imageIds, relative, absolute);
  }
}
