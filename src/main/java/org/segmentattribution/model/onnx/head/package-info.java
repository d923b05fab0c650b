/**
 * Finds the logits at the end of an ONNX graph: takes off a final softmax or sigmoid, and refuses
 * outputs that are probabilities. Start with {@link GraphEnd}.
 */
package org.segmentattribution.model.onnx.head;
