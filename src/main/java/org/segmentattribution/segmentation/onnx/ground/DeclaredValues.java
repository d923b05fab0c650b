package org.segmentattribution.segmentation.onnx.ground;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Numbers and names in a {@code segmenter.json}.
 *
 * @param feed size, mean, deviation and factor of the picture, with the keys of a {@code
 *     preprocessor_config.json}
 * @param names of the classes by index; empty = not said
 * @param threshold least score, 0 to 1; NaN = not said
 * @param tokens length of each text; 0 = not said
 * @param padding number of the token that fills short texts; -1 = not said
 */
public record DeclaredValues(
    ObjectNode feed, List<String> names, double threshold, int tokens, long padding) {}
