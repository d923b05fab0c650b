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

  /** A matrix of segments: attributions or ranks. */
  public static NameMatrix of(SegmentMatrix matrix, boolean ranks) {
    double[][] absolute = ranks ? matrix.ranks() : matrix.values();
    double[][] relative = new double[absolute.length][];
    for (int i = 0; i < absolute.length; i++) {
      relative[i] = absolute[i].clone();
      for (int k = 0; k < relative[i].length; k++) {
        relative[i][k] = matrix.detections()[i][k] == 0 ? Double.NaN : relative[i][k];
      }
    }
    return new NameMatrix(
        matrix.names().stream().map(List::of).toList(), matrix.imageIds(), relative, absolute);
  }

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
