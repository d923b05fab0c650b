package org.segmentattribution.model.reweight;

import java.util.List;

/**
 * A last layer: logit = weights · features + bias.
 *
 * @param weights [classes][features]
 * @param bias [classes]
 */
public record LinearHead(double[][] weights, double[] bias) {
  /** Returns the number of classes. */
  public int classes() {
    return bias.length;
  }

  /** Returns the class of the largest logit. */
  public int predicted(float[] features) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < bias.length; c++) {
      double logit = bias[c];
      for (int j = 0; j < features.length; j++) {
        logit += weights[c][j] * features[j];
      }
      if (logit > most) {
        most = logit;
        best = c;
      }
    }
    return best;
  }

  /** Returns the mean of several layers. */
  static LinearHead mean(List<LinearHead> heads) {
    int classes = heads.get(0).bias.length;
    int width = heads.get(0).weights[0].length;
    double[][] weights = new double[classes][width];
    double[] bias = new double[classes];
    for (LinearHead head : heads) {
      for (int c = 0; c < classes; c++) {
        bias[c] += head.bias[c] / heads.size();
        for (int j = 0; j < width; j++) {
          weights[c][j] += head.weights[c][j] / heads.size();
        }
      }
    }
    return new LinearHead(weights, bias);
  }
}
