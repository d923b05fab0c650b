package org.segmentattribution.saliency;

import ai.djl.ndarray.NDArray;

/**
 * What derivatives are taken by.
 *
 * @param handle 1 for each value of the network's input, [N, C, H, W]
 * @param range of the input; null if none is declared
 */
record InputHandle(NDArray handle, InputRange range) {}
