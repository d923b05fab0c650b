package org.segmentattribution.dataset.scene;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.RgbImage;

/** No single number of a picture may give its class away. */
class SceneBalanceTest {
  private static final int PER_CLASS = 250;
  private static final int SIZE = 96;
  private static final double LIMIT = 0.70;

  /** Horses first, then as many zebras. */
  private static final RgbImage[] PICTURES = new RgbImage[2 * PER_CLASS];

  @BeforeAll
  static void draw() {
    SceneGenerator generator = new SceneGenerator(SIZE, 3);
    for (int i = 0; i < PER_CLASS; i++) {
      PICTURES[i] = generator.scene(SceneClass.HORSE, "train", i + 1).image();
      PICTURES[PER_CLASS + i] = generator.scene(SceneClass.ZEBRA, "train", i + 1).image();
    }
  }

  @Test
  void noPixelSeparatesTheClasses() {
    for (int at = 0; at < SIZE * SIZE * 3; at++) {
      int value = at;
      check("byte " + at, picture -> picture.rgb()[value] & 0xff);
    }
  }

  @Test
  void noMeanColourSeparatesTheClasses() {
    for (int channel = 0; channel < 3; channel++) {
      int c = channel;
      check("mean of channel " + c, picture -> mean(picture, c));
      int next = (c + 1) % 3;
      check("channel " + c + " less " + next, picture -> mean(picture, c) - mean(picture, next));
    }
    check("brightness", picture -> mean(picture, 0) + mean(picture, 1) + mean(picture, 2));
  }

  @Test
  void noContrastSeparatesTheClasses() {
    for (int channel = 0; channel < 3; channel++) {
      int c = channel;
      check("contrast of channel " + c, picture -> variance(picture, c));
    }
  }

  private static void check(String what, ToDoubleFunction<RgbImage> number) {
    double accuracy = bestThreshold(Arrays.stream(PICTURES).mapToDouble(number).toArray());
    assertTrue(accuracy < LIMIT, what + " alone is right for " + accuracy);
  }

  /** The accuracy of the best threshold, either way round; the second half are zebras. */
  private static double bestThreshold(double[] values) {
    double[][] sorted = new double[values.length][];
    for (int i = 0; i < values.length; i++) {
      sorted[i] = new double[] {values[i], i < PER_CLASS ? 1 : -1};
    }
    Arrays.sort(sorted, (a, b) -> Double.compare(a[0], b[0]));
    int balance = 0;
    int most = 0;
    for (int i = 0; i < sorted.length; i++) {
      balance += (int) sorted[i][1];
      boolean lastOfItsValue = i + 1 == sorted.length || sorted[i + 1][0] > sorted[i][0];
      most = lastOfItsValue ? Math.max(most, Math.abs(balance)) : most;
    }
    return 0.5 + most / (double) values.length;
  }

  private static double mean(RgbImage picture, int channel) {
    double sum = 0;
    for (int at = channel; at < picture.rgb().length; at += 3) {
      sum += picture.rgb()[at] & 0xff;
    }
    return sum / (SIZE * SIZE);
  }

  private static double variance(RgbImage picture, int channel) {
    double mean = mean(picture, channel);
    double sum = 0;
    for (int at = channel; at < picture.rgb().length; at += 3) {
      double off = (picture.rgb()[at] & 0xff) - mean;
      sum += off * off;
    }
    return sum / (SIZE * SIZE);
  }
}
