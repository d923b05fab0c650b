package org.segmentattribution.model.onnx.graph;

import ai.djl.ndarray.types.Shape;
import org.segmentattribution.model.layer.LayerGraph;

/**
 * A value of the layers that the file has a name for.
 *
 * @param number of the value in the {@link LayerGraph}
 * @param name in the file
 * @param shape in the file, for one image
 */
public record NamedValue(int number, String name, Shape shape) {}
