/** From one image to its rows, a batch at a time: decode, segment, explain, tabulate. */
package org.segmentattribution.pipeline;
