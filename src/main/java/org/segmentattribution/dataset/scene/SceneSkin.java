package org.segmentattribution.dataset.scene;

/** The colour of every point of a patch. */
@FunctionalInterface
interface SceneSkin {
  /** The colour, packed as 0xRRGGBB, at a point in the patch's own coordinates. */
  int at(double x, double y);
}
