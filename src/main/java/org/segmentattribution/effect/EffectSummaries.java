package org.segmentattribution.effect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.statistics.Adjustment;
import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.statistics.PermutationTest;

/** Adds up the rows of {@code effects.csv} by class and segment, and tests them. */
public final class EffectSummaries {
  /** Name of the file in a run directory. */
  public static final String FILE = "effects-summary.csv";

  static final List<String> COLUMNS =
      List.of(
          "class",
          "segment",
          "images",
          "mean_effect",
          "lower",
          "upper",
          "mean_placebo",
          "mean_excess",
          "excess_lower",
          "excess_upper",
          "p",
          "p_adjusted",
          "flip_rate",
          "relative_excess",
          "relevant",
          "doubt");

  /** Means all images in the column {@code class}, where there are several classes. */
  public static final String ALL = "(all)";

  /** An image of a class, with its segments. */
  private static final class Image {
    private final Map<String, SegmentImage.Sum> segments = new LinkedHashMap<>();
    private double margin;
  }

  private final boolean inMargins;
  private final boolean compared;
  private final Bootstrap bootstrap;
  private final PermutationTest test;
  private final Map<String, Map<String, Image>> classes = new TreeMap<>();

  /**
   * Starts without rows.
   *
   * @param inMargins whether effects are measured in margins, not in logits
   * @param compared whether other places were filled, wherever one fits
   * @param seed of the bootstrap and of the test
   */
  public EffectSummaries(boolean inMargins, boolean compared, long seed) {
    this.inMargins = inMargins;
    this.compared = compared;
    bootstrap = Bootstrap.seeded(seed);
    test = PermutationTest.seeded(seed);
  }

  /** Adds a row. */
  public void add(SegmentEffect row) {
    Image image =
        classes
            .computeIfAbsent(row.className(), name -> new LinkedHashMap<>())
            .computeIfAbsent(row.imageId() + "\n" + row.target(), id -> new Image());
    image.margin = row.before().margin();
    image
        .segments
        .computeIfAbsent(row.removal().segment(), name -> new SegmentImage.Sum())
        .add(row, inMargins);
  }

  /**
   * Returns a row for each class and segment, by class, then by name; at last, where there are
   * several classes, those of all images together.
   */
  public List<EffectSummary> rows() {
    List<EffectSummary> rows = new ArrayList<>();
    List<Image> all = new ArrayList<>();
    classes.forEach(
        (name, images) -> {
          rows.addAll(rows(name, List.copyOf(images.values())));
          all.addAll(images.values());
        });
    if (classes.size() > 1) {
      rows.addAll(rows(ALL, all));
    }
    return rows;
  }

  /**
   * Returns one value of a segment for each image of a class; NaN where the image does not have it.
   *
   * @param className null for all images
   */
  public double[] values(String className, String segment, Part part) {
    return classes.entrySet().stream()
        .filter(of -> className == null || of.getKey().equals(className))
        .flatMap(of -> of.getValue().values().stream())
        .mapToDouble(
            image ->
                image.segments.containsKey(segment)
                    ? part.of(image.segments.get(segment).mean())
                    : Double.NaN)
        .toArray();
  }

  /** Returns the classes of the images. */
  public Set<String> classes() {
    return classes.keySet();
  }

  /** Returns the names of the segments of all classes. */
  public Set<String> segments() {
    return classes.values().stream()
        .flatMap(images -> images.values().stream())
        .flatMap(image -> image.segments.keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What is measured of a segment in an image. */
  public enum Part {
    EFFECT,
    EXCESS,
    FLIP_RATE;

    private double of(SegmentImage image) {
      return switch (this) {
        case EFFECT -> image.effect();
        case EXCESS -> image.excess();
        case FLIP_RATE -> image.flips();
      };
    }
  }

  private List<EffectSummary> rows(String className, List<Image> images) {
    Map<String, List<SegmentImage>> segments = new TreeMap<>();
    for (Image image : images) {
      image.segments.forEach(
          (name, sum) -> segments.computeIfAbsent(name, key -> new ArrayList<>()).add(sum.mean()));
    }
    double margin = images.stream().mapToDouble(image -> image.margin).average().orElse(Double.NaN);
    List<String> names = List.copyOf(segments.keySet());
    double[] p = new double[names.size()];
    for (int i = 0; i < p.length; i++) {
      p[i] = test.paired(values(segments.get(names.get(i)), SegmentImage::excess));
    }
    double[] adjusted = adjusted(p);
    List<EffectSummary> rows = new ArrayList<>();
    for (int i = 0; i < p.length; i++) {
      List<SegmentImage> of = segments.get(names.get(i));
      Estimate excess = mean(values(of, SegmentImage::excess));
      rows.add(
          new EffectSummary(
              className,
              names.get(i),
              of.size(),
              mean(values(of, SegmentImage::effect)),
              new EffectSummary.Excess(
                  mean(values(of, SegmentImage::placebo)).value(),
                  excess,
                  margin > 0 ? excess.value() / margin : Double.NaN,
                  compared),
              new EffectSummary.Test(p[i], adjusted[i]),
              new EffectSummary.Shares(
                  mean(values(of, SegmentImage::flips)).value(),
                  mean(values(of, SegmentImage::leftOut)).value())));
    }
    return rows;
  }

  /** Adjusts the tests that could be made. */
  private static double[] adjusted(double[] p) {
    double[] made = Adjustment.holm(Arrays.stream(p).filter(v -> !Double.isNaN(v)).toArray());
    double[] adjusted = new double[p.length];
    int next = 0;
    for (int i = 0; i < p.length; i++) {
      adjusted[i] = Double.isNaN(p[i]) ? Double.NaN : made[next++];
    }
    return adjusted;
  }

  private static double[] values(List<SegmentImage> of, ToDoubleFunction<SegmentImage> part) {
    return of.stream().mapToDouble(part).filter(value -> !Double.isNaN(value)).toArray();
  }

  private Estimate mean(double[] values) {
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double[][] rows =
        Arrays.stream(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
    return new Estimate(mean, values.length == 0 ? Interval.NONE : bootstrap.means(rows)[0]);
  }

  /** Writes rows as CSV. */
  public static void write(Path file, List<EffectSummary> rows) throws IOException {
    CsvFile.write(
        file,
        COLUMNS,
        printer -> {
          for (EffectSummary row : rows) {
            Estimate excess = row.excess().mean();
            printer.printRecord(
                row.className(),
                row.segment(),
                row.images(),
                CsvFile.text(row.effect().value()),
                CsvFile.text(row.effect().interval().low()),
                CsvFile.text(row.effect().interval().high()),
                CsvFile.text(row.excess().placebo()),
                CsvFile.text(excess.value()),
                CsvFile.text(excess.interval().low()),
                CsvFile.text(excess.interval().high()),
                CsvFile.text(row.test().p()),
                CsvFile.text(row.test().adjusted()),
                CsvFile.text(row.shares().flips()),
                CsvFile.text(row.excess().relative()),
                row.isRelevant(),
                row.doubt());
          }
        });
  }
}
