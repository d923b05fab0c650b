package org.segmentattribution.image;

import org.segmentattribution.api.RgbImage;

/**
 * A picture on a model's grid.
 *
 * @param picture as bytes, to be shown
 * @param exact red, green and blue of each pixel from 0 to 255 before they were rounded; null where
 *     the model takes the bytes
 */
public record GridPicture(RgbImage picture, float[] exact) {}
