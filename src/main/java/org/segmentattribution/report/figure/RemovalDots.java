package org.segmentattribution.report.figure;

import java.util.Comparator;
import java.util.List;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.SegmentColours;
import org.segmentattribution.statistics.Interval;

/**
 * What {@code RemovalPlot} shows: whether a classifier needs what it looks at: a dot a segment, its
 * share of the attribution to the right, what its removal does beyond that of other places upwards.
 *
 * @param className the images' class; empty for all images
 * @param method name of the saliency method
 * @param unit what effects are measured in: {@code logit} or {@code margin}
 * @param least excess from which a segment matters; NaN where there is no such line
 * @param dots segments with a share and an excess
 * @param notes what is not shown, a sentence each
 * @param colours colours of the run's segments
 */
public record RemovalDots(
    String className,
    String method,
    String unit,
    double least,
    List<Dot> dots,
    List<String> notes,
    SegmentColours colours) {
  /**
   * A segment.
   *
   * @param name of the segment
   * @param share mean share of a table's summed attribution, 0 to 1
   * @param excess mean effect beyond the placebos
   * @param interval of the excess; {@link Interval#NONE} for too few images
   * @param relevant whether it matters
   * @param highlighted whether the figure is about it
   */
  public record Dot(
      String name,
      double share,
      double excess,
      Interval interval,
      boolean relevant,
      boolean highlighted) {
    double low() {
      return Double.isNaN(interval.low()) ? excess : interval.low();
    }

    double high() {
      return Double.isNaN(interval.high()) ? excess : interval.high();
    }
  }

  /** Sorts the dots, the largest excess first: so a screen reader reads them. */
  public RemovalDots {
    dots =
        dots.stream()
            .sorted(Comparator.comparingDouble(Dot::excess).reversed().thenComparing(Dot::name))
            .toList();
    notes = List.copyOf(notes);
  }

  /** Returns the question that the figure answers. */
  public String question() {
    return (className.isEmpty() ? "Does" : className + ": does")
        + " removing what the model looks at change its answer?";
  }

  /** Describes a dot in words. */
  static String words(Dot dot) {
    return dot.name()
        + ": "
        + NumberText.percent(dot.share())
        + " of the attribution, excess "
        + NumberText.significant(dot.excess())
        + (Double.isNaN(dot.interval().low())
            ? ""
            : " (95\u00a0% interval "
                + NumberText.significant(dot.interval().low())
                + " to "
                + NumberText.significant(dot.interval().high())
                + ")")
        + (dot.relevant() ? ", matters" : "");
  }

  String description() {
    StringBuilder text =
        new StringBuilder(
            "Share of the attribution against what removal does beyond other places:");
    dots.forEach(dot -> text.append(' ').append(words(dot)).append(';'));
    return text.toString();
  }
}
