package org.segmentattribution.model.onnx.operator.matrix;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.segmentattribution.model.layer.Addition;
import org.segmentattribution.model.layer.Elementwise;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.Softmax;
import org.segmentattribution.model.layer.shape.Selection;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.AxisLayout;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
import org.segmentattribution.model.onnx.graph.ScaleShift;

/**
 * Attention, as the layers that it is made of: products, a scale, a mask, softmax (Vaswani et al.
 * 2017); heads of keys and values may be fewer (Ainslie et al. 2023).
 */
final class AttentionNode {
  private static final int MASK = 3;

  private final NodeReader node;
  private final GraphBuilder graph;
  private final Products products;
  private final Axes axes;
  private final ScaleShift lines;

  AttentionNode(NodeReader node, GraphBuilder graph) {
    this.node = node;
    this.graph = graph;
    this.products = new Products(node, graph);
    this.axes = new Axes(graph);
    this.lines = new ScaleShift(graph);
  }

  void emit() {
    node.allow(
        "is_causal",
        "kv_num_heads",
        "q_num_heads",
        "qk_matmul_output_mode",
        "scale",
        "softcap",
        "softmax_precision");
    for (int i = MASK + 1; i < node.inputs().size(); i++) {
      if (node.given(i)) {
        throw node.refuse("earlier keys and values are not supported");
      }
    }
    boolean joined = graph.activation(node, 0).rank() == 3;
    Activation q = heads(0, node.integer("q_num_heads", 0));
    Activation k = heads(1, node.integer("kv_num_heads", 0));
    Activation v = heads(2, node.integer("kv_num_heads", 0));
    Activation keys = products.ordered("", shared(k, q.size(1)), 0, 1, 3, 2);
    Activation scores = products.product("", q, keys);
    float scale = node.real("scale", (float) (1 / Math.sqrt(q.size(3))));
    lines.line(node, scores, scale, 0);
    float cap = node.real("softcap", 0);
    if (cap != 0) {
      lines.times(node, 1 / cap);
      graph.then(node, new Elementwise(node.name() + ".cap", Elementwise.Function.TANH, 1));
      lines.times(node, cap);
    }
    mask();
    Activation weights = axes.with(node, graph.made(node), 3);
    int along = weights.layout().stored(3);
    graph.emit(node, new Softmax(node.name() + ".softmax", along), weights);
    Activation made = products.product("", graph.made(node), shared(v, q.size(1)));
    if (!joined) {
      graph.pass(node, made);
      return;
    }
    Activation tokens = products.ordered("", made, 0, 2, 1, 3);
    Shape shape = new Shape(made.size(0), made.size(2), made.size(1) * made.size(3));
    AxisLayout layout = new AxisLayout(-1, tokens.images(), tokens.layout().outer());
    graph.pass(node, axes.as(node, tokens, shape, layout));
  }

  /** An input as images x heads x tokens x values. */
  private Activation heads(int i, long heads) {
    Activation x = graph.activation(node, i);
    if (x.rank() == 4) {
      return x;
    }
    if (x.rank() != 3 || heads < 1 || x.size(2) % heads != 0) {
      throw node.refuse(heads + " heads do not fit " + x.shape());
    }
    axes.axis(node, x, 2);
    Shape apart = new Shape(x.size(0), x.size(1), heads, x.size(2) / heads);
    AxisLayout layout = new AxisLayout(-1, x.images(), x.layout().outer());
    return products.ordered("", axes.as(node, x, apart, layout), 0, 2, 1, 3);
  }

  /** Repeats heads so that each group of the queries' heads has its own copy. */
  private Activation shared(Activation x, long heads) {
    long own = x.size(1);
    if (own == heads) {
      return x;
    }
    if (heads % own != 0) {
      throw node.refuse(own + " heads cannot be shared by " + heads);
    }
    axes.axis(node, x, 1);
    Activation whole = axes.with(node, x, 1);
    long each = heads / own;
    long[] places = LongStream.range(0, heads).map(head -> head / each).toArray();
    Layer copies = new Selection(node.name() + ".heads", whole.layout().stored(1), places);
    return graph.emit(node, "", whole.layout(), copies, whole);
  }

  /** Adds what the mask says, and minus infinity to what comes after a token. */
  private void mask() {
    Activation scores = graph.made(node);
    if (graph.isActivation(node, MASK)) {
      Layer sum = new Addition(node.name() + ".mask");
      axes.join(node, sum, scores, graph.activation(node, MASK));
    } else if (node.given(MASK)) {
      Constant mask = graph.constants().get(node, MASK);
      add(mask.dims(), mask.floats() != null ? mask.floats() : kept(mask));
    }
    if (node.integer("is_causal", 0) != 0) {
      long rows = scores.size(2);
      long columns = scores.size(3);
      float[] values = new float[graph.constants().room(node, rows, columns)];
      for (int at = 0; at < values.length; at++) {
        values[at] = at % columns > at / columns ? Float.NEGATIVE_INFINITY : 0;
      }
      add(new long[] {rows, columns}, values);
    }
  }

  private static float[] kept(Constant mask) {
    float[] values = new float[mask.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = mask.integers()[i] != 0 ? 0 : Float.NEGATIVE_INFINITY;
    }
    return values;
  }

  private void add(long[] sizes, float... values) {
    for (float value : values) {
      if (!(value < Float.POSITIVE_INFINITY)) {
        throw node.refuse("computes with " + value);
      }
    }
    float[] ones = new float[values.length];
    Arrays.fill(ones, 1);
    lines.add(node, graph.made(node), sizes, ones, values);
  }
}
