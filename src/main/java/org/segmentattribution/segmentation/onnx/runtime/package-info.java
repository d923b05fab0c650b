/**
 * The libraries behind segmentation models: ONNX Runtime and tokenizers, with plain {@link Tensor}s
 * between them and everything else. {@link OnnxGraph} runs a graph; {@link Tokenizer} turns text
 * into numbers.
 */
package org.segmentattribution.segmentation.onnx.runtime;
