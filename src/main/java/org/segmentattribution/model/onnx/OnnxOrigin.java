package org.segmentattribution.model.onnx;

import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.segmentattribution.model.layer.LayerGraph;

/**
 * Where the layers of a network come from: an ONNX file, and how its values are called there.
 *
 * @param file that was read
 * @param input the file's input
 * @param outputs names of the file's outputs
 * @param half whether it computes with half precision, at least in part
 * @param external whether it keeps values in other files
 * @param values in the order of the layers
 */
record OnnxOrigin(
    Path file,
    OnnxFile.Input input,
    Set<String> outputs,
    boolean half,
    boolean external,
    List<Named> values) {
  /**
   * A value of the layers that the file names.
   *
   * @param number of the value in the {@link LayerGraph}
   * @param name in the file
   * @param shape in the file, for one image
   */
  record Named(int number, String name, Shape shape) {}

  /** What is known of a file whose layers were built. */
  static OnnxOrigin of(OnnxFile file, List<Named> values) {
    return new OnnxOrigin(
        file.file(),
        file.input(),
        file.graph().getOutputList().stream().map(v -> v.getName()).collect(Collectors.toSet()),
        OnnxHalf.isUsedIn(file.graph()),
        OnnxExternalFiles.areUsedIn(file.graph()),
        values);
  }

  /** Copies the lists. */
  OnnxOrigin {
    outputs = Set.copyOf(outputs);
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
