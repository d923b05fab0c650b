package org.segmentattribution.segmentation.onnx.text;

import java.util.Locale;

/** Least and greatest of some values; {@code 0} and {@code 0} where there are none. */
record ValueRange(float least, float most) {
  /** More than a bicubic resize adds to values of 0 to 1. */
  private static final float MARGIN = 0.5f;

  /** Near enough to 0, and to 1, that only a probability is spread so. */
  private static final float ENDS = 0.1f;

  static ValueRange of(float[] values) {
    float least = values.length == 0 ? 0 : values[0];
    float most = least;
    for (float value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return new ValueRange(least, most);
  }

  /** Returns whether all values are of 0 to 1, with half precision's rounding. */
  boolean chances() {
    return within(1e-3f);
  }

  /** Returns whether a value is so far from 0 to 1 that it was never of it. */
  boolean outside() {
    return !within(MARGIN);
  }

  /** Returns whether the values of 0 to 1 reach from one end to the other. */
  boolean spread() {
    return chances() && least < ENDS && most > 1 - ENDS;
  }

  /** Returns whether all values are 0, or all are 1: inside or not, whatever they are. */
  boolean constant() {
    return least == most && (least == 0 || least == 1);
  }

  private boolean within(float margin) {
    return least >= -margin && most <= 1 + margin;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.2f to %.2f", least, most);
  }
}
