package org.segmentattribution.cli.model;

import java.util.Locale;

/** Numbers in words. */
final class ModelText {
  private static final double THOUSAND = 1000;

  private ModelText() {}

  /** Returns a size in units of 1,000, as hubs show it. */
  static String size(long bytes) {
    if (bytes < THOUSAND) {
      return bytes + " bytes";
    }
    double value = bytes / THOUSAND;
    for (String unit : new String[] {"kB", "MB"}) {
      if (value < THOUSAND) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, unit);
      }
      value /= THOUSAND;
    }
    return String.format(Locale.ROOT, "%.1f GB", value);
  }
}
