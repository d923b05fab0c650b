package org.segmentattribution.dataset;

import java.util.Locale;

/** What a drawn scene shows. */
public enum SceneClass {
  HORSE,
  ZEBRA;

  /** Name of the folder and of the class. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }
}
