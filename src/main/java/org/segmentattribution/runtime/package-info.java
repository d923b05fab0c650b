/**
 * ONNX Runtime and tokenizers, for segmentation models and for the text towers of classifiers, with
 * plain {@link Tensor}s between them and everything else. {@link OnnxGraph} runs a graph; {@link
 * Tokenizer} turns text into numbers.
 */
package org.segmentattribution.runtime;
