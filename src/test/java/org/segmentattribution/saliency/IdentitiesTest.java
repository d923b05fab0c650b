package org.segmentattribution.saliency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.onnx.RandomNetwork;

/**
 * Identities that hold for every network of convolutions, ReLU, pooling, joins and dense layers.
 */
class IdentitiesTest {
  private static final int TRIES = 12;

  private record Case(RandomNetwork network, long seed) {
    float[] images(int count) {
      return Fixtures.normal(seed, count * network.inputSize());
    }
  }

  @Provide
  Arbitrary<Case> cases() {
    Arbitrary<RandomNetwork> networks =
        Combinators.combine(
                Arbitraries.longs().between(1, 1_000_000),
                Arbitraries.integers().between(9, 21),
                Arbitraries.integers().between(9, 21),
                Arbitraries.of(true, false),
                Arbitraries.of(true, false),
                Arbitraries.of(true, false),
                Arbitraries.just(true))
            .as(RandomNetwork::new);
    return Combinators.combine(networks, Arbitraries.longs().between(1, 1_000_000)).as(Case::new);
  }

  @Property(tries = TRIES)
  void lrpZIsInputTimesGradientLayerByLayerToo(@ForAll("cases") Case c) {
    float[] image = c.images(1);
    Explanation e = explain(c, image, 1, "input-x-gradient", "lrp-z");
    assertArrayEquals(map(e, "input-x-gradient"), map(e, "lrp-z"));
    Explanation byLayers = explain(c, image, 1, List.of("lrp-gamma"), List.of("gamma=0"));
    assertClose(map(e, "lrp-z"), map(byLayers, "lrp-gamma"), 2e-3);
  }

  @Property(tries = TRIES)
  void epsilonGoesToTheZRule(@ForAll("cases") Case c) {
    float[] image = c.images(1);
    float[] z = map(explain(c, image, 1, "lrp-z"), "lrp-z");
    Explanation small = explain(c, image, 1, List.of("lrp-epsilon"), List.of("epsilon=1e-9"));
    assertClose(z, map(small, "lrp-epsilon"), 2e-3);
    Explanation large = explain(c, image, 1, List.of("lrp-epsilon"), List.of("epsilon=1e12"));
    for (float relevance : map(large, "lrp-epsilon")) {
      assertEquals(0, relevance, 1e-6);
    }
  }

  @Property(tries = TRIES)
  void deepTaylorIsPositiveAndConserved(@ForAll("cases") Case c) {
    Explanation e = explain(c, c.images(1), 1, "deep-taylor");
    float f = logit(e);
    double sum = 0;
    for (float relevance : map(e, "deep-taylor")) {
      // a join in proportion gives a negative summand a negative share
      assertTrue(c.network.joined() || relevance >= 0, "negative " + relevance);
      sum += relevance;
    }
    // what spreads evenly over pixels that a stride leaves out, or to a dead unit, is lost; after a
    // join this may be a negative share, and its loss adds to the sum
    boolean most = sum <= Math.max(f, 0) * (1 + 1e-3) + 1e-6;
    assertTrue(c.network.joined() || most, sum + " of " + f);
    if (f <= 0) {
      assertEquals(0, sum, 1e-9);
    }
  }

  @Property(tries = TRIES)
  void rulesWithoutBiasConserve(@ForAll("cases") Case c) {
    for (String method : List.of("lrp-alpha1beta0", "lrp-flat", "lrp-wsquare")) {
      Explanation e = explain(c, c.images(1), 1, method);
      double sum = 0;
      for (float relevance : map(e, method)) {
        sum += relevance;
      }
      double share = sum / logit(e);
      assertTrue(share > -1e-3 && share <= 1 + 2e-3, method + " keeps " + share);
    }
  }

  @Property(tries = TRIES)
  void integratedGradientsAreComplete(@ForAll("cases") Case c) {
    List<String> parameters = List.of("steps=200", "rule=middle");
    Explanation e = explain(c, c.images(1), 1, List.of("integrated-gradients"), parameters);
    double sum = 0;
    double magnitude = 0;
    for (float attribution : map(e, "integrated-gradients")) {
      sum += attribution;
      magnitude += Math.abs(attribution);
    }
    try (LoadedClassifier classifier = classifier(c)) {
      float[] black = new float[c.network.inputSize()];
      float[] atBaseline =
          new Explainer(classifier, List.of(), ChannelReduction.SUM).logits(black, 1)[0];
      double rise = logit(e) - atBaseline[e.targets()[0]];
      assertEquals(rise, sum, 0.02 * magnitude + 1e-4);
    }
  }

  @Property(tries = TRIES)
  void aBatchIsItsImagesInAnyOrder(@ForAll("cases") Case c) {
    String[] methods = {
      "gradient",
      "smoothgrad",
      "lrp-epsilon",
      "deep-taylor",
      "epsilon-plus-flat",
      "lrp-gamma",
      "guided-backprop",
      "deep-lift",
      "occlusion",
      "grad-cam",
      "gradient-shap"
    };
    List<String> few = List.of("samples=3");
    float[] images = c.images(3);
    int size = c.network.inputSize();
    Explanation together = explain(c, images, 3, List.of(methods), few);
    for (int i = 0; i < 3; i++) {
      float[] image = Arrays.copyOfRange(images, i * size, (i + 1) * size);
      Explanation alone = explain(c, image, 1, List.of(methods), few);
      for (String method : methods) {
        // a join in proportion magnifies rounding where its summands nearly cancel
        boolean magnified = c.network.joined() && method.equals("deep-taylor");
        double tolerance = magnified ? 1e-2 : 5e-4;
        assertClose(alone.maps().get(method)[0], together.maps().get(method)[i], tolerance, method);
      }
    }
  }

  @Property(tries = TRIES)
  void withoutBiasesMapsScaleWithTheImage(@ForAll("cases") Case c) {
    Case plain = new Case(c.network.withoutBiases(), c.seed);
    float[] image = plain.images(1);
    float[] doubled = image.clone();
    for (int i = 0; i < doubled.length; i++) {
      doubled[i] *= 2;
    }
    for (String method : List.of("lrp-z", "deep-taylor", "lrp-alpha2beta1")) {
      float[] once = map(explain(plain, image, 1, method), method);
      float[] twice = map(explain(plain, doubled, 1, method), method);
      for (int i = 0; i < once.length; i++) {
        once[i] *= 2;
      }
      assertClose(once, twice, 1e-3, method);
    }
  }

  @Property(tries = TRIES)
  void smoothGradWithoutNoiseIsTheGradient(@ForAll("cases") Case c) {
    List<String> parameters = List.of("noise-std=0", "samples=2");
    Explanation e = explain(c, c.images(2), 2, List.of("gradient", "smoothgrad"), parameters);
    assertClose(map(e, "gradient"), map(e, "smoothgrad"), 1e-5);
  }

  private static LoadedClassifier classifier(Case c) {
    return Networks.classifier(c.network.create(), c.network.height(), c.network.width());
  }

  private static Explanation explain(Case c, float[] images, int count, String... methods) {
    return explain(c, images, count, List.of(methods), List.of());
  }

  private static Explanation explain(
      Case c, float[] images, int count, List<String> methods, List<String> parameters) {
    try (LoadedClassifier classifier = classifier(c)) {
      int[] targets = new int[count];
      Arrays.fill(targets, Explainer.PREDICTED);
      List<NamedMethod> named =
          new ArrayList<>(SaliencyMethods.select(methods, parameters, 1, ChannelReduction.SUM));
      return new Explainer(classifier, named, ChannelReduction.SUM)
          .explainChannels(images, count, targets);
    }
  }

  private static float[] map(Explanation e, String method) {
    return e.maps().get(method)[0];
  }

  private static float logit(Explanation e) {
    return e.logits()[0][e.targets()[0]];
  }

  private static void assertClose(float[] expected, float[] actual, double tolerance) {
    assertClose(expected, actual, tolerance, "map");
  }

  private static void assertClose(float[] expected, float[] actual, double tolerance, String what) {
    double deviation = Fixtures.deviation(expected, actual);
    assertTrue(deviation <= tolerance, what + " differs by " + deviation);
  }
}
