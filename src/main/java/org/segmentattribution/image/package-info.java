/**
 * Pixels: stored samples of a file, resizing that agrees with Pillow and torchvision, and the way
 * from a picture to a model's input. Start with {@link Preprocessing}, then {@link Resizing}.
 */
package org.segmentattribution.image;
