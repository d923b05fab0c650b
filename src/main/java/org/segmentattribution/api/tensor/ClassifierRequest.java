package org.segmentattribution.api.tensor;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;

/**
 * A model file to load.
 *
 * @param file an existing file
 * @param channels C of the input, as declared
 * @param height H of the input, as declared
 * @param width W of the input, as declared
 * @param manager owner of the weights, on the device that computes; closed after the classifier
 */
public record ClassifierRequest(Path file, int channels, int height, int width, NDManager manager) {

  /** {@return the number of values of one input, C · H · W} */
  public long inputLength() {
    return (long) channels * height * width;
  }
}
