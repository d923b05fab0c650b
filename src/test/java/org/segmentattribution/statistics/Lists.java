package org.segmentattribution.statistics;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lists of numbers for properties: small whole numbers, so that ties are common. */
final class Lists {
  private Lists() {}

  static double[] of(int... values) {
    return Arrays.stream(values).asDoubleStream().toArray();
  }

  /** The digits of seeds in a small base, from a place on. */
  static double[] digits(int[] seeds, int base, int divisor) {
    return Arrays.stream(seeds).mapToDouble(s -> Math.floorMod(s / divisor, base)).toArray();
  }

  /** The numbers of a text, divided by blanks. */
  static double[] parse(String text) {
    return Arrays.stream(text.strip().split("\\s+")).mapToDouble(Double::parseDouble).toArray();
  }

  /** The places of a list in a random order. */
  static int[] shuffled(int count, long seed) {
    List<Integer> order = IntStream.range(0, count).boxed().collect(Collectors.toList());
    Collections.shuffle(order, new Random(seed));
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  static double[] at(double[] values, int[] order) {
    return Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
  }

  static double[] negative(double[] values) {
    return Arrays.stream(values).map(v -> -v).toArray();
  }
}
