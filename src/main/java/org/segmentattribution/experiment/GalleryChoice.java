package org.segmentattribution.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    Map<Key, List<Standing>> most = new LinkedHashMap<>();
    Map<Key, List<Standing>> least = new LinkedHashMap<>();
    Set<String> images = new LinkedHashSet<>();
    // in rounds, so that every segment has its first image before any has its second
    for (int round = 0; round < Extremes.EACH; round++) {
      for (Map.Entry<Key, Extremes> e : all.entrySet()) {
        take(e.getValue().most(), round, images, most.computeIfAbsent(e.getKey(), k -> list()));
        take(e.getValue().least(), round, images, least.computeIfAbsent(e.getKey(), k -> list()));
      }
    }
    List<Shelf> shelves = new ArrayList<>();
    all.forEach(
        (key, of) ->
            shelves.add(
                new Shelf(
                    key.className,
                    key.segment,
                    of.images(),
                    of.meanRank(),
                    most.get(key),
                    least.get(key))));
    return shelves;
  }

  private static List<Standing> list() {
    return new ArrayList<>();
  }

  private static void take(
      List<Standing> from, int round, Set<String> images, List<Standing> shown) {
    if (round < from.size()) {
      String id = from.get(round).imageId();
      if (images.contains(id) || images.size() < IMAGES) {
        images.add(id);
        shown.add(from.get(round));
      }
    }
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
