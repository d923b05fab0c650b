package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.table.store.RankedSegment;

/** Collects how some segments stand in the tables of each class. */
final class StandingsByClass {
  /** Largest number of standings kept of a segment in a class: enough to know what is typical. */
  private static final int KEPT = 50_000;

  /** Number of tables kept at each end of a segment. */
  private static final int EACH = 4;

  private final Map<String, List<String>> wanted;
  private final boolean ends;
  private final Map<String, Map<String, List<Standing>>> found = new HashMap<>();
  private final Map<String, Ends> extremes = new TreeMap<>(SegmentNames.BY_CODE_POINT);
  private int table;

  /**
   * Makes an empty collection.
   *
   * @param wanted segments by class; the class {@link ClassFirsts#TOGETHER} is all of them
   * @param ends whether the tables are kept in which a segment mattered most and least
   */
  StandingsByClass(Map<String, List<String>> wanted, boolean ends) {
    this.wanted = wanted;
    this.ends = ends;
  }

  /** The tables in which a segment mattered most and least. */
  private static final class Ends {
    private final TreeSet<Standing> most = new TreeSet<>(Standing.MOST_FIRST);
    private final TreeSet<Standing> least = new TreeSet<>(Standing.MOST_FIRST.reversed());
    private int tables;

    void add(Standing standing) {
      tables++;
      for (TreeSet<Standing> end : List.of(most, least)) {
        end.add(standing);
        if (end.size() > EACH) {
          end.pollLast();
        }
      }
    }
  }

  /** Adds a table; the tables come in the order of their numbers. */
  void add(List<RankedSegment> rows) {
    double sum = rows.stream().mapToDouble(RankedSegment::attribution).sum();
    Map<String, Standing> best = new HashMap<>();
    for (RankedSegment row : rows) {
      double share = sum > 0 ? row.signed() / sum : 0;
      Standing standing = new Standing(table, share, row.rank(), rows.size());
      best.merge(row.segment(), standing, (a, b) -> a.rank() <= b.rank() ? a : b);
    }
    keep(ClassFirsts.TOGETHER, best);
    String name = rows.get(0).className();
    if (name != null && !name.isEmpty()) {
      keep(name, best);
    }
    if (ends) {
      best.forEach(
          (segment, standing) ->
              extremes.computeIfAbsent(name + '\0' + segment, k -> new Ends()).add(standing));
    }
    table++;
  }

  private void keep(String className, Map<String, Standing> best) {
    for (String segment : wanted.getOrDefault(className, List.of())) {
      Standing standing = best.get(segment);
      if (standing != null) {
        List<Standing> kept =
            found
                .computeIfAbsent(className, c -> new HashMap<>())
                .computeIfAbsent(segment, s -> new ArrayList<>());
        if (kept.size() < KEPT) {
          kept.add(standing);
        }
      }
    }
  }

  /** Returns how a segment stands in the tables of a class. */
  List<Standing> of(String className, String segment) {
    return found.getOrDefault(className, Map.of()).getOrDefault(segment, List.of());
  }

  /**
   * Adds tables in which segments mattered most and least, in rounds: each pair of class and
   * segment gets one at each end before any gets a second, the frequent ones first.
   *
   * @param most number of tables at which no more are added
   */
  void extremes(BitSet chosen, int most) {
    List<Ends> frequent =
        extremes.values().stream().sorted(Comparator.comparingInt(e -> -e.tables)).toList();
    IntConsumer add =
        number -> {
          if (chosen.cardinality() < most) {
            chosen.set(number);
          }
        };
    for (int round = 0; round < EACH; round++) {
      for (Ends of : frequent) {
        of.most.stream().skip(round).findFirst().ifPresent(s -> add.accept(s.table()));
        of.least.stream().skip(round).findFirst().ifPresent(s -> add.accept(s.table()));
      }
    }
  }
}
