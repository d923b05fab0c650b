package org.segmentattribution.model.onnx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.segmentattribution.model.onnx.file.Added;
import org.segmentattribution.model.onnx.file.GraphChanges;
import org.segmentattribution.model.onnx.file.GraphInput;
import org.segmentattribution.model.onnx.file.HalfFloats;
import org.segmentattribution.model.onnx.file.OnnxFile;
import org.segmentattribution.model.onnx.file.TensorFiles;
import org.segmentattribution.model.onnx.graph.NamedValue;

/**
 * The ONNX file that the layers of a network were made of, and the names of their values there.
 *
 * @param file its path
 * @param input the file's input
 * @param outputs names of the file's outputs
 * @param rounding of its numbers of 16 bits, as a share of a number; 0 where it has none
 * @param external whether it keeps values in other files
 * @param values that have a name, in the order of the layers
 * @param changes how the graph of the layers differs from the file's
 */
public record OnnxOrigin(
    Path file,
    GraphInput input,
    Set<String> outputs,
    double rounding,
    boolean external,
    List<NamedValue> values,
    GraphChanges changes) {
  /** Describes a file whose layers were built. */
  static OnnxOrigin of(OnnxFile file, List<NamedValue> values) {
    return new OnnxOrigin(
        file.file(),
        file.input(),
        file.changes().added() != null
            ? file.changes().added().outputs()
            : file.graph().getOutputList().stream()
                .map(v -> v.getName())
                .collect(Collectors.toSet()),
        HalfFloats.rounding(file.graph()),
        TensorFiles.areNamedIn(file.graph()),
        values,
        file.changes());
  }

  /** A file whose graph was not changed. */
  public OnnxOrigin(
      Path file,
      GraphInput input,
      Set<String> outputs,
      double rounding,
      boolean external,
      List<NamedValue> values) {
    this(file, input, outputs, rounding, external, values, GraphChanges.NONE);
  }

  /** Copies the lists. */
  public OnnxOrigin {
    outputs = Set.copyOf(outputs);
    values = List.copyOf(values);
  }

  /** The file that the layers were made of, read again. */
  public OnnxFile read() throws IOException {
    Added added = changes.added();
    return added == null ? OnnxFile.read(file) : OnnxFile.read(file, graph -> added.more());
  }

  /** Whether names of values are known. */
  public boolean named() {
    return !values.isEmpty();
  }

  /** The value that a network's logits are, up to axes of length 1 behind them. */
  public NamedValue logits() {
    return values.get(values.size() - 1);
  }
}
