package org.segmentattribution.command.train;

import org.segmentattribution.model.onnx.OnnxNetwork;

/**
 * A network to write, and what is known of it.
 *
 * @param network the fitted one
 * @param layer what its new last layer does; null where all weights were trained
 */
record Fitted(OnnxNetwork network, Reweighted layer) {}
