package org.segmentattribution.model.onnx.operator.matrix;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.segmentattribution.model.layer.Dense;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.MatrixProduct;
import org.segmentattribution.model.layer.shape.Transposition;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.AxisLayout;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/** Adds products of matrices, and the moves of axes around them, for one node. */
final class Products {
  private final NodeReader node;
  private final GraphBuilder graph;
  private final Axes axes;

  Products(NodeReader node, GraphBuilder graph) {
    this.node = node;
    this.graph = graph;
    this.axes = new Axes(graph);
  }

  /** Swaps the last two axes. */
  Activation swapped(String output, Activation x) {
    if (x.rank() < 2) {
      throw node.refuse("takes a matrix, not " + x.shape());
    }
    int last = x.rank() - 1;
    Activation whole = axes.with(node, x, last, last - 1);
    int[] order = IntStream.range(0, whole.rank()).toArray();
    order[last] = last - 1;
    order[last - 1] = last;
    int[] stored = IntStream.range(0, whole.stored().dimension()).toArray();
    stored[stored.length - 1] = stored.length - 2;
    stored[stored.length - 2] = stored.length - 1;
    Layer layer = new Transposition(node.name() + ".swapped", stored);
    return graph.emit(node, output, whole.layout().ordered(order), layer, whole);
  }

  /** Multiplies the last two axes of two activations; other axes are broadcast to each other. */
  Activation product(String output, Activation a, Activation b) {
    if (a.rank() < 2 || b.rank() < 2) {
      throw node.refuse("multiplies " + a.shape() + " by " + b.shape());
    }
    for (Activation x : new Activation[] {a, b}) {
      // along these the images would meet
      axes.axis(node, x, x == a ? -1 : -2);
    }
    int rank = Math.max(a.rank(), b.rank());
    Activation[] both = axes.together(node, a, b);
    both[0] = axes.with(node, both[0], rank - 2, rank - 1);
    both[1] = axes.with(node, both[1], rank - 2, rank - 1);
    both = alike(both);
    Layer layer = new MatrixProduct(node.name());
    return graph.emit(node, output, both[0].layout(), layer, both[0], both[1]);
  }

  private Activation[] alike(Activation... both) {
    boolean alike = both[0].layout().left() == both[1].layout().left();
    return alike
        ? both
        : new Activation[] {axes.leaving(node, both[0], -1), axes.leaving(node, both[1], -1)};
  }

  /**
   * Multiplies the last axis by weights.
   *
   * @param outputsFirst whether the weights are [out, in]
   * @param alpha factor of the weights
   * @param bias one number an output
   */
  void dense(Activation input, Constant w, boolean outputsFirst, float alpha, float[] bias) {
    int in = Math.toIntExact(w.dims()[outputsFirst ? 1 : 0]);
    int last = input.rank() - 1;
    if (last < 0 || input.size(last) != in) {
      throw node.refuse("weights " + Arrays.toString(w.dims()) + " do not fit " + input.shape());
    }
    axes.axis(node, input, last);
    Activation x = axes.with(node, input, last);
    int out = bias.length;
    // most files have them so: VGG's first would take 400 MB more
    float[] weight = outputsFirst && alpha == 1 ? w.floats() : new float[w.size()];
    for (int o = 0; weight != w.floats() && o < out; o++) {
      for (int i = 0; i < in; i++) {
        weight[o * in + i] = alpha * w.floats()[outputsFirst ? o * in + i : i * out + o];
      }
    }
    int rank = x.stored().dimension();
    graph.emit(
        node,
        new Dense(node.name(), graph.array(weight, out, in), graph.array(bias, out), rank),
        x);
  }

  /** Orders all axes of a value, those of the images included, as the node's output or a step. */
  Activation ordered(String output, Activation x, int... order) {
    Activation whole = axes.leaving(node, x, -1);
    if (Arrays.equals(order, IntStream.range(0, x.rank()).toArray())) {
      if (output.isEmpty()) {
        return whole;
      }
      graph.pass(node, whole);
      return graph.made(node);
    }
    int[] stored =
        IntStream.concat(IntStream.of(0), IntStream.of(order).map(axis -> axis + 1)).toArray();
    Layer layer = new Transposition(node.name() + ".order", stored);
    return graph.emit(node, output, whole.layout().ordered(order), layer, whole);
  }

  /** The value in axes of these sizes, none of them left out. */
  Activation shaped(Activation x, LongStream sizes) {
    return axes.as(node, x, new Shape(sizes.toArray()), new AxisLayout(-1, -1, 1));
  }
}
