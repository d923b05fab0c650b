package org.segmentattribution.report.page;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.segmentattribution.report.figure.RankBlock;
import org.segmentattribution.report.page.Block.Figure;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.statistics.KendallTau;
import org.segmentattribution.table.AggregateRow;

/**
 * The results of one method for one class, or for all images.
 *
 * @param method name of the saliency method
 * @param className the images' class; empty for all images
 * @param rows aggregates of the group
 * @param elsewhere what lies outside every named segment; null where the tables have no such row
 * @param areas mean share of an image that a segment covers, 0 to 1, by name
 * @param figures further figures, such as a critical-difference diagram; may be empty
 * @param signed whether the method has a negative value anywhere: maps of Grad-CAM, of positive
 *     relevance rules and of absolute values have none, and their sign says nothing
 */
public record ExplainGroup(
    String method,
    String className,
    List<AggregateRow> rows,
    AggregateRow elsewhere,
    Map<String, Double> areas,
    List<Figure> figures,
    boolean signed) {
  /** Segments in a smaller share of the images come last, and no sentence mentions them. */
  private static final double SELDOM = 0.1;

  /** Number of images from which an order is worth a sentence. */
  static final int ENOUGH = Interval.FEWEST;

  /** Makes a group that is signed where one of its rows is. */
  public ExplainGroup(
      String method,
      String className,
      List<AggregateRow> rows,
      Map<String, Double> areas,
      List<Figure> figures) {
    this(
        method,
        className,
        rows,
        null,
        areas,
        figures,
        rows.stream().anyMatch(row -> row.signs().negative() > 0));
  }

  /** Returns this group with other figures. */
  public ExplainGroup with(List<Figure> figures) {
    return new ExplainGroup(method, className, rows, elsewhere, areas, figures, signed);
  }

  /** Returns whether segments were found, but never two in one image. */
  boolean onlySingles() {
    return images() > 0 && rows.get(0).singles() == rows.get(0).tables();
  }

  /** Kendall's tau from which two methods are called similar. */
  static final double AGREE = 0.5;

  /** Number of names from which two orders can be compared. */
  private static final int COMPARABLE = 3;

  /** Returns class and method, such as {@code zebra · lrp-z}. */
  public String heading() {
    return subject() + " \u00b7 " + method;
  }

  /** Returns the class, or the words for all images. */
  String subject() {
    return className.isEmpty() ? "all images" : className;
  }

  /** Returns the number of images with a table. */
  int images() {
    return rows.isEmpty() ? 0 : rows.get(0).tables();
  }

  /**
   * Returns names found in at least one image in ten and ranked in enough images, best mean rank
   * first.
   */
  public List<AggregateRow> usual() {
    return RankBlock.sorted(rows).stream().filter(r -> r.ranked() >= ENOUGH && !seldom(r)).toList();
  }

  /** Returns frequent names that occur together with others in too few images to say anything. */
  List<AggregateRow> few() {
    return RankBlock.sorted(rows).stream()
        .filter(r -> r.images() > 0 && r.ranked() < ENOUGH && !seldom(r))
        .toList();
  }

  /**
   * Returns the reason why nothing can be said about the first names; empty where something can.
   */
  public String silence() {
    if (images() == 0) {
      return "No segment was found in any image.";
    }
    if (onlySingles()) {
      return "No image has two segments, so none can come before another.";
    }
    if (images() < ENOUGH) {
      return "Only " + NumberText.images(images()) + ": too few to say what the model relies on.";
    }
    return usual().isEmpty()
        ? "No segment stands beside another in "
            + ENOUGH
            + " images and one in ten: too few to say what the model relies on."
        : "";
  }

  /** Returns names found in fewer images, the most frequent first. */
  List<AggregateRow> seldom() {
    return rows.stream()
        .filter(r -> r.images() > 0 && seldom(r))
        .sorted(
            Comparator.comparingInt((AggregateRow r) -> -r.images())
                .thenComparing(AggregateRow::segment))
        .toList();
  }

  private boolean seldom(AggregateRow row) {
    return row.images() < SELDOM * images();
  }

  /** Returns the usual names that another group also has. */
  List<String> shared(ExplainGroup other) {
    return usual().stream()
        .map(AggregateRow::segment)
        .filter(name -> Double.isFinite(other.rank(name)))
        .toList();
  }

  /**
   * Returns Kendall's tau-b of the mean ranks of the shared names, -1 to 1; NaN where it is not
   * defined, or for fewer than three names, whose orders often agree by chance.
   */
  double agreement(ExplainGroup other) {
    List<String> shared = shared(other);
    return shared.size() < COMPARABLE
        ? Double.NaN
        : KendallTau.b(
            shared.stream().mapToDouble(this::rank).toArray(),
            shared.stream().mapToDouble(other::rank).toArray());
  }

  private double rank(String segment) {
    return row(segment).map(AggregateRow::relativeMeanRank).orElse(Double.NaN);
  }

  /** Returns the aggregate of a name. */
  private Optional<AggregateRow> row(String segment) {
    return rows.stream().filter(r -> r.segment().equals(segment)).findFirst();
  }
}
