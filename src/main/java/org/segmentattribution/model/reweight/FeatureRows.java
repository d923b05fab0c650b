package org.segmentattribution.model.reweight;

/** Makes a row of features of each picture. */
@FunctionalInterface
public interface FeatureRows {
  /**
   * Computes features.
   *
   * @param inputs preprocessed pictures, one after another
   * @param count number of pictures
   * @return [count][width]
   */
  float[][] of(float[] inputs, int count);
}
