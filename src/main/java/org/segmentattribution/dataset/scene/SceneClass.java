package org.segmentattribution.dataset.scene;

import java.util.Locale;

/** The two classes of the procedural scenes. */
public enum SceneClass {
  HORSE,
  ZEBRA;

  /** Returns the name of the class and of its folder: {@code horse} or {@code zebra}. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }
}
