package org.segmentattribution.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.segmentattribution.image.SegmentNames;
import org.segmentattribution.table.SegmentAttribution;
import org.segmentattribution.table.SegmentAttributionTable;

/**
 * Chooses the images of the gallery from tables that pass by: for each class and segment, or for
 * each segment over all classes where that would be too many, those in which it mattered most and
 * least under the first method. Holds a few images a segment, never the tables.
 */
final class GalleryChoice {
  /** Images in the gallery, at most: they bound its time and its size. */
  static final int IMAGES = 150;

  /** Segments found less often than so, beside the commonest of the class, are served last. */
  private static final double SELDOM = 0.1;

  /** With this many pairs of class and segment each can still have one image at either end. */
  static final int SHELVES = IMAGES / 2;

  private final Map<String, Extremes> together = new TreeMap<>(SegmentNames.BY_CODE_POINT);
  private Map<Key, Extremes> byClass = new TreeMap<>();
  private String method;

  /** The images of one segment: of one class, or of all with the empty name. */
  record Shelf(
      String className,
      String segment,
      int images,
      double meanRank,
      List<Standing> most,
      List<Standing> least) {}

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
      Standing standing = new Standing(row.imageId(), row.rank(), table.rows().size(), share);
      together.computeIfAbsent(row.segment(), name -> new Extremes()).add(standing);
      if (byClass != null) {
        byClass
            .computeIfAbsent(new Key(row.label(), row.segment()), k -> new Extremes())
            .add(standing);
        byClass = byClass.size() > SHELVES ? null : byClass;
      }
    }
  }

  /** The method of all tables that count; null before the first. */
  String method() {
    return method;
  }

  /** What is shown: at most {@link #IMAGES} different images. */
  List<Shelf> shelves() {
    Map<Key, Extremes> all = byClass == null ? oftenest() : byClass;
    Map<String, Integer> oftenest = new HashMap<>();
    all.forEach((key, of) -> oftenest.merge(key.className, of.images(), Math::max));
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

  /** All classes together; of very many segments those found in the most images. */
  private Map<Key, Extremes> oftenest() {
    Map<Key, Extremes> oftenest = new TreeMap<>();
    together.entrySet().stream()
        .sorted(
            Comparator.comparingInt((Map.Entry<String, Extremes> e) -> -e.getValue().images())
                .thenComparing(Map.Entry::getKey, SegmentNames.BY_CODE_POINT))
        .limit(SHELVES)
        .forEach(e -> oftenest.put(new Key("", e.getKey()), e.getValue()));
    return oftenest;
  }
}
