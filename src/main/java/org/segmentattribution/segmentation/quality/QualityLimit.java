package org.segmentattribution.segmentation.quality;

import java.util.Arrays;
import java.util.Optional;

/** A number from which masks count as odd. */
public enum QualityLimit {
  /** Share of the images from which a name is found everywhere. */
  EVERYWHERE("everywhere", 0.98, 1),

  /** Median number of pixels up to which masks are too small. */
  PIXELS("pixels", 16, 1e9),

  /** Median share of the picture from which masks are nearly all of it. */
  WHOLE("whole", 0.9, 1),

  /** IoU above which masks of two names are the same. */
  SAME("same", 0.9, 1),

  /** Median IoU under a shift or a flip below which masks are unstable. */
  UNSTABLE("unstable", 0.6, 1),

  /** How much better masks fit their old place than the moved one where they do not move. */
  STILL("still", 0.05, 1),

  /** Median number of tiny islands from which masks are in crumbs. */
  ISLANDS("islands", 20, 1e9),

  /** Median IoU below which masks differ from others. */
  AGAINST("against", 0.5, 1);

  private final String key;
  private final double standard;
  private final double most;

  QualityLimit(String key, double standard, double most) {
    this.key = key;
    this.standard = standard;
    this.most = most;
  }

  /** Returns its name in settings. */
  public String key() {
    return key;
  }

  /** Returns its default. */
  public double standard() {
    return standard;
  }

  /** Returns whether a value is allowed: from 0 to 1, or to a thousand millions for counts. */
  boolean allows(double value) {
    return value >= 0 && value <= most;
  }

  /** Returns the largest value. */
  double most() {
    return most;
  }

  static Optional<QualityLimit> of(String key) {
    return Arrays.stream(values()).filter(limit -> limit.key.equals(key)).findFirst();
  }
}
