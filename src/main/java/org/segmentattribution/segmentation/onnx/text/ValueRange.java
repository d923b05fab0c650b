package org.segmentattribution.segmentation.onnx.text;

import java.util.Locale;

/** Least and greatest of some values; {@code 0} and {@code 0} where there are none. */
record ValueRange(float least, float most) {
  /** More than a bicubic resize adds to values of 0 to 1. */
  private static final float MARGIN = 0.5f;

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

  /** Returns whether all values are near to 0 to 1. */
  boolean nearChances() {
    return within(MARGIN);
  }

  private boolean within(float margin) {
    return least >= -margin && most <= 1 + margin;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.2f to %.2f", least, most);
  }
}
