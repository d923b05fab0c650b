package org.segmentattribution.dataset.scene;

/** Colours the points of a patch. */
@FunctionalInterface
interface SceneSkin {
  /** Returns the colour, packed as 0xRRGGBB, at a point in the patch's own coordinates. */
  int at(double x, double y);
}
