package org.segmentattribution.saliency;

import java.util.Map;

/**
 * What a classifier said of a batch of images and where each saliency method put it.
 *
 * @param logits [N][K]
 * @param targets class index explained for each image, [N]
 * @param maps per method name, in the order asked for: one map an image, [N][H * W], rows top to
 *     bottom, channels reduced, signed, unnormalised
 */
public record Explanation(float[][] logits, int[] targets, Map<String, float[][]> maps) {}
