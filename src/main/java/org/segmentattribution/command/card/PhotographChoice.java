package org.segmentattribution.command.card;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.analysis.RankInTable;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.table.store.RankedSegment;
import org.segmentattribution.table.store.RunTables;

/**
 * Chooses the photographs of a strip for each class: two with a share near the median of the
 * segment that comes first, the one with the largest share, and one in which others come before it.
 */
final class PhotographChoice {
  private static final int TYPICAL = 2;

  private static final Comparator<RankInTable> BY_NAME =
      Comparator.comparing(RankInTable::imageId, SegmentNames.BY_CODE_POINT)
          .thenComparing(RankInTable::target, SegmentNames.BY_CODE_POINT);

  /** A photograph and why it was chosen. */
  record Chosen(RankInTable standing, String why) {
    /** Returns reason, share and rank in words. */
    String caption() {
      String share = NumberText.percent(standing.share()).replace('\u00a0', ' ');
      String rank = "rank " + NumberText.plain(standing.rank()) + " of " + standing.of();
      return why + ": " + share + " of the attribution, " + rank;
    }
  }

  private PhotographChoice() {}

  /**
   * Chooses.
   *
   * @param first the segment that comes first, by class; the class of all images is empty
   */
  static Map<String, List<Chosen>> of(RunTables tables, String method, Map<String, String> first) {
    Map<String, List<RankInTable>> found = new HashMap<>();
    tables.forEachTable(
        method,
        table -> {
          double sum = table.stream().mapToDouble(RankedSegment::attribution).sum();
          for (RankedSegment row : table) {
            String name = first.containsKey("") ? "" : row.className();
            if (row.segment().equals(first.get(name))) {
              double share = sum > 0 ? row.attribution() / sum : 0;
              found
                  .computeIfAbsent(name, n -> new ArrayList<>())
                  .add(
                      new RankInTable(
                          row.imageId(), row.target(), row.rank(), table.size(), share));
            }
          }
        });
    Map<String, List<Chosen>> chosen = new LinkedHashMap<>();
    for (String name : first.keySet()) {
      chosen.put(name, choose(found.getOrDefault(name, List.of())));
    }
    return chosen;
  }

  /** Chooses up to four of one class. */
  static List<Chosen> choose(List<RankInTable> all) {
    List<RankInTable> left = new ArrayList<>(all.stream().sorted(BY_NAME).toList());
    double median = median(left);
    List<Chosen> chosen = new ArrayList<>();
    for (int i = 0; i < TYPICAL; i++) {
      take(left, chosen, "typical", Comparator.comparing(s -> Math.abs(s.share() - median)));
    }
    take(left, chosen, "strongest", Comparator.comparing(s -> -s.share()));
    List<RankInTable> others = new ArrayList<>(left.stream().filter(s -> s.rank() > 1).toList());
    take(others, chosen, "contradicts", Comparator.comparing(s -> -s.rank() / s.of()));
    return chosen;
  }

  private static void take(
      List<RankInTable> from, List<Chosen> to, String why, Comparator<RankInTable> order) {
    // the sort is stable, so names decide among equals
    from.stream()
        .sorted(order)
        .findFirst()
        .ifPresent(
            best -> {
              from.removeIf(s -> s.imageId().equals(best.imageId()));
              to.add(new Chosen(best, why));
            });
  }

  private static double median(List<RankInTable> all) {
    double[] shares = all.stream().mapToDouble(RankInTable::share).sorted().toArray();
    int n = shares.length;
    return n == 0 ? 0 : (shares[(n - 1) / 2] + shares[n / 2]) / 2;
  }
}
