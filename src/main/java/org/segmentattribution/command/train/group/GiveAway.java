package org.segmentattribution.command.train.group;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.segmentattribution.model.reweight.GroupedRows;
import org.segmentattribution.model.reweight.LinearHead;
import org.segmentattribution.model.reweight.LogisticRegression;
import org.segmentattribution.model.reweight.Penalty;

/**
 * Whether a segment alone gives a picture's class away: a logistic regression that was fitted to
 * other whole pictures names the class when it sees the segment alone.
 *
 * @param folds parts of the pictures; each is judged by a regression on the others
 * @param penalty of the regression
 * @param seed of the parts
 */
public record GiveAway(int folds, Penalty penalty, long seed) {
  /**
   * Judges pictures.
   *
   * @param whole features of whole pictures, one row a picture
   * @param alone features of the segment alone, [pictures]; null where a picture has none
   * @return for each picture, whether its class is named; false where the segment is missing
   */
  public boolean[] of(GroupedRows whole, float[][] alone) {
    int[] fold = new int[whole.size()];
    SplittableRandom random = new SplittableRandom(seed);
    for (int c = 0; c < whole.classes(); c++) {
      int label = c;
      List<Integer> own =
          new ArrayList<>(
              IntStream.range(0, whole.size())
                  .filter(i -> whole.labels()[i] == label)
                  .boxed()
                  .toList());
      for (int k = 0; !own.isEmpty(); k++) {
        fold[own.remove(random.nextInt(own.size()))] = k % folds;
      }
    }
    boolean[] named = new boolean[whole.size()];
    for (int f = 0; f < folds; f++) {
      int part = f;
      GroupedRows others =
          whole.at(IntStream.range(0, whole.size()).filter(i -> fold[i] != part).toArray());
      LinearHead head =
          new LogisticRegression(penalty, seed)
              .fit(others.rows(), others.labels(), whole.classes());
      for (int i = 0; i < named.length; i++) {
        if (fold[i] == part && alone[i] != null) {
          named[i] = head.predicted(alone[i]) == whole.labels()[i];
        }
      }
    }
    return named;
  }
}
