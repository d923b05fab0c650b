package org.segmentattribution.model;

import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the layers of a network come from: an ONNX file, and how its values are called there.
 *
 * @param file that was read
 * @param input the file's input
 * @param values in the order of the layers
 */
record OnnxOrigin(Path file, OnnxFile.Input input, List<Named> values) {
  /**
   * A value of the layers that the file names.
   *
   * @param number of the value in the {@link LayerGraph}
   * @param name in the file
   * @param shape in the file, for one image
   */
  record Named(int number, String name, Shape shape) {}

  /** Copies the list. */
  OnnxOrigin {
    values = List.copyOf(values);
  }

  /** Whether the file's names are known. */
  boolean named() {
    return !values.isEmpty();
  }

  /** The value that a network's logits are, up to axes of length 1 behind them. */
  Named logits() {
    return values.get(values.size() - 1);
  }
}
