package org.segmentattribution.model.reweight;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BalancedFitTest {
  /**
   * Two classes, of which the first feature tells a little and the second, a mark, nearly all: 19
   * of 20 pictures of class 1 have it, and 1 of 20 of class 0.
   */
  private static GroupedRows marked(int count, double tells) {
    SplittableRandom random = new SplittableRandom(1);
    float[][] rows = new float[count][];
    int[] labels = new int[count];
    int[] groups = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % 2;
      int mark = (i / 2 % 20 == 0) == (labels[i] == 0) ? 1 : 0;
      double sign = 2 * labels[i] - 1;
      rows[i] =
          new float[] {
            (float) (tells * sign + random.nextGaussian()),
            (float) (2 * mark - 1 + 0.3 * random.nextGaussian())
          };
      groups[i] = 2 * labels[i] + mark;
    }
    return new GroupedRows(rows, labels, groups, IntStream.range(0, count).toArray(), 2);
  }

  private static BalancedFit.Found found(GroupedRows rows) {
    boolean[] natural = new boolean[rows.size()];
    Arrays.fill(natural, true);
    int[] steps = {0};
    BalancedFit fit = new BalancedFit(5, 4, 1);
    BalancedFit.Found found = fit.find(rows, natural, Penalty.CHOICE, n -> steps[0] += n);
    assertEquals(fit.steps(Penalty.CHOICE), steps[0]);
    return found;
  }

  @Test
  void balanceTakesTheMarkOut() {
    GroupedRows rows = marked(1200, 2);
    BalancedFit.Found found = found(rows);
    double[] weights = found.balanced().head().weights()[1];
    assertTrue(Math.abs(weights[1]) < 0.2 * weights[0], Arrays.toString(weights));
    assertTrue(found.worst() > 0.85, Arrays.toString(found.balanced().heldOut()));
    assertTrue(found.worst() > Arrays.stream(found.plain().heldOut()).min().orElseThrow());
    assertEquals(1200, rows.size());
  }

  @Test
  void sameSeedSameHead() {
    GroupedRows rows = marked(200, 1);
    assertArrayEquals(
        found(rows).balanced().head().weights()[0], found(rows).balanced().head().weights()[0]);
  }

  @Test
  void aDrawHasAsManyOfEachGroupOfAClass() {
    GroupedRows rows = marked(200, 1);
    GroupedRows drawn = rows.at(BalancedFit.draw(rows, new SplittableRandom(3)));
    assertArrayEquals(new int[] {100, 100, 100, 100}, drawn.counts());
    long[] times =
        Arrays.stream(new int[] {0, 1})
            .mapToLong(
                g ->
                    IntStream.range(0, drawn.size())
                        .filter(i -> drawn.groups()[i] == g)
                        .map(i -> drawn.pictures()[i])
                        .distinct()
                        .count())
            .toArray();
    // all of the small group, and all of the large one
    assertArrayEquals(new long[] {rows.counts()[0], rows.counts()[1]}, times);
  }

  @Test
  void twoPicturesOfAClassAreEnough() {
    float[][] rows = {{-1, 0}, {-2, 1}, {1, 0}, {2, 1}};
    int[] numbers = {0, 1, 2, 3};
    GroupedRows few = new GroupedRows(rows, new int[] {0, 0, 1, 1}, numbers, numbers, 2);
    // each picture is a group of its own, and is judged by layers that saw the other of its class
    assertArrayEquals(new double[] {1, 1, 1, 1}, found(few).balanced().heldOut());
  }

  @Test
  void whatFeaturesDoNotTellStaysWrong() {
    BalancedFit.Found found = found(marked(1200, 0));
    assertTrue(found.worst() < 0.6, Arrays.toString(found.balanced().heldOut()));
    assertTrue(found.natural() > 0.85, "" + found.natural());
  }
}
