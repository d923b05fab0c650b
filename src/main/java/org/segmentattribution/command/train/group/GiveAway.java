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
 * Whether a segment alone gives a picture's class away: a logistic regression names it, which was
 * fitted to the same segment of other pictures. One that was fitted to whole pictures knows less of
 * the segment, since it also sees what the segment leaves out.
 *
 * @param folds parts of the pictures; each is judged by a regression on the others
 * @param penalty of the regression
 * @param seed of the parts
 */
public record GiveAway(int folds, Penalty penalty, long seed) {
  /**
   * Judges pictures.
   *
   * @param alone features of the segment alone, one row a picture that has it; each class has rows
   *     of at least two pictures
   * @return for each row, whether its class is named
   */
  public boolean[] of(GroupedRows alone) {
    int[] fold = folds(alone);
    boolean[] named = new boolean[alone.size()];
    for (int f = 0; f < folds; f++) {
      int part = f;
      GroupedRows others =
          alone.at(IntStream.range(0, alone.size()).filter(i -> fold[i] != part).toArray());
      LinearHead head =
          new LogisticRegression(penalty, seed)
              .fit(others.rows(), others.labels(), alone.classes());
      for (int i = 0; i < named.length; i++) {
        if (fold[i] == part) {
          named[i] = head.predicted(alone.rows()[i]) == alone.labels()[i];
        }
      }
    }
    return named;
  }

  /** Deals the rows of each class to the parts in turn. */
  private int[] folds(GroupedRows alone) {
    int[] fold = new int[alone.size()];
    SplittableRandom random = new SplittableRandom(seed);
    for (int c = 0; c < alone.classes(); c++) {
      int label = c;
      List<Integer> own =
          new ArrayList<>(
              IntStream.range(0, alone.size())
                  .filter(i -> alone.labels()[i] == label)
                  .boxed()
                  .toList());
      for (int k = 0; !own.isEmpty(); k++) {
        fold[own.remove(random.nextInt(own.size()))] = k % folds;
      }
    }
    return fold;
  }
}
