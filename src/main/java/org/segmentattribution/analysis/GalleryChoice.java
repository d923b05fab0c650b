package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.report.gallery.Gallery;
import org.segmentattribution.table.store.RankedSegment;
import org.segmentattribution.table.store.RunTables;

/**
 * Chooses the images of the gallery: those in which a segment mattered most and least under the
 * first method, for each class and segment, or for each segment over all classes where there are
 * many. Holds a few images for each segment, of any number of tables.
 */
public final class GalleryChoice {
  /** Largest number of images in the gallery; it limits time and size. */
  static final int IMAGES = 150;

  /**
   * Largest number of pairs of class and segment, so that each can have one image at each end. If
   * there are more, those found most often in their class are shown.
   */
  static final int SHELVES = IMAGES / 2;

  private final Map<String, ExtremeImages> together = new TreeMap<>(SegmentNames.BY_CODE_POINT);
  private Map<Key, ExtremeImages> byClass = new TreeMap<>();
  private final Set<String> classes = new HashSet<>();
  private final String method;

  GalleryChoice(String method) {
    this.method = method;
  }

  /** The images of one segment, in one class or, with an empty name, in all classes. */
  public record Shelf(
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

  /** Chooses images from the tables of the first method of a run. */
  public static GalleryChoice of(RunTables tables) {
    List<String> methods = tables.store().methods();
    GalleryChoice choice = new GalleryChoice(methods.isEmpty() ? null : methods.get(0));
    if (choice.method != null) {
      tables.forEachTable(choice.method, choice::add);
    }
    return choice;
  }

  /** Adds one table of the method. */
  void add(List<RankedSegment> table) {
    double sum = table.stream().mapToDouble(RankedSegment::attribution).sum();
    for (RankedSegment row : table) {
      double share = sum > 0 ? row.attribution() / sum : 0;
      RankInTable standing =
          new RankInTable(row.imageId(), row.target(), row.rank(), table.size(), share);
      together.computeIfAbsent(row.segment(), name -> new ExtremeImages()).add(standing);
      if (byClass != null) {
        byClass
            .computeIfAbsent(new Key(row.className(), row.segment()), k -> new ExtremeImages())
            .add(standing);
        classes.add(row.className());
        byClass = classes.size() > TableTotals.CLASSES ? null : byClass;
      }
    }
  }

  /** Returns the method of all tables; null where there are none. */
  public String method() {
    return method;
  }

  /** Returns the shelves, with at most {@link #IMAGES} different images. */
  public List<Shelf> shelves() {
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
          boolean often = of.images() >= Gallery.SELDOM * oftenest.get(key.className);
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
