package org.segmentattribution.report.part;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.segmentattribution.report.svg.SegmentColours;

/**
 * Shares of segments under two models, or by two measures, a panel a class.
 *
 * @param names of the models
 * @param panels those with differences beyond chance first
 * @param colours of the segments' names
 */
public record SlopeView(Names names, List<SlopePanel> panels, SegmentColours colours) {
  /**
   * Names of the models.
   *
   * @param first short name of the first model
   * @param second short name of the second
   * @param more number of classes that have no panel
   * @param caption what the lines show
   */
  public record Names(String first, String second, int more, String caption) {}

  /** Returns whether a segment speaks for or against a class. */
  public boolean signed() {
    return panels.stream()
        .flatMap(panel -> panel.lines().stream())
        .anyMatch(line -> line.slope().signA() != 0 || line.slope().signB() != 0);
  }

  /**
   * Makes the panels on one scale.
   *
   * @param slopes of each class
   * @param rest of each class, what its panel does not show, in words; may lack classes
   */
  public static SlopeView of(
      Names names,
      Map<String, List<Slope>> slopes,
      Map<String, String> rest,
      SegmentColours colours) {
    double largest =
        slopes.values().stream()
            .flatMap(List::stream)
            .flatMapToDouble(s -> DoubleStream.of(s.a(), s.b()))
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    double top = largest > 0 ? largest : 1;
    List<SlopePanel> panels =
        slopes.entrySet().stream()
            .map(
                of ->
                    SlopePanel.of(
                        of.getKey(), of.getValue(), rest.getOrDefault(of.getKey(), ""), top))
            .toList();
    return new SlopeView(names, panels, colours);
  }
}
