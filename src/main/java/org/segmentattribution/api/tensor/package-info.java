/**
 * Model formats and saliency methods that jars add, in terms of tensors, which are {@code NDArray}s
 * of Deep Java Library on its PyTorch engine. Every array lives in the manager of the array that it
 * is made from, and is freed with the batch.
 */
package org.segmentattribution.api.tensor;
