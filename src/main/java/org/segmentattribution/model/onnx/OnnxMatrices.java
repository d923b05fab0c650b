package org.segmentattribution.model.onnx;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.segmentattribution.model.layer.Dense;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.MatrixProduct;
import org.segmentattribution.model.layer.shape.Transposition;

/** Products of matrices: with weights, and of two activations. */
final class OnnxMatrices {
  private final OnnxImporter graph;
  private final OnnxAxes axes;

  OnnxMatrices(OnnxImporter graph) {
    this.graph = graph;
    this.axes = new OnnxAxes(graph);
  }

  void add(OnnxNode node) {
    switch (node.operator()) {
      case "Gemm" -> gemm(node);
      case "MatMul" -> matMul(node);
      default -> new OnnxEinsum(graph, node).add();
    }
  }

  private void gemm(OnnxNode node) {
    node.allow("alpha", "beta", "transA", "transB");
    OnnxValue x = graph.activation(node, 0);
    if (x.rank() != 2) {
      throw node.refuse("takes a matrix, not " + x.shape());
    }
    if (node.integer("transA", 0) != 0) {
      x = swapped(node, "", x);
    }
    float beta = node.real("beta", 1);
    OnnxTensor w = graph.weights(node, 1, 2);
    boolean outputsFirst = node.integer("transB", 0) != 0;
    float[] bias = OnnxOperators.bias(graph, node, 2, outputs(w, outputsFirst)).clone();
    for (int i = 0; i < bias.length; i++) {
      bias[i] *= beta;
    }
    dense(node, x, w, outputsFirst, node.real("alpha", 1), bias);
  }

  private static long outputs(OnnxTensor w, boolean first) {
    return w.dims()[first ? 0 : 1];
  }

  private void matMul(OnnxNode node) {
    boolean first = graph.isActivation(node, 0);
    if (first && !graph.isActivation(node, 1) && graph.constant(node, 1).rank() == 2) {
      OnnxTensor w = graph.weights(node, 1, 2);
      dense(node, graph.activation(node, 0), w, false, 1, new float[(int) outputs(w, false)]);
    } else if (!first && graph.constant(node, 0).rank() == 2) {
      // W X = (Xᵀ Wᵀ)ᵀ
      OnnxTensor w = graph.weights(node, 0, 2);
      OnnxValue x = swapped(node, "", graph.activation(node, 1));
      dense(node, x, w, true, 1, new float[(int) outputs(w, true)]);
      swapped(node, node.output(), graph.made(node));
    } else {
      product(node, node.output(), graph.activation(node, 0), graph.activation(node, 1));
    }
  }

  /** The last two axes in the other order. */
  private OnnxValue swapped(OnnxNode node, String output, OnnxValue x) {
    if (x.rank() < 2) {
      throw node.refuse("takes a matrix, not " + x.shape());
    }
    int last = x.rank() - 1;
    OnnxValue whole = axes.with(node, x, last, last - 1);
    int[] order = IntStream.range(0, whole.rank()).toArray();
    order[last] = last - 1;
    order[last - 1] = last;
    int[] stored = IntStream.range(0, whole.stored().dimension()).toArray();
    stored[stored.length - 1] = stored.length - 2;
    stored[stored.length - 2] = stored.length - 1;
    Layer layer = new Transposition(node.name() + ".swapped", stored);
    return graph.emit(node, output, whole.layout().ordered(order), layer, whole);
  }

  /** The product of two activations' last two axes, the others broadcast to each other. */
  OnnxValue product(OnnxNode node, String output, OnnxValue a, OnnxValue b) {
    if (a.rank() < 2 || b.rank() < 2) {
      throw node.refuse("multiplies " + a.shape() + " by " + b.shape());
    }
    for (OnnxValue x : new OnnxValue[] {a, b}) {
      // along these the images would meet
      axes.axis(node, x, x == a ? -1 : -2);
    }
    int rank = Math.max(a.rank(), b.rank());
    OnnxValue[] both = axes.together(node, a, b);
    both[0] = axes.with(node, both[0], rank - 2, rank - 1);
    both[1] = axes.with(node, both[1], rank - 2, rank - 1);
    both = same(node, both);
    Layer layer = new MatrixProduct(node.name());
    return graph.emit(node, output, both[0].layout(), layer, both[0], both[1]);
  }

  private OnnxValue[] same(OnnxNode node, OnnxValue... both) {
    boolean alike = both[0].layout().left() == both[1].layout().left();
    return alike
        ? both
        : new OnnxValue[] {axes.leaving(node, both[0], -1), axes.leaving(node, both[1], -1)};
  }

  private void dense(
      OnnxNode node,
      OnnxValue input,
      OnnxTensor w,
      boolean outputsFirst,
      float alpha,
      float[] bias) {
    int in = Math.toIntExact(w.dims()[outputsFirst ? 1 : 0]);
    int last = input.rank() - 1;
    if (last < 0 || input.size(last) != in) {
      throw node.refuse("weights " + Arrays.toString(w.dims()) + " do not fit " + input.shape());
    }
    axes.axis(node, input, last);
    OnnxValue x = axes.with(node, input, last);
    int out = bias.length;
    // as they are in most files: VGG's first would take 400 MB more
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

  /** Axes of a value in another order, which keeps that of the images. */
  OnnxValue ordered(OnnxNode node, String output, OnnxValue x, int... order) {
    OnnxValue whole = axes.leaving(node, x, -1);
    int[] stored =
        IntStream.concat(IntStream.of(0), IntStream.of(order).map(axis -> axis + 1)).toArray();
    Layer layer = new Transposition(node.name() + ".order", stored);
    return graph.emit(node, output, whole.layout().ordered(order), layer, whole);
  }

  /** The same values in axes of these sizes, none of them left out. */
  OnnxValue shaped(OnnxNode node, OnnxValue x, LongStream sizes) {
    return axes.as(node, x, new Shape(sizes.toArray()), new OnnxLayout(-1, -1, 1));
  }
}
