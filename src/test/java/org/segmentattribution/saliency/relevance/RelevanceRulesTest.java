package org.segmentattribution.saliency.relevance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.saliency.DenseNet;

/**
 * Each rule beside its formula, worked out layer by layer in double precision; the product gets the
 * same numbers from one backward pass.
 */
class RelevanceRulesTest {
  /** a w of one output, its bias and z; the shares that its inputs get of a relevance of 1. */
  private interface Formula {
    double[] shares(double[] a, double[] w, double bias, double z);
  }

  private record Case(String name, RelevanceRule rule, Formula formula) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static double positive(double v) {
    return Math.max(v, 0);
  }

  private static double negative(double v) {
    return Math.min(v, 0);
  }

  /** Products over a denominator. */
  private static double[] over(double[] numerators, double denominator) {
    double[] shares = new double[numerators.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = denominator == 0 ? 0 : numerators[i] / denominator;
    }
    return shares;
  }

  private static double[] products(double[] a, double[] w) {
    double[] products = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      products[i] = a[i] * w[i];
    }
    return products;
  }

  private static double[] part(double[] products, boolean positive) {
    double[] part = new double[products.length];
    for (int i = 0; i < part.length; i++) {
      part[i] = positive ? positive(products[i]) : negative(products[i]);
    }
    return part;
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }

  private static Formula alphaBeta(double alpha, BiasPart part) {
    return (a, w, b, z) -> {
      double[] p = part(products(a, w), true);
      double[] n = part(products(a, w), false);
      double up = part == BiasPart.BOTH ? b : part == BiasPart.CLIPPED ? positive(b) : 0;
      double down = part == BiasPart.BOTH ? b : part == BiasPart.CLIPPED ? negative(b) : 0;
      double[] first = over(p, sum(p) + up);
      double[] second = over(n, sum(n) + down);
      double[] shares = new double[a.length];
      for (int i = 0; i < shares.length; i++) {
        shares[i] = alpha * first[i] - (alpha - 1) * second[i];
      }
      return shares;
    };
  }

  private static Formula epsilon(double epsilon, boolean bias) {
    return (a, w, b, z) -> {
      double sum = bias ? z : z - b;
      return over(products(a, w), sum + (sum >= 0 ? epsilon : -epsilon));
    };
  }

  private static Formula gamma(double gamma) {
    return (a, w, b, z) -> {
      double[] favoured = products(a, w);
      double bias = b + gamma * (z > 0 ? positive(b) : negative(b));
      for (int i = 0; i < favoured.length; i++) {
        favoured[i] += gamma * (z > 0 ? positive(favoured[i]) : negative(favoured[i]));
      }
      return over(favoured, sum(favoured) + bias);
    };
  }

  static List<Case> rules() {
    List<Case> cases = new ArrayList<>();
    for (boolean bias : new boolean[] {true, false}) {
      cases.add(new Case("z " + bias, new EpsilonRule(0, false, bias), epsilon(0, bias)));
      cases.add(
          new Case("epsilon " + bias, new EpsilonRule(0.3f, false, bias), epsilon(0.3f, bias)));
    }
    for (BiasPart part : BiasPart.values()) {
      for (float alpha : new float[] {1, 2, 1.5f}) {
        cases.add(
            new Case(
                "alpha " + alpha + part, new AlphaBetaRule(alpha, part), alphaBeta(alpha, part)));
      }
    }
    for (float gamma : new float[] {0, 0.25f, 3}) {
      cases.add(new Case("gamma " + gamma, new GammaRule(gamma), gamma(gamma)));
    }
    cases.add(
        new Case(
            "flat",
            new FlatRule(),
            (a, w, b, z) -> {
              double[] ones = new double[a.length];
              Arrays.fill(ones, 1);
              return over(ones, a.length);
            }));
    cases.add(
        new Case(
            "w²",
            new SquaredWeightsRule(),
            (a, w, b, z) -> over(products(w, w), sum(products(w, w)))));
    return cases;
  }

  private static double[] expected(DenseNet net, Formula first, Formula other, double[] x, int k) {
    double[][] a = net.activations(x);
    int layers = net.weights().length;
    double[] relevance = new double[a[layers].length];
    relevance[k] = a[layers][k];
    for (int l = layers - 1; l >= 0; l--) {
      double[] z = net.z(l, a[l]);
      double[] before = new double[a[l].length];
      for (int j = 0; j < relevance.length; j++) {
        if (relevance[j] != 0) {
          Formula formula = l == 0 ? first : other;
          double[] shares = formula.shares(a[l], net.weights()[l][j], net.biases()[l][j], z[j]);
          for (int i = 0; i < before.length; i++) {
            before[i] += shares[i] * relevance[j];
          }
        }
      }
      relevance = before;
    }
    return relevance;
  }

  private static void assertClose(double[] expected, float[] actual, String what) {
    double deviation = Fixtures.deviation(DenseNet.floats(expected), actual);
    assertTrue(deviation < 1e-3, what + ": " + Arrays.toString(expected) + Arrays.toString(actual));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void oneLayer(Case c) {
    DenseNet net = DenseNet.of(new double[][] {{1, -2, 3, -0.5}, {-1, 1, 2, 4}}, 0.5, -0.75);
    Relevance method = new Relevance(RelevanceOptions.of(Composite.of(c.rule)));
    for (double[] x : new double[][] {{1, 2, 3, 4}, {-1, 2, 0, -3}, {2, 0.5, -1, 1}}) {
      for (int k = 0; k < 2; k++) {
        double[] expected = expected(net, c.formula, c.formula, x, k);
        assertClose(expected, net.explain(method, x, k), c.name);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void threeLayers(Case c) {
    Relevance method = new Relevance(RelevanceOptions.of(Composite.of(c.rule)));
    for (long seed = 1; seed <= 4; seed++) {
      DenseNet net = DenseNet.random(seed, 0.3, 5, 6, 4, 2);
      double[] x = DenseNet.doubles(Fixtures.normal(seed + 50, 5));
      double[] expected = expected(net, c.formula, c.formula, x, 1);
      assertClose(expected, net.explain(method, x, 1), c.name + " of seed " + seed);
    }
  }

  /** z^B below, z+ above: a w - low w+ - high w-. */
  @Test
  void boxBelowOtherRules() {
    float[] low = {-3};
    float[] high = {4};
    Formula box =
        (a, w, b, z) -> {
          double[] numerators = products(a, w);
          for (int i = 0; i < numerators.length; i++) {
            numerators[i] += 3 * positive(w[i]) - 4 * negative(w[i]);
          }
          return over(numerators, sum(numerators));
        };
    RelevanceRule plus = AlphaBetaRule.Z_PLUS;
    Composite composite = new Composite(new BoxRule(low, high), plus, plus);
    Relevance method = new Relevance(RelevanceOptions.of(composite));
    for (long seed = 11; seed <= 14; seed++) {
      DenseNet net = DenseNet.random(seed, 0.3, 5, 6, 2);
      double[] x = DenseNet.doubles(Fixtures.normal(seed, 5));
      double[] expected = expected(net, box, alphaBeta(1, BiasPart.NONE), x, 0);
      float[] actual = net.explain(method, x, 0);
      assertClose(expected, actual, "box");
      double f = net.activations(x)[2][0];
      for (float relevance : actual) {
        assertTrue(relevance * f >= 0, "inside of the bounds all shares have the sign of f");
      }
    }
  }

  @Test
  void relativeEpsilonGrowsWithTheLayer() {
    // z = (3, 4): their root mean square is √12.5
    DenseNet net = DenseNet.of(new double[][] {{1, 2}, {4, 0}}, 0, 0);
    double[] x = {1, 1};
    Composite composite = Composite.of(new EpsilonRule(0.5f, true, true));
    float[] actual = net.explain(new Relevance(RelevanceOptions.of(composite)), x, 0);
    double denominator = 3 + 0.5 * Math.sqrt(12.5);
    assertArrayEquals(DenseNet.floats(3 / denominator, 6 / denominator), actual, 1e-5f);
  }

  @ParameterizedTest
  @CsvSource({"0", "1e-9"})
  void gammaOfNothingIsTheZRule(float gamma) {
    DenseNet net = DenseNet.random(21, 0.3, 4, 5, 2);
    double[] x = DenseNet.doubles(Fixtures.normal(22, 4));
    assertClose(
        expected(net, epsilon(0, true), epsilon(0, true), x, 0),
        net.explain(new Relevance(RelevanceOptions.of(Composite.of(new GammaRule(gamma)))), x, 0),
        "gamma");
  }

  /** Where z > 0, a large gamma leaves the positive products alone, which is the z+ rule. */
  @Test
  void gammaWithoutEndIsTheZPlusRule() {
    DenseNet net = DenseNet.of(new double[][] {{1, -2, 3}, {0, 0, 1}}, 0, 0);
    double[] x = {2, 1, 1};
    float[] gamma =
        net.explain(new Relevance(RelevanceOptions.of(Composite.of(new GammaRule(1e6f)))), x, 0);
    float[] plus =
        net.explain(new Relevance(RelevanceOptions.of(Composite.of(AlphaBetaRule.Z_PLUS))), x, 0);
    assertArrayEquals(plus, gamma, 1e-4f);
    // f = 3, shared 2 : 3
    assertArrayEquals(new float[] {1.2f, 0, 1.8f}, plus, 1e-5f);
  }

  @Test
  void withoutBiasesEveryRuleKeepsTheSum() {
    DenseNet net = DenseNet.random(31, 0, 6, 7, 5, 2);
    double[] x = DenseNet.doubles(Fixtures.normal(32, 6));
    double f = net.activations(x)[3][0];
    for (Case c : rules()) {
      if (!c.name.startsWith("epsilon") && !c.name.startsWith("alpha")) {
        Relevance method = new Relevance(RelevanceOptions.of(Composite.of(c.rule)));
        double sum = sum(DenseNet.doubles(net.explain(method, x, 0)));
        assertEquals(f, sum, 1e-3 * Math.abs(f), c.name);
      }
    }
  }
}
