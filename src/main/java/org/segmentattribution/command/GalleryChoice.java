package org.segmentattribution.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.segmentattribution.analysis.ExtremeImages;
import org.segmentattribution.analysis.RankInTable;
import org.segmentattribution.analysis.TableTotals;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.table.SegmentAttributionTable;

/**
 * Chooses the images of the gallery from tables that pass by: for each class and segment, or for
 * each segment over all classes where there are many of them, those in which it mattered most and
 * least under the first method. Holds a few images a segment, never the tables.
 */
final class GalleryChoice {
  /** Images in the gallery, at most: they bound its time and its size. */
  static final int IMAGES = 150;

  /** Segments found less often than so, beside the commonest of the class, are served last. */
  private static final double SELDOM = 0.1;

  /**
   * Pairs of class and segment, at most: each can have one image at either end. Of more, those that
   * are found most often in their class are shown.
   */
  static final int SHELVES = IMAGES / 2;

  private final Map<String, ExtremeImages> together = new TreeMap<>(SegmentNames.BY_CODE_POINT);
  private Map<Key, ExtremeImages> byClass = new TreeMap<>();
  private final Set<String> classes = new HashSet<>();
  private String method;

  /** The images of one segment: of one class, or of all with the empty name. */
  record Shelf(
      String className,
      String segment,
      int images,
      double meanRank,
      List<RankInTable> most,
      List<RankInTable> least) {}

  private record Key(String className, String segment) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::className, SegmentNames.BY_CODE_POINT)
            .thenComparing(Key::segment, SegmentNames.BY_CODE_POINT);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /** Takes up a table; those of other methods than the first are passed over. */
  void add(SegmentAttributionTable table) {
    if (method == null) {
      method = table.method();
    }
    if (!method.equals(table.method())) {
      return;
    }
    double sum = table.rows().stream().mapToDouble(SegmentAttribution::meanAttribution).sum();
    for (SegmentAttribution row : table.rows()) {
      double share = sum > 0 ? row.meanAttribution() / sum : 0;
      RankInTable standing =
          new RankInTable(row.imageId(), row.target(), row.rank(), table.rows().size(), share);
      together.computeIfAbsent(row.segment(), name -> new ExtremeImages()).add(standing);
      if (byClass != null) {
        byClass
            .computeIfAbsent(
                new Key(row.reading().className(), row.segment()), k -> new ExtremeImages())
            .add(standing);
        classes.add(row.reading().className());
        byClass = classes.size() > TableTotals.CLASSES ? null : byClass;
      }
    }
  }

  /** The method of all tables that count; null before the first. */
  String method() {
    return method;
  }

  /** What is shown: at most {@link #IMAGES} different images. */
  List<Shelf> shelves() {
    Map<Key, ExtremeImages> found = byClass == null ? ofAllClasses() : byClass;
    Map<String, Integer> oftenest = new HashMap<>();
    found.forEach((key, of) -> oftenest.merge(key.className, of.images(), Math::max));
    Map<Key, ExtremeImages> all = new TreeMap<>();
    found.entrySet().stream()
        .sorted(
            Comparator.comparingDouble(
                    (Map.Entry<Key, ExtremeImages> e) ->
                        -(double) e.getValue().images() / oftenest.get(e.getKey().className))
                .thenComparing(Map.Entry::getKey))
        .limit(SHELVES)
        .forEach(e -> all.put(e.getKey(), e.getValue()));
    List<GalleryBudget.Ends> usual = new ArrayList<>();
    List<GalleryBudget.Ends> seldom = new ArrayList<>();
    List<Shelf> shelves = new ArrayList<>();
    all.forEach(
        (key, of) -> {
          GalleryBudget.Ends ends = new GalleryBudget.Ends(of.most(), of.least());
          boolean often = of.images() >= SELDOM * oftenest.get(key.className);
          (often ? usual : seldom).add(ends);
          shelves.add(
              new Shelf(
                  key.className,
                  key.segment,
                  of.images(),
                  of.meanRank(),
                  ends.shownMost(),
                  ends.shownLeast()));
        });
    new GalleryBudget(IMAGES).spend(usual, seldom);
    return shelves;
  }

  private Map<Key, ExtremeImages> ofAllClasses() {
    Map<Key, ExtremeImages> all = new TreeMap<>();
    together.forEach((segment, of) -> all.put(new Key("", segment), of));
    return all;
  }
}
