package org.segmentattribution.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RocAreaTest {
  /** Counted pair by pair, with ties as half. */
  @Property(tries = 100)
  void isTheShareOfOrderedPairs(
      @ForAll @Size(min = 1, max = 12) double @DoubleRange(min = -2, max = 2) [] raw,
      @ForAll @Size(min = 1, max = 12) double @DoubleRange(min = -2, max = 2) [] other) {
    // whole numbers, so that there are ties
    double[] positives = Arrays.stream(raw).map(Math::rint).toArray();
    double[] negatives = Arrays.stream(other).map(Math::rint).toArray();
    double sum = 0;
    for (double p : positives) {
      for (double n : negatives) {
        sum += p > n ? 1 : p == n ? 0.5 : 0;
      }
    }
    double area = RocArea.of(positives, negatives, 1).area();
    assertEquals(sum / positives.length / negatives.length, area, 1e-12);
    assertEquals(1, area + RocArea.of(negatives, positives, 1).area(), 1e-12);
  }

  @Test
  void silenceIsBelowEverything() {
    double low = Double.NEGATIVE_INFINITY;
    assertEquals(0.75, RocArea.of(new double[] {low, 1}, new double[] {low}, 1).area(), 1e-12);
    assertTrue(Double.isNaN(RocArea.of(new double[0], new double[] {1}, 1).area()));
  }

  /** The interval of normal scores holds the true area, Φ(d / √2), about as often as it says. */
  @Test
  void theIntervalHoldsTheTruth() {
    Random random = new Random(3);
    int held = 0;
    for (int trial = 0; trial < 40; trial++) {
      double[] positives = random.doubles(40).map(u -> random.nextGaussian() + 1).toArray();
      double[] negatives = random.doubles(40).map(u -> random.nextGaussian()).toArray();
      RocArea area = RocArea.of(positives, negatives, trial);
      held += area.interval().low() <= 0.7602 && area.interval().high() >= 0.7602 ? 1 : 0;
    }
    assertTrue(held >= 34, held + " of 40");
    assertEquals(Interval.NONE, RocArea.of(new double[] {1, 2, 3, 4}, new double[9], 1).interval());
  }

  /** Of 39 negatives the second largest: a 40th is above it in two of 40 orders. */
  @Test
  void thresholdsKeepTheirRate() {
    double[] negatives = new double[39];
    for (int i = 0; i < negatives.length; i++) {
      negatives[i] = i;
    }
    assertEquals(37, AlarmThreshold.of(negatives, 0.05));
    assertEquals(38, AlarmThreshold.of(negatives, 0.04));
    assertEquals(18, AlarmThreshold.of(Arrays.copyOf(negatives, 19), 0.05));
    assertEquals(4, AlarmThreshold.of(Arrays.copyOf(negatives, 5), 0.05));
    Random random = new Random(1);
    int alarms = 0;
    for (int trial = 0; trial < 4000; trial++) {
      double threshold = AlarmThreshold.of(random.doubles(39).toArray(), 0.05);
      alarms += random.nextDouble() > threshold ? 1 : 0;
    }
    assertEquals(0.05, alarms / 4000.0, 0.012);
  }
}
