package org.segmentattribution.pipeline;

import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.image.GridPicture;
import org.segmentattribution.table.PreparedSegments;

/**
 * An image ready for every classifier with one preprocessing.
 *
 * @param record the image's entry in its data set
 * @param pixels its pixels on the classifier's grid
 * @param segments its segments on this grid
 * @param width width of the original picture
 * @param height height of the original picture
 */
public record PreparedImage(
    ImageRecord record, GridPicture pixels, PreparedSegments segments, int width, int height) {

  /** Returns the image's pixels on the classifier's grid, as bytes. */
  public RgbImage grid() {
    return pixels.picture();
  }
}
