package org.segmentattribution.model.reweight;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Logistic regression by liblinear (Fan, Chang, Hsieh, Wang, Lin 2008): one class against the
 * others, or, of two classes, one model whose halves are the two logits. Features are standardised
 * over the rows that are fitted, which the weights then absorb; the bias costs nothing.
 *
 * @param penalty what weights cost
 * @param seed of the order in which L1 visits weights
 */
public record LogisticRegression(Penalty penalty, long seed) {
  private static final double TOLERANCE = 0.003;

  /** Share of a mean below which a deviation is the rounding of float32. */
  private static final double SMALLEST = 1e-5;

  static {
    Linear.disableDebugOutput();
  }

  /**
   * Fits rows.
   *
   * @param rows features, [n][features]
   * @param labels class of each row, 0 to {@code classes} − 1
   * @throws IllegalArgumentException where a class has no row
   */
  public LinearHead fit(float[][] rows, int[] labels, int classes) {
    boolean[] seen = new boolean[classes];
    for (int label : labels) {
      seen[label] = true;
    }
    for (int c = 0; c < classes; c++) {
      if (!seen[c]) {
        throw new IllegalArgumentException("class " + c + " has no row");
      }
    }
    Standard standard = Standard.of(rows);
    Feature[][] features = standard.of(rows, labels.length);
    double[][] weights = new double[classes][];
    double[] bias = new double[classes];
    int models = classes == 2 ? 1 : classes;
    for (int c = 0; c < models; c++) {
      int positive = classes == 2 ? 1 : c;
      double[] targets =
          Arrays.stream(labels).mapToDouble(label -> label == positive ? 1 : -1).toArray();
      double[] found = one(features, targets, standard.count());
      double[] unfolded = new double[standard.mean.length + 1];
      standard.fold(found, unfolded);
      double scale = classes == 2 ? 0.5 : 1;
      weights[positive] = scaled(unfolded, scale);
      bias[positive] = scale * unfolded[unfolded.length - 1];
      if (classes == 2) {
        weights[0] = scaled(unfolded, -scale);
        bias[0] = -bias[1];
      }
    }
    return new LinearHead(weights, bias);
  }

  /** Returns weights and, last, the bias of one logit for targets of -1 and 1. */
  private double[] one(Feature[][] rows, double[] targets, int width) {
    Problem problem = new Problem();
    problem.x = rows;
    problem.y = targets;
    problem.l = rows.length;
    problem.n = width + 1;
    problem.bias = 1;
    SolverType solver = penalty.norm() == Penalty.Norm.L1 ? SolverType.L1R_LR : SolverType.L2R_LR;
    Parameter parameter = new Parameter(solver, penalty.loss(), TOLERANCE);
    parameter.setRegularizeBias(false);
    parameter.setRandom(new Random(seed));
    Model model = Linear.train(problem, parameter);
    double[] found = model.getFeatureWeights();
    // liblinear's first label is the positive side
    double sign = model.getLabels()[0] == 1 ? 1 : -1;
    double[] all = Arrays.copyOf(found, width + 1);
    for (int j = 0; j < all.length; j++) {
      all[j] *= sign;
    }
    return all;
  }

  private static double[] scaled(double[] values, double scale) {
    return Arrays.stream(values, 0, values.length - 1).map(v -> scale * v).toArray();
  }

  /** Mean and deviation of each feature; those that never change have the deviation 0. */
  private record Standard(double[] mean, double[] deviation) {
    static Standard of(float[][] rows) {
      int width = rows[0].length;
      double[] mean = new double[width];
      double[] deviation = new double[width];
      for (int j = 0; j < width; j++) {
        double sum = 0;
        for (float[] row : rows) {
          sum += row[j];
        }
        mean[j] = sum / rows.length;
        double squares = 0;
        for (float[] row : rows) {
          squares += (row[j] - mean[j]) * (row[j] - mean[j]);
        }
        double root = Math.sqrt(squares / rows.length);
        deviation[j] = root <= SMALLEST * Math.abs(mean[j]) ? 0 : root;
      }
      return new Standard(mean, deviation);
    }

    int count() {
      return (int) Arrays.stream(deviation).filter(d -> d > 0).count();
    }

    /** Returns rows for liblinear, with a feature that is always 1 for the bias. */
    Feature[][] of(float[][] rows, int count) {
      int width = count();
      // a row that occurs again shares its features
      Map<float[], Feature[]> known = new IdentityHashMap<>();
      Feature[][] all = new Feature[count][];
      for (int i = 0; i < count; i++) {
        all[i] = known.computeIfAbsent(rows[i], row -> features(row, width));
      }
      return all;
    }

    private Feature[] features(float[] row, int width) {
      Feature[] features = new Feature[width + 1];
      int next = 0;
      for (int j = 0; j < mean.length; j++) {
        if (deviation[j] > 0) {
          features[next] = new FeatureNode(next + 1, (row[j] - mean[j]) / deviation[j]);
          next++;
        }
      }
      features[width] = new FeatureNode(width + 1, 1);
      return features;
    }

    /** Brings weights of standardised features, with a bias last, to those of the features. */
    void fold(double[] found, double[] into) {
      int next = 0;
      double bias = found[found.length - 1];
      for (int j = 0; j < mean.length; j++) {
        if (deviation[j] > 0) {
          into[j] = found[next++] / deviation[j];
          bias -= into[j] * mean[j];
        }
      }
      into[mean.length] = bias;
    }
  }
}
