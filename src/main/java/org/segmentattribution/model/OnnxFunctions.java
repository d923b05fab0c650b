package org.segmentattribution.model;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.segmentattribution.model.OnnxImporter.Value;

/** The operators that compute something nonlinear, and means. */
final class OnnxFunctions {
  private final OnnxImporter graph;

  OnnxFunctions(OnnxImporter graph) {
    this.graph = graph;
  }

  /** Whether it knows the node, which is then added. */
  boolean adds(OnnxNode node) {
    Elementwise.Function function = Elementwise.Function.of(node.operator());
    if (function != null) {
      node.allow();
      graph.emit(node, new Elementwise(node.name(), function), graph.activation(node, 0));
      return true;
    }
    switch (node.operator()) {
      case "Gelu" -> gelu(node);
      case "Neg" -> line(node, graph.activation(node, 0), -1, 0);
      case "Min", "Max" -> bound(node);
      case "HardSigmoid" -> hardSigmoid(node, node.real("alpha", 0.2f), node.real("beta", 0.5f));
      case "HardSwish" -> {
        Value x = graph.activation(node, 0);
        hardSigmoid(node, 1 / 6f, 0.5f);
        Layer product = new Arithmetic(node.name() + ".product", Arithmetic.Operation.MUL);
        graph.emit(node, product, x, graph.made(node));
      }
      case "Pow" -> power(node);
      case "Softmax" -> softmax(node);
      case "ReduceMean" -> mean(node);
      case "LayerNormalization" -> layerNormalization(node);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** min(max(α x + β, 0), 1). */
  private void hardSigmoid(OnnxNode node, float alpha, float beta) {
    line(node, graph.activation(node, 0), alpha, beta);
    graph.then(node, new Clipping(node.name(), 0, 1));
  }

  /** factor · x + shift. */
  private void line(OnnxNode node, Value x, float factor, float shift) {
    long[] one = new long[x.rank()];
    Arrays.fill(one, 1);
    NDArray factors = graph.array(new float[] {factor}, one);
    NDArray shifts = graph.array(new float[] {shift}, one);
    graph.emit(node, new Scale(node.name() + ".line", factors, shifts), x);
  }

  private void gelu(OnnxNode node) {
    node.allow("approximate");
    switch (node.text("approximate", "none")) {
      case "none" -> geluByErf(node);
      case "tanh" -> geluByTanh(node);
      default -> throw node.refuse("approximate is none or tanh");
    }
  }

  /** x/2 (1 + erf(x/√2)), Hendrycks and Gimpel 2016. */
  private void geluByErf(OnnxNode node) {
    Value x = graph.activation(node, 0);
    line(node, x, (float) Math.sqrt(0.5), 0);
    graph.then(node, new Elementwise(node.name(), Elementwise.Function.ERF));
    line(node, graph.made(node), 0.5f, 0.5f);
    Layer product = new Arithmetic(node.name() + ".product", Arithmetic.Operation.MUL);
    graph.emit(node, product, x, graph.made(node));
  }

  /** x/2 (1 + tanh(√(2/π) (x + 0.044715 x³))), Hendrycks and Gimpel 2016. */
  private void geluByTanh(OnnxNode node) {
    Value x = graph.activation(node, 0);
    graph.emit(node, new Arithmetic(node.name() + ".square", Arithmetic.Operation.MUL), x, x);
    line(node, graph.made(node), 0.044715f, 1);
    Layer product = new Arithmetic(node.name() + ".product", Arithmetic.Operation.MUL);
    graph.emit(node, product, x, graph.made(node));
    line(node, graph.made(node), (float) Math.sqrt(2 / Math.PI), 0);
    graph.then(node, new Elementwise(node.name(), Elementwise.Function.TANH));
    line(node, graph.made(node), 0.5f, 0.5f);
    graph.emit(node, product, x, graph.made(node));
  }

  /** Min or Max of an activation and one value. */
  private void bound(OnnxNode node) {
    boolean first = graph.isActivation(node, 0);
    Value x = graph.activation(node, first ? 0 : 1);
    OnnxTensor value = graph.weights(node, first ? 1 : 0, -1);
    if (node.inputs().size() != 2 || value.size() != 1) {
      throw node.refuse("only an activation and one value can be compared");
    }
    boolean least = node.operator().equals("Min");
    float low = least ? Float.NEGATIVE_INFINITY : value.floats()[0];
    float high = least ? value.floats()[0] : Float.POSITIVE_INFINITY;
    graph.emit(node, low == 0 ? new Relu(node.name()) : new Clipping(node.name(), low, high), x);
  }

  private void power(OnnxNode node) {
    Value x = graph.activation(node, 0);
    OnnxTensor exponent = graph.weights(node, 1, -1);
    float value = exponent.size() == 1 ? exponent.floats()[0] : Float.NaN;
    if (value == 2) {
      graph.emit(node, new Arithmetic(node.name(), Arithmetic.Operation.MUL), x, x);
    } else if (value == 0.5f) {
      graph.emit(node, new Elementwise(node.name(), Elementwise.Function.SQRT), x);
    } else {
      throw node.refuse("only the exponents 2 and 0.5 are supported");
    }
  }

  private void softmax(OnnxNode node) {
    node.allow("axis");
    Value x = graph.activation(node, 0);
    long declared = node.integer("axis", graph.opset() < 13 ? 1 : -1);
    long axis = declared < 0 ? declared + x.rank() : declared;
    // before operator set 13 all axes from this one on are taken together
    boolean together = graph.opset() < 13 && x.shape().slice((int) axis + 1).size() != 1;
    if (axis == x.images() || together) {
      throw node.refuse("a softmax over axis " + declared + " is not supported");
    }
    graph.emit(node, new Softmax(node.name(), (int) axis), x);
  }

  private void mean(OnnxNode node) {
    node.allow("axes", "keepdims", "noop_with_empty_axes");
    Value x = graph.activation(node, 0);
    long[] given = graph.given(node, 1) ? graph.integers(node, 1) : node.integers("axes");
    int[] axes =
        Arrays.stream(given)
            .mapToInt(a -> Math.toIntExact(a < 0 ? a + x.rank() : a))
            .sorted()
            .toArray();
    if (axes.length == 0
        || IntStream.of(axes).anyMatch(a -> a < 0 || a >= x.rank() || a == x.images())) {
      throw node.refuse("a mean over axes " + Arrays.toString(given) + " mixes the images");
    }
    boolean planes = x.rank() == 4 && x.imagesFirst() && Arrays.equals(axes, new int[] {2, 3});
    graph.emit(
        node, planes ? new GlobalAveragePooling(node.name()) : new Mean(node.name(), axes), x);
    if (node.integer("keepdims", 1) == 0) {
      OnnxShapes.drop(graph, node, axes);
    }
  }

  private void layerNormalization(OnnxNode node) {
    node.allow("axis", "epsilon", "stash_type");
    Value x = graph.activation(node, 0);
    OnnxTensor scale = graph.weights(node, 1, -1);
    long axis = node.integer("axis", -1);
    long from = axis < 0 ? axis + x.rank() : axis;
    boolean fits =
        from > x.images() && Arrays.equals(scale.dims(), x.shape().slice((int) from).getShape());
    if (!fits) {
      throw node.refuse("scale " + Arrays.toString(scale.dims()) + " does not fit " + x.shape());
    }
    float[] shift =
        graph.given(node, 2) ? graph.weights(node, 2, -1).floats() : new float[scale.size()];
    graph.emit(
        node,
        new LayerNormalization(
            node.name(),
            graph.array(scale.floats(), scale.dims()),
            graph.array(shift, scale.dims()),
            node.real("epsilon", 1e-5f)),
        x);
  }
}
