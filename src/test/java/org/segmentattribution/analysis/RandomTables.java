package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.table.Column;
import org.segmentattribution.table.TestRow;

/** Makes photographs of many classes with tables of many kinds, seeded. */
final class RandomTables {
  /** What the model is asked about. */
  enum Target {
    LABEL,
    PREDICTED,
    ONE,
    POSITIVES,
    VARIOUS
  }

  /** A photograph's table; means are signed, by name. */
  record Photo(
      String id,
      String label,
      String className,
      String predicted,
      String target,
      Map<String, Double> means) {}

  private static final List<String> NAMES =
      List.of(
          "person",
          "sky",
          "the big dog",
          "a, b",
          "\"x\"",
          "o'brien; (1)",
          "against",
          "50 % of 7 photographs",
          "gr\u00fcn\u4e16",
          "<b>",
          "row-1.2",
          "r12c4",
          "centre-left",
          "mostly at the");
  private static final List<String> ANSWERS = List.of("zebra", "it, in 3", "for");

  private final Random random;
  private final Target target;
  private final boolean signed;

  RandomTables(long seed, Target target, boolean signed) {
    random = new Random(seed);
    this.target = target;
    this.signed = signed;
  }

  /** Returns the photographs of a class; empty for photographs without a label. */
  List<Photo> photographs(String className, int number) {
    int kind = random.nextInt(10);
    int photographs = kind == 0 ? 1 + random.nextInt(4) : 5 + random.nextInt(14);
    List<String> names = names(kind == 1 ? 1 : 2 + random.nextInt(6));
    double[] weights = names.stream().mapToDouble(n -> random.nextDouble()).toArray();
    double positive = new double[] {0.02, 0.2, 0.5, 0.8, 1}[random.nextInt(5)];
    boolean agreed = random.nextInt(3) > 0;
    String one = ANSWERS.get(random.nextInt(ANSWERS.size()));
    List<Photo> all = new ArrayList<>();
    for (int i = 0; i < photographs; i++) {
      Map<String, Double> means = new LinkedHashMap<>();
      for (int k = 0; k < names.size(); k++) {
        if (shows(kind, i, k, names.size())) {
          double side = random.nextDouble() < positive ? 1 : -1;
          means.put(names.get(k), mean(kind, k, weights[k]) * (signed ? side : 1));
        }
      }
      if (means.isEmpty()) {
        means.put(names.get(0), mean(kind, 0, weights[0]));
      }
      String predicted = agreed ? one : ANSWERS.get(random.nextInt(ANSWERS.size()));
      String said = random.nextInt(3) > 0 && !className.isEmpty() ? className : predicted;
      // several classes of a photograph are explained
      boolean shared = target == Target.POSITIVES;
      String id = shared ? "p%02d".formatted(i) : "i%05d-%02d".formatted(number, i);
      all.add(photo(id, className, shared ? "zebra" : said, means));
    }
    return all;
  }

  private List<String> names(int count) {
    List<String> names = new ArrayList<>(NAMES);
    Collections.shuffle(names, random);
    return names.subList(0, count);
  }

  /** Kinds: 2 never two together, 3 hardly ever two, 4 one name seldom but strong, others mixed. */
  private boolean shows(int kind, int photograph, int name, int names) {
    return switch (kind) {
      case 1 -> true;
      case 2 -> photograph % names == name;
      case 3 -> name == 0 || photograph < 3 && name == 1;
      case 4 -> name > 0 || photograph % 3 == 0;
      case 5 -> true;
      default -> name == 0 || random.nextInt(4) > 0;
    };
  }

  /** Multiples of 1/64, so that sums and ties are exact; kind 6 has ties, kind 7 only zeros. */
  private double mean(int kind, int name, double weight) {
    return switch (kind) {
      case 4 -> (name == 0 ? 200 : random.nextInt(64)) / 64.0;
      case 5 -> (name == 0 ? 40 + random.nextInt(60) : random.nextInt(60)) / 64.0;
      case 6 -> random.nextInt(3) / 64.0;
      case 7 -> 0;
      case 8 -> Math.round(64 * weight + random.nextInt(8)) / 64.0;
      default -> random.nextInt(100) / 64.0;
    };
  }

  private Photo photo(String id, String name, String predicted, Map<String, Double> means) {
    return switch (target) {
      case LABEL -> new Photo(id, name, name, predicted, name.isEmpty() ? predicted : name, means);
      case PREDICTED -> new Photo(id, name, name, predicted, predicted, means);
      case ONE -> new Photo(id, name, name, predicted, "zebra", means);
      case POSITIVES -> new Photo(id, "label", name, predicted, name, means);
      case VARIOUS ->
          new Photo(id, name, name, predicted, ANSWERS.get(random.nextInt(ANSWERS.size())), means);
    };
  }

  /** Returns the rows of a photograph, with ranks that are counted here. */
  static List<SegmentAttribution> rows(Photo photo, Target target) {
    List<SegmentAttribution> rows = new ArrayList<>();
    photo
        .means()
        .forEach(
            (name, mean) -> {
              TestRow row =
                  TestRow.of(photo.id(), name)
                      .label(photo.label())
                      .with(Column.PREDICTED, photo.predicted())
                      .with(Column.TARGET, photo.target())
                      .with(Column.SEGMENT_ID, rows.size())
                      .mean(mean)
                      .rank(rank(photo, name));
              if (target == Target.POSITIVES) {
                row.with(Column.CLASS, photo.className());
              }
              rows.add(row.row());
            });
    return rows;
  }

  /** Returns the mean place of a segment among those of the same size. */
  static double rank(Photo photo, String name) {
    double own = Math.abs(photo.means().get(name));
    long larger = photo.means().values().stream().filter(m -> Math.abs(m) > own).count();
    long equal = photo.means().values().stream().filter(m -> Math.abs(m) == own).count();
    return larger + (equal + 1) / 2.0;
  }
}
