package org.segmentattribution.experiment.planted;

import java.util.Map;

/**
 * A number of the product that may answer "does the classifier rely on the plant?".
 *
 * @param method saliency method; empty where none is used
 * @param part what is read, such as {@code rank} or {@code relative excess}
 * @param larger whether larger values mean that it does; else smaller ones
 */
record Reading(String method, String part, boolean larger) {
  /** Returns its name in tables, such as {@code lrp-gamma rank}. */
  String name() {
    return method.isEmpty() ? part : method + " " + part;
  }

  /** Returns a reading from its name in tables. */
  static Reading of(String name, String method, boolean larger) {
    String part = method.isEmpty() ? name : name.substring(method.length() + 1);
    return new Reading(method, part, larger);
  }

  /** Returns a classifier's score, larger where it relies; the lowest where nothing is read. */
  double score(Map<String, Double> values) {
    double value = values.getOrDefault(name(), Double.NaN);
    if (Double.isNaN(value)) {
      return Double.NEGATIVE_INFINITY;
    }
    return larger ? value : -value;
  }
}
