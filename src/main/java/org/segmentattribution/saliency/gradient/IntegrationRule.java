package org.segmentattribution.saliency.gradient;

import java.util.Arrays;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.segmentattribution.api.WrongInput;

/** Rules that approximate an integral over [0, 1] by a sum. */
public enum IntegrationRule {
  /** k/n, k = 0 … n - 1: with the start, without the end (iNNvestigate). */
  LEFT,
  /** k/n, k = 1 … n (zennit). */
  RIGHT,
  /** (k + 1/2)/n. */
  MIDDLE,
  /** n points from 0 to 1, both included; the outer two have half the weight. */
  TRAPEZOID,
  /** Gauss-Legendre (captum). */
  GAUSS;

  /**
   * Points and their weights, which sum to 1.
   *
   * @param at in [0, 1]
   */
  record Nodes(float[] at, float[] weights) {}

  Nodes nodes(int steps) {
    Nodes nodes = new Nodes(new float[steps], new float[steps]);
    Arrays.fill(nodes.weights, 1f / steps);
    switch (this) {
      case LEFT -> fill(nodes, 0);
      case RIGHT -> fill(nodes, 1);
      case MIDDLE -> fill(nodes, 0.5);
      case TRAPEZOID -> trapezoid(nodes, steps);
      case GAUSS -> gauss(nodes, steps);
    }
    return nodes;
  }

  private static void fill(Nodes nodes, double offset) {
    for (int k = 0; k < nodes.at.length; k++) {
      nodes.at[k] = (float) ((k + offset) / nodes.at.length);
    }
  }

  private static void trapezoid(Nodes nodes, int steps) {
    if (steps < 2) {
      throw new WrongInput("rule=trapezoid needs at least 2 steps");
    }
    for (int k = 0; k < steps; k++) {
      nodes.at[k] = (float) k / (steps - 1);
      nodes.weights[k] = (k == 0 || k == steps - 1 ? 0.5f : 1f) / (steps - 1);
    }
  }

  private static void gauss(Nodes nodes, int steps) {
    GaussIntegrator rule = new GaussIntegratorFactory().legendre(steps, 0, 1);
    for (int k = 0; k < steps; k++) {
      nodes.at[k] = (float) rule.getPoint(k);
      nodes.weights[k] = (float) rule.getWeight(k);
    }
  }
}
