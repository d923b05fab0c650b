package org.segmentattribution.model.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.engine.TorchEngine;

/** Steps of the optimiser by its formula; how images are split; which options mean nothing. */
class AdamWTest {
  /** Loshchilov, Hutter 2019, algorithm 2, for f = Σ c w² with slopes 2 c w. */
  private static double[] descended(double[] w, double[] c, double rate, double decay, int steps) {
    double[] at = w.clone();
    double[] m = new double[w.length];
    double[] v = new double[w.length];
    for (int t = 1; t <= steps; t++) {
      for (int i = 0; i < w.length; i++) {
        double slope = 2 * c[i] * at[i];
        m[i] = 0.9 * m[i] + 0.1 * slope;
        v[i] = 0.999 * v[i] + 0.001 * slope * slope;
        double mean = m[i] / (1 - Math.pow(0.9, t));
        double variance = v[i] / (1 - Math.pow(0.999, t));
        at[i] -= rate * (mean / (Math.sqrt(variance) + 1e-8)) + rate * decay * at[i];
      }
    }
    return at;
  }

  @ParameterizedTest
  @CsvSource({"1, 0.1, 0", "2, 0.1, 0", "1, 0.1, 0.2", "7, 0.03, 0.05", "40, 0.01, 0"})
  void stepsOfTheFormula(int steps, float rate, float decay) {
    double[] w = {1, -2, 0.5};
    double[] c = {1, 3, -0.5};
    try (NDManager m = TorchEngine.start().newBaseManager()) {
      NDArray parameter = m.create(new float[] {1, -2, 0.5f});
      parameter.setRequiresGradient(true);
      NDArray factors = m.create(new float[] {1, 3, -0.5f});
      AdamW optimiser = new AdamW(List.of(parameter), m, decay);
      for (int i = 0; i < steps; i++) {
        Gradients.backward(Gradients.with(() -> parameter.square().mul(factors)));
        optimiser.step(rate);
      }
      double[] expected = descended(w, c, rate, decay, steps);
      float[] actual = parameter.toFloatArray();
      for (int i = 0; i < w.length; i++) {
        assertEquals(expected[i], actual[i], 2e-4, "value " + i);
      }
    }
  }

  @Test
  void aFirstStepHasTheLengthOfTheRateWhateverTheSlope() {
    try (NDManager m = TorchEngine.start().newBaseManager()) {
      NDArray small = m.create(new float[] {1e-3f}, new Shape(1));
      NDArray large = m.create(new float[] {-1e3f}, new Shape(1));
      small.setRequiresGradient(true);
      large.setRequiresGradient(true);
      AdamW optimiser = new AdamW(List.of(small, large), m, 0);
      Gradients.backward(Gradients.with(() -> small.square().add(large.square())));
      optimiser.step(0.5f);
      assertArrayEquals(new float[] {1e-3f - 0.5f}, small.toFloatArray(), 1e-4f);
      assertArrayEquals(new float[] {-1e3f + 0.5f}, large.toFloatArray(), 1e-3f);
    }
  }

  private static List<LabelledImage> images(int... perLabel) {
    List<LabelledImage> images = new ArrayList<>();
    for (int label = 0; label < perLabel.length; label++) {
      for (int i = 0; i < perLabel[label]; i++) {
        images.add(new LabelledImage(RgbImage.black(1 + i, 1 + label), label));
      }
    }
    return images;
  }

  @Property(tries = 100)
  void eachClassIsSplitByItself(
      @ForAll @IntRange(max = 30) int first,
      @ForAll @IntRange(max = 30) int second,
      @ForAll @IntRange(max = 50) int percent,
      @ForAll long seed) {
    List<LabelledImage> images = images(first, second);
    Split split = Split.of(images, percent / 100.0, new SplittableRandom(seed));
    Set<LabelledImage> all = Collections.newSetFromMap(new IdentityHashMap<>());
    all.addAll(split.training());
    all.addAll(split.validation());
    assertEquals(images.size(), all.size(), "every image once");
    assertEquals(images.size(), split.training().size() + split.validation().size());
    for (int label = 0; label < 2; label++) {
      int wanted = label;
      long held = split.validation().stream().filter(i -> i.label() == wanted).count();
      int size = label == 0 ? first : second;
      assertTrue(Math.abs(held - percent / 100.0 * size) <= 0.5);
    }
    assertEquals(split, Split.of(images, percent / 100.0, new SplittableRandom(seed)));
  }

  @Test
  void everyOrderOfThreeIsAboutAsLikely() {
    SplittableRandom random = new SplittableRandom(9);
    List<List<Integer>> orders = new ArrayList<>();
    for (int i = 0; i < 6000; i++) {
      List<Integer> list = new ArrayList<>(List.of(1, 2, 3));
      Split.shuffle(list, random);
      orders.add(list);
    }
    Set<List<Integer>> different = new HashSet<>(orders);
    assertEquals(6, different.size());
    for (List<Integer> order : different) {
      assertEquals(1000, Collections.frequency(orders, order), 150, order.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 16, 0.1, 0, 0, 0, epochs 0: at least 1",
    "1, 0, 0.1, 0, 0, 0, train-batch 0: at least 1",
    "1, 1, 0, 0, 0, 0, learning-rate 0.0: a number above 0",
    "1, 1, Infinity, 0, 0, 0, learning-rate Infinity: a number above 0",
    "1, 1, NaN, 0, 0, 0, learning-rate NaN: a number above 0",
    "1, 1, 0.1, -1, 0, 0, weight-decay -1.0: a number of at least 0",
    "1, 1, 0.1, 0, -1, 0, patience -1: a number of at least 0",
    "1, 1, 0.1, 0, 0, 0.6, validation 0.6: 0 to 0.5",
    "1, 1, 0.1, 0, 3, 0, patience 3 needs a share of the images in validation",
  })
  void options(
      int epochs, int batch, float rate, float decay, int patience, double share, String why) {
    Augmentation none = Augmentation.NONE;
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new TrainingOptions(
                        epochs,
                        batch,
                        new TrainingOptions.Optimiser(rate, decay),
                        new TrainingOptions.Stopping(patience, share),
                        1,
                        none))
            .getMessage();
    assertEquals(why, message);
  }

  @Test
  void aNetworkHasASize() {
    TrainingOptions options =
        new TrainingOptions(
            1,
            1,
            new TrainingOptions.Optimiser(0.1f, 0),
            TrainingOptions.Stopping.NEVER,
            1,
            Augmentation.NONE);
    CnnArchitecture cnn = CnnArchitecture.standard();
    WrongInput wrong = assertThrows(WrongInput.class, () -> new NetworkPlan(0, cnn, options));
    assertEquals("size 0: at least 1", wrong.getMessage());
  }

  @Test
  void otherSeedsAndNoAugmentationLeaveTheRest() {
    Augmentation all = new Augmentation(true, 2, 0.5);
    TrainingOptions options =
        new TrainingOptions(
            3,
            4,
            new TrainingOptions.Optimiser(0.1f, 0.2f),
            new TrainingOptions.Stopping(5, 0.3),
            6,
            all);
    assertEquals(
        new TrainingOptions(
            3,
            4,
            new TrainingOptions.Optimiser(0.1f, 0.2f),
            new TrainingOptions.Stopping(5, 0.3),
            6,
            Augmentation.NONE),
        options.withoutAugmentation());
    assertEquals(
        new TrainingOptions(
            3,
            4,
            new TrainingOptions.Optimiser(0.1f, 0.2f),
            new TrainingOptions.Stopping(5, 0.3),
            99,
            all),
        options.withSeed(99));
  }

  /** A picture of 3 x 2 whose red values are 0 to 5. */
  @Test
  void movedPicturesRepeatTheirEdges() {
    RgbImage image = RgbImage.black(3, 2);
    for (int i = 0; i < 6; i++) {
      image.set(i % 3, i / 3, i, 0, 0);
    }
    assertEquals("0 0 1 3 3 4", reds(Augmentation.moved(image, false, 1, 0)));
    assertEquals("1 2 2 4 5 5", reds(Augmentation.moved(image, false, -1, 0)));
    assertEquals("0 1 2 0 1 2", reds(Augmentation.moved(image, false, 0, 1)));
    assertEquals("3 4 5 3 4 5", reds(Augmentation.moved(image, false, 0, -5)));
    assertEquals("2 1 0 5 4 3", reds(Augmentation.moved(image, true, 0, 0)));
  }

  private static String reds(RgbImage image) {
    List<String> reds = new ArrayList<>();
    for (int i = 0; i < image.rgb().length; i += 3) {
      reds.add(String.valueOf(image.rgb()[i]));
    }
    return String.join(" ", reds);
  }
}
