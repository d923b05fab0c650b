/**
 * For authors of jars that add model formats and saliency methods: what needs tensors, which are
 * {@code NDArray}s of Deep Java Library on its PyTorch engine. Every array lives in the manager of
 * the array that it is made from, and is freed with the batch.
 */
package org.segmentattribution.api.tensor;
