package org.segmentattribution.saliency.relevance;

import ai.djl.ndarray.NDArray;
import org.segmentattribution.saliency.InputRange;

/**
 * The array with respect to which relevance is differentiated.
 *
 * @param handle 1 for each value of the network's input, [N, C, H, W]
 * @param range range of the input; null if none is declared
 * @param ledger handles on constants; null where their relevance is not asked for
 */
record InputHandle(NDArray handle, InputRange range, Ledger ledger) {}
