/**
 * Masks from DINO-X, a service over HTTP. {@link DinoX} is the segmenter; {@link DinoXTasks} sends
 * the requests and waits for the replies. The token comes from the environment alone.
 */
package org.segmentattribution.segmentation.dinox;
