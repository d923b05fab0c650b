/**
 * The layers of a network in inference mode, and the graph that runs them under a relevance rule.
 * Each layer computes its output, knows its shape and writes itself as ONNX. Start with {@link
 * Layer} and {@link LayerGraph}.
 */
package org.segmentattribution.model.layer;
