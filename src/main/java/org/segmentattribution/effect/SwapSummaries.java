package org.segmentattribution.effect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.statistics.PermutationTest;

/** Adds up the rows of {@code swaps.csv} by segment, class and kind. */
public final class SwapSummaries {
  /** Name of the file in a run directory. */
  public static final String FILE = "swaps-summary.csv";

  /** Means filled and pasted images together. */
  private static final String BOTH = "swapped";

  private static final List<String> COLUMNS =
      List.of(
          "segment",
          "class",
          "kind",
          "images",
          "accuracy",
          "accuracy_swapped",
          "drop",
          "lower",
          "upper",
          "p",
          "to_source");

  /** One image, swapped in one or several ways. */
  private static final class Image {
    private final SwappedImage.Kind kind;
    private final String className;
    private final double before;
    private int ways;
    private int right;
    private int toSource;

    Image(SwappedImage row) {
      kind = row.kind();
      className = row.className();
      before = row.isRightBefore() ? 1 : 0;
    }

    double after() {
      return (double) right / ways;
    }
  }

  private final Map<String, String> sources;
  private final Bootstrap bootstrap;
  private final PermutationTest test;
  private final Map<String, Map<String, Image>> segments = new TreeMap<>();

  /**
   * Starts without rows.
   *
   * @param sources class of each image that a segment comes from, by the image's id
   * @param seed of the bootstrap and of the test
   */
  public SwapSummaries(Map<String, String> sources, long seed) {
    this.sources = sources;
    bootstrap = Bootstrap.seeded(seed);
    test = PermutationTest.seeded(seed);
  }

  /** Adds a row. */
  public void add(SwappedImage row) {
    Image image =
        segments
            .computeIfAbsent(row.segment(), name -> new LinkedHashMap<>())
            .computeIfAbsent(row.imageId(), id -> new Image(row));
    image.ways++;
    image.right += row.isRightAfter() ? 1 : 0;
    image.toSource += row.after().equals(sources.get(row.with())) ? 1 : 0;
  }

  /** Returns rows by segment: each class by kind, then all classes by kind and together. */
  public List<SwapSummary> rows() {
    List<SwapSummary> rows = new ArrayList<>();
    segments.forEach(
        (segment, images) -> {
          TreeSet<String> classes = new TreeSet<>();
          images.values().forEach(image -> classes.add(image.className));
          for (String name : classes) {
            kinds(rows, segment, name, some(images, image -> image.className.equals(name)));
          }
          List<Image> all = List.copyOf(images.values());
          kinds(rows, segment, EffectSummaries.ALL, all);
          rows.add(row(segment, EffectSummaries.ALL, BOTH, all));
        });
    return rows;
  }

  private void kinds(List<SwapSummary> rows, String segment, String name, List<Image> images) {
    for (SwappedImage.Kind kind : SwappedImage.Kind.values()) {
      List<Image> some = images.stream().filter(image -> image.kind == kind).toList();
      if (!some.isEmpty()) {
        rows.add(row(segment, name, kind.text(), some));
      }
    }
  }

  private static List<Image> some(Map<String, Image> images, Predicate<Image> which) {
    return images.values().stream().filter(which).toList();
  }

  private SwapSummary row(String segment, String name, String kind, List<Image> images) {
    double[] drops = images.stream().mapToDouble(image -> image.before - image.after()).toArray();
    double[][] cases =
        Arrays.stream(drops).mapToObj(d -> new double[] {d}).toArray(double[][]::new);
    Interval interval = bootstrap.means(cases)[0];
    double pasted =
        images.stream()
            .filter(image -> image.kind == SwappedImage.Kind.PASTED)
            .mapToDouble(image -> (double) image.toSource / image.ways)
            .average()
            .orElse(Double.NaN);
    SwapSummary.Accuracy accuracy =
        new SwapSummary.Accuracy(
            images.stream().mapToDouble(image -> image.before).average().orElseThrow(),
            images.stream().mapToDouble(Image::after).average().orElseThrow(),
            new Estimate(Arrays.stream(drops).average().orElseThrow(), interval),
            test.paired(drops));
    return new SwapSummary(segment, name, kind, images.size(), accuracy, pasted);
  }

  /** Returns the row of all images of a segment. */
  public static SwapSummary total(List<SwapSummary> rows, String segment) {
    return rows.stream()
        .filter(row -> row.segment().equals(segment) && row.kind().equals(BOTH))
        .findFirst()
        .orElseThrow();
  }

  /** Writes rows as CSV. */
  public static void write(Path file, List<SwapSummary> rows) throws IOException {
    CsvFile.write(
        file,
        COLUMNS,
        printer -> {
          for (SwapSummary row : rows) {
            SwapSummary.Accuracy accuracy = row.accuracy();
            printer.printRecord(
                row.segment(),
                row.className(),
                row.kind(),
                row.images(),
                accuracy.before(),
                accuracy.after(),
                accuracy.drop().value(),
                CsvFile.text(accuracy.drop().low()),
                CsvFile.text(accuracy.drop().high()),
                CsvFile.text(accuracy.p()),
                CsvFile.text(row.toSource()));
          }
        });
  }
}
