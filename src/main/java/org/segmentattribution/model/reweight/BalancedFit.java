package org.segmentattribution.model.reweight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Deep feature reweighting (Kirichenko, Izmailov, Wilson 2023): a logistic regression on features
 * that stay, fitted to a draw with equally many rows of each group of a class, and averaged over
 * draws. Classes keep their shares: groups of few pictures are repeated, not all others left out.
 * The penalty is the one with the best accuracy in the worst group of held-out pictures; where
 * several are alike, in the mean of the groups, and then the strongest.
 *
 * @param draws balanced draws to average over, at least 1
 * @param holdout share of the pictures of each class that choose the penalty, above 0 and below 1
 * @param seed of the draws
 */
public record BalancedFit(int draws, double holdout, long seed) {
  /** Draws that each penalty is tried with. */
  private static final int TRIED = 1;

  /**
   * A layer, and how it was found.
   *
   * @param head the layer, fitted to all rows
   * @param plain a layer with the same penalty, fitted to all pictures as they are, without balance
   * @param penalty that was chosen
   * @param heldOut accuracy of each group of held-out pictures with this penalty, fitted to the
   *     others; NaN for a group without any
   * @param before the same of a regression on the others as they are, without balance
   * @param natural accuracy of the latter on held-out pictures as they are
   */
  public record Found(
      LinearHead head,
      LinearHead plain,
      Penalty penalty,
      double[] heldOut,
      double[] before,
      double natural) {
    /** Returns the accuracy of the worst group. */
    public double worst() {
      return BalancedFit.worst(heldOut);
    }
  }

  /**
   * Finds a layer.
   *
   * @param all rows in groups; each class has rows of at least two pictures
   * @param natural whether a row is a picture as it is, for {@link Found#before}
   * @param penalties to choose from, the strongest first
   * @param progress gets the number of fits that are done
   */
  public Found find(
      GroupedRows all, boolean[] natural, List<Penalty> penalties, IntConsumer progress) {
    boolean[] held = held(all);
    GroupedRows fitted = all.at(all.which(i -> !held[all.pictures()[i]]));
    GroupedRows judged = all.at(all.which(i -> held[all.pictures()[i]]));
    Penalty best = null;
    double[] bestAccuracies = null;
    for (Penalty penalty : penalties) {
      LinearHead head = balanced(fitted, penalty, Math.min(draws, TRIED), progress);
      double[] accuracies = judged.accuracies(head);
      if (best == null || better(accuracies, bestAccuracies)) {
        best = penalty;
        bestAccuracies = accuracies;
      }
    }
    GroupedRows others = all.at(all.which(i -> natural[i] && !held[all.pictures()[i]]));
    LinearHead biased = plain(others, best, progress);
    return new Found(
        balanced(all, best, draws, progress),
        plain(all.at(all.which(i -> natural[i])), best, progress),
        best,
        bestAccuracies,
        judged.accuracies(biased),
        all.at(all.which(i -> natural[i] && held[all.pictures()[i]])).accuracy(biased));
  }

  /** Returns the number of steps that {@link #find} reports. */
  public int steps(List<Penalty> penalties) {
    return penalties.size() * Math.min(draws, TRIED) + 2 + draws;
  }

  private LinearHead plain(GroupedRows rows, Penalty penalty, IntConsumer progress) {
    LinearHead head =
        new LogisticRegression(penalty, seed).fit(rows.rows(), rows.labels(), rows.classes());
    progress.accept(1);
    return head;
  }

  /** Returns the mean layer of balanced draws. */
  public LinearHead balanced(GroupedRows rows, Penalty penalty, int times, IntConsumer progress) {
    SplittableRandom random = new SplittableRandom(seed);
    List<LinearHead> heads = new ArrayList<>();
    for (int draw = 0; draw < times; draw++) {
      GroupedRows some = rows.at(draw(rows, random));
      heads.add(
          new LogisticRegression(penalty, seed + draw)
              .fit(some.rows(), some.labels(), rows.classes()));
      progress.accept(1);
    }
    return LinearHead.mean(heads);
  }

  /**
   * Draws as many rows of each class as there are, equally many of each of its groups: some of a
   * large group, those of a small one again and again.
   */
  static int[] draw(GroupedRows rows, SplittableRandom random) {
    IntStream.Builder drawn = IntStream.builder();
    for (int c = 0; c < rows.classes(); c++) {
      int label = c;
      int[] own = rows.which(i -> rows.labels()[i] == label);
      int[] groups = Arrays.stream(own).map(i -> rows.groups()[i]).distinct().sorted().toArray();
      for (int g : groups) {
        int[] all = Arrays.stream(own).filter(i -> rows.groups()[i] == g).toArray();
        int count = Math.max(1, own.length / groups.length);
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

  /** Holds out a share of the pictures of each first group that a picture is in. */
  private boolean[] held(GroupedRows all) {
    int pictures = Arrays.stream(all.pictures()).max().orElseThrow() + 1;
    int[] first = new int[pictures];
    Arrays.fill(first, -1);
    for (int i = all.size() - 1; i >= 0; i--) {
      first[all.pictures()[i]] = all.groups()[i];
    }
    SplittableRandom random = new SplittableRandom(seed ^ 0x5eedL);
    boolean[] held = new boolean[pictures];
    for (int g = 0; g < all.groupCount(); g++) {
      int group = g;
      int[] own = IntStream.range(0, pictures).filter(p -> first[p] == group).toArray();
      int count = (int) Math.round(holdout * own.length);
      for (int p : some(own, count, random)) {
        held[p] = true;
      }
    }
    return held;
  }

  /** Whether the worst group is better or, where it is alike, the mean of the groups. */
  private static boolean better(double[] accuracies, double[] than) {
    int compared = Double.compare(worst(accuracies), worst(than));
    return compared == 0 ? mean(accuracies) > mean(than) : compared > 0;
  }

  private static double mean(double[] accuracies) {
    return DoubleStream.of(accuracies).filter(a -> !Double.isNaN(a)).average().orElse(Double.NaN);
  }

  private static double worst(double[] accuracies) {
    return DoubleStream.of(accuracies).filter(a -> !Double.isNaN(a)).min().orElse(Double.NaN);
  }
}
