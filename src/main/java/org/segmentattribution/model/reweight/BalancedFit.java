package org.segmentattribution.model.reweight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Deep feature reweighting (Kirichenko, Izmailov, Wilson 2023): a logistic regression on features
 * that stay, fitted to a draw with equally many rows of each group of a class, and averaged over
 * draws. Every row is in each draw, those of small groups several times; classes keep their shares.
 * The penalty is chosen by cross-validation ({@link PenaltyChoice}): each part of the pictures is
 * judged by a layer that was fitted to the others, so that even a group of few pictures is judged
 * by all of them.
 *
 * @param draws balanced draws to average over, at least 1
 * @param folds parts of the pictures, at least 2
 * @param seed of the draws and parts
 */
public record BalancedFit(int draws, int folds, long seed) {
  /** Draws that each penalty is tried with. */
  private static final int TRIED = 1;

  /**
   * A layer, and how it was found.
   *
   * @param head fitted to all rows that it may see
   * @param penalty that was chosen
   * @param heldOut accuracy of each group with this penalty, each picture judged by a layer that
   *     was fitted to others; NaN for a group without any
   */
  public record Chosen(LinearHead head, Penalty penalty, double[] heldOut) {}

  /**
   * Two layers.
   *
   * @param balanced fitted to balanced groups
   * @param plain fitted to pictures as they are, with the penalty that is best for these
   * @param natural held-out accuracy of the latter on pictures as they are
   */
  public record Found(Chosen balanced, Chosen plain, double natural) {
    /** Returns the accuracy of the worst group with balance. */
    public double worst() {
      return PenaltyChoice.worst(balanced.heldOut);
    }
  }

  /**
   * Finds a layer, and one without balance.
   *
   * @param all rows in groups; each class has rows of at least two pictures
   * @param natural whether a row is a picture as it is, for {@link Found#plain}
   * @param penalties to choose from, the strongest first
   * @param progress gets the number of fits that are done
   */
  public Found find(
      GroupedRows all, boolean[] natural, List<Penalty> penalties, IntConsumer progress) {
    int[] fold = folds(all);
    int[] usual = all.which(i -> natural[i]);
    List<double[]> balanced = new ArrayList<>();
    List<double[]> plain = new ArrayList<>();
    List<double[]> asTheyAre = new ArrayList<>();
    for (Penalty penalty : penalties) {
      balanced.add(
          all.accuracies(
              judged(all, fold, some -> balanced(some, penalty, tried(), progress), i -> true)));
      boolean[] right = judged(all, fold, some -> plain(some, penalty, progress), i -> natural[i]);
      plain.add(all.accuracies(right));
      asTheyAre.add(
          new double[] {
            Arrays.stream(usual).mapToDouble(i -> right[i] ? 1 : 0).sum() / usual.length
          });
    }
    int with = new PenaltyChoice(balanced, all.counts()).aboutBest();
    int without = new PenaltyChoice(asTheyAre, new int[] {usual.length}).best();
    Penalty strong = penalties.get(with);
    Penalty usually = penalties.get(without);
    return new Found(
        new Chosen(balanced(all, strong, draws, progress), strong, balanced.get(with)),
        new Chosen(plain(all.at(usual), usually, progress), usually, plain.get(without)),
        asTheyAre.get(without)[0]);
  }

  /** Returns whether each row is right for a layer that was fitted to other pictures. */
  private boolean[] judged(
      GroupedRows all, int[] fold, Function<GroupedRows, LinearHead> fit, IntPredicate fitted) {
    boolean[] right = new boolean[all.size()];
    for (int f = 0; f < folds; f++) {
      int part = f;
      LinearHead head =
          fit.apply(all.at(all.which(i -> fold[all.pictures()[i]] != part && fitted.test(i))));
      for (int i : all.which(i -> fold[all.pictures()[i]] == part)) {
        right[i] = head.predicted(all.rows()[i]) == all.labels()[i];
      }
    }
    return right;
  }

  private int tried() {
    return Math.min(draws, TRIED);
  }

  /** Returns the number of steps that {@link #find} reports. */
  public int steps(List<Penalty> penalties) {
    return folds * penalties.size() * (tried() + 1) + draws + 1;
  }

  private LinearHead plain(GroupedRows rows, Penalty penalty, IntConsumer progress) {
    LinearHead head =
        new LogisticRegression(penalty, seed).fit(rows.rows(), rows.labels(), rows.classes());
    progress.accept(1);
    return head;
  }

  /** Returns the mean layer of balanced draws. */
  public LinearHead balanced(GroupedRows rows, Penalty penalty, int times, IntConsumer progress) {
    // a draw has so many times more rows, of which each should count as one does without draws
    Penalty ofDraw = new Penalty(penalty.norm(), penalty.loss() / mostGroups(rows));
    SplittableRandom random = new SplittableRandom(seed);
    List<LinearHead> heads = new ArrayList<>();
    for (int draw = 0; draw < times; draw++) {
      GroupedRows some = rows.at(draw(rows, random));
      heads.add(
          new LogisticRegression(ofDraw, seed + draw)
              .fit(some.rows(), some.labels(), rows.classes()));
      progress.accept(1);
    }
    return LinearHead.mean(heads);
  }

  /** Returns the largest number of groups that a class has. */
  private static int mostGroups(GroupedRows rows) {
    return IntStream.range(0, rows.classes())
        .map(c -> groups(rows, own(rows, c)).length)
        .max()
        .orElse(1);
  }

  private static int[] own(GroupedRows rows, int label) {
    return rows.which(i -> rows.labels()[i] == label);
  }

  private static int[] groups(GroupedRows rows, int[] own) {
    return Arrays.stream(own).map(i -> rows.groups()[i]).distinct().sorted().toArray();
  }

  /**
   * Draws equally many rows of each group of a class: each row of a group as often as any other of
   * it, or once more. Of a class, there are as many times more rows as a class has groups at most.
   */
  static int[] draw(GroupedRows rows, SplittableRandom random) {
    IntStream.Builder drawn = IntStream.builder();
    int most = mostGroups(rows);
    for (int c = 0; c < rows.classes(); c++) {
      int[] own = own(rows, c);
      int[] groups = groups(rows, own);
      for (int g : groups) {
        int[] all = Arrays.stream(own).filter(i -> rows.groups()[i] == g).toArray();
        int count = own.length * most / groups.length;
        for (int done = 0; done < count; done += all.length) {
          for (int i : some(all, count - done, random)) {
            drawn.add(i);
          }
        }
      }
    }
    return drawn.build().toArray();
  }

  /** Draws some of these numbers, without repetition. */
  private static int[] some(int[] numbers, int count, SplittableRandom random) {
    int[] shuffled = numbers.clone();
    for (int i = 0; i < Math.min(count, shuffled.length); i++) {
      int j = random.nextInt(i, shuffled.length);
      int swapped = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = swapped;
    }
    return Arrays.copyOf(shuffled, Math.min(count, shuffled.length));
  }

  /**
   * Returns the part of each picture: those of a class go to all parts in turn, group after group
   * (the first that a picture is in), so each part has as many of each as can be.
   */
  private int[] folds(GroupedRows all) {
    int pictures = Arrays.stream(all.pictures()).max().orElseThrow() + 1;
    int[] first = new int[pictures];
    int[] label = new int[pictures];
    Arrays.fill(first, -1);
    for (int i = all.size() - 1; i >= 0; i--) {
      first[all.pictures()[i]] = all.groups()[i];
      label[all.pictures()[i]] = all.labels()[i];
    }
    SplittableRandom random = new SplittableRandom(seed ^ 0x5eedL);
    int[] fold = new int[pictures];
    int[] next = new int[all.classes()];
    for (int g = 0; g < all.groupCount(); g++) {
      int group = g;
      int[] own = IntStream.range(0, pictures).filter(p -> first[p] == group).toArray();
      for (int p : some(own, own.length, random)) {
        fold[p] = next[label[p]]++ % folds;
      }
    }
    return fold;
  }
}
