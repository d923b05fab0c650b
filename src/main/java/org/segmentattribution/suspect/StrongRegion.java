package org.segmentattribution.suspect;

import org.segmentattribution.api.Mask;

/**
 * A region of strong attribution in an image.
 *
 * @param image id of the image
 * @param className class that the image's rows are grouped by
 * @param mask the region on the model's grid
 * @param share its attribution, with signs, as a part of the sum of magnitudes of the image's map
 * @param features what a layer says of the region, a value a channel; empty where there is no layer
 * @param looks colours, shape and place, as {@link Appearance} gives them
 */
public record StrongRegion(
    String image, String className, Mask mask, double share, float[] features, float[] looks) {
  /** Returns its area as a part of the image's. */
  double part() {
    return (double) mask.area() / ((double) mask.width() * mask.height());
  }
}
