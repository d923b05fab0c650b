package org.segmentattribution.model.onnx;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Locale;
import org.segmentattribution.model.layer.Addition;
import org.segmentattribution.model.layer.Arithmetic;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.layer.Dense;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.Power;
import org.segmentattribution.model.layer.Scale;
import org.segmentattribution.model.layer.WeightedLayer;

/**
 * The operators that scale and shift: batch normalisation in inference mode, arithmetic with
 * constants, masks, and the arithmetic of two activations.
 */
final class OnnxAffine {
  private final OnnxImporter graph;
  private final OnnxAxes axes;

  OnnxAffine(OnnxImporter graph) {
    this.graph = graph;
    this.axes = new OnnxAxes(graph);
  }

  void batchNormalization(OnnxNode node) {
    node.allow("epsilon", "momentum", "spatial", "training_mode", "consumed_inputs");
    if (node.integer("training_mode", 0) != 0 || node.integer("spatial", 1) != 1) {
      throw node.refuse("only inference over channels is supported");
    }
    OnnxValue x = graph.activation(node, 0);
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
    channels(node, x, scale, shift);
  }

  /** x · scale + shift with a value for each index of the second axis. */
  void channels(OnnxNode node, OnnxValue x, float[] scale, float[] shift) {
    long[] dims = new long[x.rank() - 1];
    Arrays.fill(dims, 1);
    dims[0] = scale.length;
    affine(node, x, dims, scale, shift);
  }

  void arithmetic(OnnxNode node) {
    if (node.operator().equals("Sum")) {
      sum(node);
      return;
    }
    boolean first = graph.isActivation(node, 0);
    if (first && graph.isActivation(node, 1)) {
      join(node, graph.activation(node, 0), graph.activation(node, 1));
      return;
    }
    OnnxValue x = graph.activation(node, first ? 0 : 1);
    OnnxTensor c = graph.numbers(node, first ? 1 : 0);
    if (node.operator().equals("Div") && !first) {
      // c ÷ x = c · 1/x
      float[] power = {-1};
      x = graph.emit(node, "", x.layout(), new Power(node.name(), graph.array(power, 1)), x);
      affine(node, x, c.dims(), finite(node, c.floats()), new float[c.size()]);
      return;
    }
    linear(node, x, c, first);
  }

  private void linear(OnnxNode node, OnnxValue x, OnnxTensor c, boolean first) {
    float[] scale = new float[c.size()];
    float[] shift = new float[c.size()];
    for (int i = 0; i < scale.length; i++) {
      float value = c.floats()[i];
      scale[i] =
          switch (node.operator()) {
            case "Mul" -> value;
            case "Div" -> 1 / value;
            case "Sub" -> first ? 1 : -1;
            default -> 1;
          };
      shift[i] =
          switch (node.operator()) {
            case "Add" -> value;
            case "Sub" -> first ? -value : value;
            default -> 0;
          };
      boolean masks = shift[i] == Float.NEGATIVE_INFINITY;
      if (!Float.isFinite(scale[i]) || !(Float.isFinite(shift[i]) || masks)) {
        throw node.refuse("computes with " + value);
      }
    }
    affine(node, x, c.dims(), scale, shift);
  }

  private static float[] finite(OnnxNode node, float... values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw node.refuse("computes with " + value);
      }
    }
    return values;
  }

  private void sum(OnnxNode node) {
    OnnxValue x = graph.activation(node, 0);
    if (node.inputs().size() == 1) {
      graph.pass(node, x);
    }
    for (int i = 1; i < node.inputs().size(); i++) {
      x = join(node, new Addition(node.name()), x, graph.activation(node, i));
    }
  }

  /** Chooses between values by a constant. */
  void where(OnnxNode node) {
    if (graph.isActivation(node, 0)) {
      throw node.refuse("chooses by what is in the image; only constant masks are supported");
    }
    OnnxTensor mask = graph.constant(node, 0);
    boolean yes = graph.isActivation(node, 1);
    boolean both = yes && graph.isActivation(node, 2);
    OnnxValue x = graph.activation(node, yes ? 1 : 2);
    if (both) {
      // x · mask + y · (1 - mask)
      OnnxTensor zero = new OnnxTensor(new long[0], new float[1], null);
      OnnxValue kept = masked(node, x, mask, zero, true);
      OnnxValue other = masked(node, graph.activation(node, 2), mask, zero, false);
      join(node, new Addition(node.name()), kept, other);
      return;
    }
    masked(node, x, mask, graph.numbers(node, yes ? 2 : 1), yes);
  }

  /** The value where the mask is as wanted, and constants elsewhere. */
  private OnnxValue masked(
      OnnxNode node, OnnxValue x, OnnxTensor mask, OnnxTensor others, boolean where) {
    long[] sizes = BroadcastShapes.joined(mask.dims(), others.dims());
    graph.room(node, sizes);
    OnnxTensor chosen = mask.broadcast(sizes);
    OnnxTensor filling = others.broadcast(sizes);
    float[] scale = new float[chosen.size()];
    float[] shift = new float[scale.length];
    for (int i = 0; i < scale.length; i++) {
      boolean kept = (chosen.at(i) != 0) == where;
      scale[i] = kept ? 1 : 0;
      shift[i] = kept ? 0 : filling.floats()[i];
      if (!Float.isFinite(shift[i]) && shift[i] != Float.NEGATIVE_INFINITY) {
        throw node.refuse("fills with " + shift[i]);
      }
    }
    affine(node, x, sizes, scale, shift);
    return graph.made(node);
  }

  private void join(OnnxNode node, OnnxValue a, OnnxValue b) {
    Layer layer =
        node.operator().equals("Add")
            ? new Addition(node.name())
            : new Arithmetic(
                node.name(),
                Arithmetic.Operation.valueOf(node.operator().toUpperCase(Locale.ROOT)));
    join(node, layer, a, b);
  }

  /** Two activations, broadcast to each other. */
  OnnxValue join(OnnxNode node, Layer layer, OnnxValue a, OnnxValue b) {
    OnnxValue[] both = axes.together(node, a, b);
    boolean known = both[0].images() >= 0;
    return graph.emit(node, node.output(), both[known ? 0 : 1].layout(), layer, both);
  }

  /**
   * x · scale + shift, constants of one shape broadcast to the value: taken into the weights before
   * it where these feed nothing else.
   */
  void affine(OnnxNode node, OnnxValue input, long[] dims, float[] scale, float[] shift) {
    OnnxValue x = axes.ranked(node, input, dims.length);
    OnnxTensor factors = axes.one(node, new OnnxTensor(dims, scale, null), x);
    OnnxTensor offsets = axes.one(node, new OnnxTensor(dims, shift, null), x);
    long[] one = new long[x.rank()];
    Arrays.fill(one, 1);
    int more = one.length - factors.rank();
    System.arraycopy(factors.dims(), 0, one, more, factors.rank());
    x = enlarged(node, x, one);
    long[] stored = x.layout().stored(new Shape(one)).getShape();
    WeightedLayer before = graph.feeds(x);
    int axis = before instanceof Dense ? stored.length - 1 : 1;
    boolean byOutput = factors.size() == 1 || (stored.length > 1 && stored[axis] == factors.size());
    if (before != null && byOutput) {
      int outputs = Math.toIntExact(before.bias().size());
      try (var factor = graph.array(OnnxOperators.spread(factors.floats(), outputs), outputs);
          var offset = graph.array(OnnxOperators.spread(offsets.floats(), outputs), outputs)) {
        before.absorb(factor, offset);
      }
      graph.pass(node, x);
      return;
    }
    Layer layer =
        new Scale(
            node.name(),
            graph.array(factors.floats(), stored),
            graph.array(offsets.floats(), stored));
    graph.emit(node, layer, x);
  }

  /** The value repeated along the axes where the constant alone is longer than 1. */
  private OnnxValue enlarged(OnnxNode node, OnnxValue x, long... constant) {
    Shape joined;
    try {
      joined = BroadcastShapes.joined(x.shape(), new Shape(constant));
    } catch (IllegalArgumentException e) {
      throw node.refuse("constant " + Arrays.toString(constant) + " does not fit " + x.shape());
    }
    if (joined.equals(x.shape())) {
      return x;
    }
    return axes.enlarged(node, x, joined);
  }
}
