package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.table.store.RankedSegment;

/** Collects the places of some segments in the tables of each class. */
final class PlacesByClass {
  /** Largest number of places kept of a segment in a class: enough to know what is typical. */
  private static final int KEPT = 50_000;

  /** Number of tables kept at each end of a segment. */
  private static final int EACH = 4;

  private final Map<String, List<String>> wanted;
  private final boolean ends;
  private final Map<String, Map<String, List<PlaceInTable>>> found = new HashMap<>();
  private final Map<String, Ends> extremes = new TreeMap<>(SegmentNames.BY_CODE_POINT);
  private int table;

  /**
   * Makes an empty collection.
   *
   * @param wanted segments by class; with an empty name as the only class, of all tables
   * @param ends whether the tables are kept in which a segment mattered most and least
   */
  PlacesByClass(Map<String, List<String>> wanted, boolean ends) {
    this.wanted = wanted;
    this.ends = ends;
  }

  /** The tables in which a segment mattered most and least. */
  private static final class Ends {
    private final TreeSet<PlaceInTable> most = new TreeSet<>(PlaceInTable.MOST_FIRST);
    private final TreeSet<PlaceInTable> least = new TreeSet<>(PlaceInTable.MOST_FIRST.reversed());
    private int tables;

    void add(PlaceInTable place) {
      tables++;
      for (TreeSet<PlaceInTable> end : List.of(most, least)) {
        end.add(place);
        if (end.size() > EACH) {
          end.pollLast();
        }
      }
    }
  }

  /** Adds a table; the tables come in the order of their numbers. */
  void add(List<RankedSegment> rows) {
    double sum = rows.stream().mapToDouble(RankedSegment::attribution).sum();
    Map<String, PlaceInTable> best = new HashMap<>();
    for (RankedSegment row : rows) {
      double share = sum > 0 ? row.signed() / sum : 0;
      PlaceInTable place = new PlaceInTable(table, share, row.rank(), rows.size());
      best.merge(row.segment(), place, (a, b) -> a.rank() <= b.rank() ? a : b);
    }
    String own = Objects.requireNonNullElse(rows.get(0).className(), "");
    String name = wanted.keySet().equals(Set.of("")) ? "" : own;
    keep(name, best);
    if (ends) {
      best.forEach(
          (segment, place) ->
              extremes.computeIfAbsent(name + '\0' + segment, k -> new Ends()).add(place));
    }
    table++;
  }

  private void keep(String className, Map<String, PlaceInTable> best) {
    for (String segment : wanted.getOrDefault(className, List.of())) {
      PlaceInTable place = best.get(segment);
      if (place != null) {
        List<PlaceInTable> kept =
            found
                .computeIfAbsent(className, c -> new HashMap<>())
                .computeIfAbsent(segment, s -> new ArrayList<>());
        if (kept.size() < KEPT) {
          kept.add(place);
        }
      }
    }
  }

  /** Returns the places of a segment in the tables of a class. */
  List<PlaceInTable> of(String className, String segment) {
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
