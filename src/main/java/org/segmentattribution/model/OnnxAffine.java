package org.segmentattribution.model;

import java.util.Arrays;
import java.util.Locale;
import org.segmentattribution.model.OnnxImporter.Value;

/**
 * The operators that scale and shift: batch normalisation in inference mode, arithmetic with
 * constants, and the sum of two activations.
 */
final class OnnxAffine {
  private final OnnxImporter graph;

  OnnxAffine(OnnxImporter graph) {
    this.graph = graph;
  }

  void batchNormalization(OnnxNode node) {
    node.allow("epsilon", "momentum", "spatial", "training_mode", "consumed_inputs");
    if (node.integer("training_mode", 0) != 0 || node.integer("spatial", 1) != 1) {
      throw node.refuse("only inference over channels is supported");
    }
    Value x = graph.activation(node, 0);
    float[][] parts = new float[4][];
    for (int i = 0; i < 4; i++) {
      parts[i] = graph.weights(node, i + 1, 1).floats();
      if (x.rank() < 2 || parts[i].length != x.size(1)) {
        throw node.refuse("constants do not fit an input of shape " + x.shape());
      }
    }
    double epsilon = node.real("epsilon", 1e-5f);
    float[] scale = new float[parts[0].length];
    float[] shift = new float[scale.length];
    for (int c = 0; c < scale.length; c++) {
      double factor = parts[0][c] / Math.sqrt(parts[3][c] + epsilon);
      scale[c] = (float) factor;
      shift[c] = (float) (parts[1][c] - parts[2][c] * factor);
    }
    long[] dims = new long[x.rank()];
    Arrays.fill(dims, 1);
    dims[1] = scale.length;
    affine(node, x, dims, scale, shift);
  }

  void arithmetic(OnnxNode node) {
    String operator = node.operator();
    boolean first = graph.isActivation(node, 0);
    if (first && graph.isActivation(node, 1)) {
      Value a = graph.activation(node, 0);
      Value b = graph.activation(node, 1);
      if (a.rank() != b.rank() || a.images() != b.images()) {
        throw node.refuse("joins " + a.shape() + " and " + b.shape());
      }
      join(node, a, b);
      return;
    }
    Value x = graph.activation(node, first ? 0 : 1);
    if (operator.equals("Div") && !first) {
      throw node.refuse("dividing a constant by an activation is not supported");
    }
    OnnxTensor c = graph.weights(node, first ? 1 : 0, -1);
    float[] scale = new float[c.size()];
    float[] shift = new float[c.size()];
    for (int i = 0; i < scale.length; i++) {
      float value = c.floats()[i];
      scale[i] =
          switch (operator) {
            case "Mul" -> value;
            case "Div" -> 1 / value;
            case "Sub" -> first ? 1 : -1;
            default -> 1;
          };
      shift[i] =
          switch (operator) {
            case "Add" -> value;
            case "Sub" -> first ? -value : value;
            default -> 0;
          };
      if (!Float.isFinite(scale[i])) {
        throw node.refuse("divides by " + value);
      }
    }
    affine(node, x, broadcast(node, x, c.dims()), scale, shift);
  }

  private void join(OnnxNode node, Value a, Value b) {
    Layer layer =
        node.operator().equals("Add")
            ? new Addition(node.name())
            : new Arithmetic(
                node.name(),
                Arithmetic.Operation.valueOf(node.operator().toUpperCase(Locale.ROOT)));
    graph.emit(node, layer, a, b);
  }

  /** The constant's shape with as many axes as the activation's. */
  private static long[] broadcast(OnnxNode node, Value x, long[] dims) {
    long[] all = new long[x.rank()];
    Arrays.fill(all, 1);
    boolean fits = dims.length <= all.length;
    for (int i = 0; fits && i < dims.length; i++) {
      int axis = all.length - dims.length + i;
      all[axis] = dims[i];
      fits = dims[i] == 1 || (axis != x.images() && dims[i] == x.size(axis));
    }
    if (!fits) {
      throw node.refuse("constant " + Arrays.toString(dims) + " does not fit " + x.shape());
    }
    return all;
  }

  /** x · scale + shift: taken into the weights before it where these feed nothing else. */
  private void affine(OnnxNode node, Value x, long[] dims, float[] scale, float[] shift) {
    WeightedLayer before = graph.feeds(x);
    int axis = before instanceof Dense ? dims.length - 1 : 1;
    boolean byOutput = scale.length == 1 || (dims.length > 1 && dims[axis] == scale.length);
    if (before != null && byOutput) {
      int outputs = Math.toIntExact(before.bias().size());
      try (var factor = graph.array(OnnxOperators.spread(scale, outputs), outputs);
          var offset = graph.array(OnnxOperators.spread(shift, outputs), outputs)) {
        before.absorb(factor, offset);
      }
      graph.pass(node, x);
      return;
    }
    graph.emit(node, new Scale(node.name(), graph.array(scale, dims), graph.array(shift, dims)), x);
  }
}
