package org.segmentattribution.report.figure;

import java.util.List;

/**
 * How often one reading raises an alarm, over the strength of the plant.
 *
 * @param name name of the reading
 * @param points one a strength, ascending
 */
public record PowerLine(String name, List<Point> points) {
  /**
   * Alarms at one strength.
   *
   * @param strength share of the class's training pictures with the plant, in per cent
   * @param alarms classifiers with an alarm
   * @param classifiers all of them that count
   */
  public record Point(double strength, int alarms, int classifiers) {
    double share() {
      return classifiers == 0 ? Double.NaN : (double) alarms / classifiers;
    }
  }
}
