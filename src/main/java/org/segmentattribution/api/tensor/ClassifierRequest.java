package org.segmentattribution.api.tensor;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;

/**
 * A model file that is about to be loaded.
 *
 * @param file that exists
 * @param channels C of the input, as declared
 * @param height H of the input, as declared
 * @param width W of the input, as declared
 * @param manager for the weights, on the device that computes; it is closed after the classifier
 */
public record ClassifierRequest(Path file, int channels, int height, int width, NDManager manager) {

  /** {@return the number of values of one input, C · H · W} */
  public long inputLength() {
    return (long) channels * height * width;
  }
}
