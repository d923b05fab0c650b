package org.segmentattribution.model.training;

import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;

/**
 * A training image with its class.
 *
 * @param grid the picture on the grid of the network's input
 * @param label class index
 * @param avoided pixels of that grid which the network should not need; null for none
 */
public record LabelledImage(RgbImage grid, int label, Mask avoided) {
  /** An image of which any pixel may be used. */
  public LabelledImage(RgbImage grid, int label) {
    this(grid, label, null);
  }
}
