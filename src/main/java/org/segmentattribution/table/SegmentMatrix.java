package org.segmentattribution.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.statistics.Ranks;
import org.segmentattribution.statistics.Ties;

/**
 * Matrices of images by names with absolute aggregation, for diagrams and tests.
 *
 * @param names columns, by code point
 * @param imageIds rows, by code point
 * @param values mean attribution, 0 where the name is missing; [images][names]
 * @param signed signed mean, 0 where missing; [images][names]
 * @param ranks rank in the image's table, its rows + 1 where missing; [images][names]
 * @param detections rows of the name in the image's table; [images][names]
 */
public record SegmentMatrix(
    List<String> names,
    List<String> imageIds,
    double[][] values,
    double[][] signed,
    double[][] ranks,
    int[][] detections) {

  /**
   * Returns each image's values ranked over all names, with ties (and so missing names) averaged:
   * the axis of critical difference diagrams, and not the ranks of the table; [images][names].
   */
  public double[][] diagramRanks() {
    return Arrays.stream(values)
        .map(row -> Ranks.descending(row, Ties.AVERAGE))
        .toArray(double[][]::new);
  }

  /** Returns the columns' aggregates, ordered by {@link AggregateRow#BY_RELATIVE_ATTRIBUTION}. */
  List<AggregateRow> aggregate(String method, String className, AggregationOptions options) {
    boolean[] ranking = ranking(options);
    int rankings = count(ranking);
    Interval[] intervals = options.bootstrap().means(relativeRanks(ranking));
    List<AggregateRow> rows = new ArrayList<>(names.size());
    for (int k = 0; k < names.size(); k++) {
      int seen = 0;
      int ranked = 0;
      int top = 0;
      int positive = 0;
      int negative = 0;
      double attribution = 0;
      double rank = 0;
      double missingRank = 0;
      for (int i = 0; i < imageIds.size(); i++) {
        boolean found = detections[i][k] > 0;
        if (found) {
          seen++;
          attribution += values[i][k];
          positive += signed[i][k] > 0 ? 1 : 0;
          negative += signed[i][k] < 0 ? 1 : 0;
        }
        if (found && ranking[i]) {
          ranked++;
          rank += ranks[i][k];
          top += isTop(i, k) ? 1 : 0;
        } else if (ranking[i]) {
          missingRank += ranks[i][k];
        }
      }
      rows.add(
          new AggregateRow(
              method,
              className,
              names.get(k),
              new AggregateRow.Counts(seen, ranked, imageIds.size(), imageIds.size() - rankings),
              new AggregateRow.Attribution(
                  ratio(attribution, seen), ratio(attribution, imageIds.size())),
              new AggregateRow.Rank(
                  ratio(rank, ranked),
                  ratio(rank + missingRank, rankings),
                  imageIds.isEmpty() ? Interval.NONE : intervals[k],
                  ranked < Interval.FEWEST ? Double.NaN : ratio(top, ranked)),
              new Signs(positive, negative, seen)));
    }
    rows.sort(AggregateRow.BY_RELATIVE_ATTRIBUTION);
    return rows;
  }

  /** Returns the number of images whose ranks do not count, since they hold one segment. */
  int singles(AggregationOptions options) {
    return imageIds.size() - count(ranking(options));
  }

  /** Returns for each image whether its ranks count. */
  boolean[] ranking(AggregationOptions options) {
    boolean[] ranking = new boolean[imageIds.size()];
    for (int i = 0; i < ranking.length; i++) {
      ranking[i] = options.rankSingles() || Arrays.stream(detections[i]).sum() != 1;
    }
    return ranking;
  }

  private static int count(boolean[] values) {
    int count = 0;
    for (boolean value : values) {
      count += value ? 1 : 0;
    }
    return count;
  }

  private double[][] relativeRanks(boolean[] ranking) {
    double[][] present = new double[imageIds.size()][names.size()];
    for (int i = 0; i < present.length; i++) {
      for (int k = 0; k < names.size(); k++) {
        present[i][k] = detections[i][k] == 0 || !ranking[i] ? Double.NaN : ranks[i][k];
      }
    }
    return present;
  }

  private boolean isTop(int image, int name) {
    for (int k = 0; k < names.size(); k++) {
      if (detections[image][k] > 0 && ranks[image][k] < ranks[image][name]) {
        return false;
      }
    }
    return true;
  }

  private static double ratio(double sum, int count) {
    return count == 0 ? Double.NaN : sum / count;
  }
}
