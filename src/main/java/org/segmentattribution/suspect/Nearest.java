package org.segmentattribution.suspect;

import java.util.Arrays;

/** Keeps the nearest few of what it is offered; of equal ones, those that came first. */
final class Nearest {
  private static final int MOST = 5;

  private final double[] distances = new double[MOST];
  private final int[] numbers = new int[MOST];
  private int count;

  void offer(int number, double distance) {
    if (count == MOST && distance >= distances[MOST - 1]) {
      return;
    }
    int place = count < MOST ? count++ : MOST - 1;
    for (; place > 0 && distances[place - 1] > distance; place--) {
      distances[place] = distances[place - 1];
      numbers[place] = numbers[place - 1];
    }
    distances[place] = distance;
    numbers[place] = number;
  }

  /** Returns their numbers, the nearest first. */
  int[] numbers() {
    return Arrays.copyOf(numbers, count);
  }

  /** Returns the mean of their distances; 0 where there are none. */
  double mean() {
    return Arrays.stream(distances, 0, count).average().orElse(0);
  }
}
