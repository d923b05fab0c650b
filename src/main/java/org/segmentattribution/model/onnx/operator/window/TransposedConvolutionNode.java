package org.segmentattribution.model.onnx.operator.window;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.segmentattribution.model.layer.Convolution;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.Window;
import org.segmentattribution.model.layer.shape.Reshaping;
import org.segmentattribution.model.layer.shape.Slice;
import org.segmentattribution.model.layer.shape.ZeroPadding;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.AxisLayout;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/**
 * ConvTranspose: zeros between the values, as many as the stride asks for, then a convolution whose
 * kernel is turned around. So relevance rules of convolutions apply.
 */
final class TransposedConvolutionNode {
  private static final AxisLayout INNER = new AxisLayout(-1, -1, 1);

  private final NodeReader node;
  private final GraphBuilder graph;
  private final WindowAttributes attributes;

  private TransposedConvolutionNode(NodeReader node, GraphBuilder graph) {
    this.node = node;
    this.graph = graph;
    this.attributes = new WindowAttributes(node, graph);
  }

  static void emit(NodeReader node, GraphBuilder graph, Activation x) {
    node.allow(
        "auto_pad",
        "dilations",
        "group",
        "kernel_shape",
        "output_padding",
        "output_shape",
        "pads",
        "strides");
    if (node.has("output_shape") || !node.text("auto_pad", "NOTSET").equals("NOTSET")) {
      throw node.refuse("output_shape and auto_pad are not supported; export with pads");
    }
    new TransposedConvolutionNode(node, graph).emit(x);
  }

  private void emit(Activation x) {
    boolean line = attributes.line();
    int rank = line ? WindowAttributes.LINE : WindowAttributes.PLANE;
    Constant w = graph.constants().weights(node, 1, rank);
    w = line ? w.withDims(w.dims()[0], w.dims()[1], 1, w.dims()[2]) : w;
    long groups = node.integer("group", 1);
    if (groups < 1 || x.size(1) != w.dims()[0] || w.dims()[0] % groups != 0) {
      throw node.refuse("weights " + Arrays.toString(w.dims()) + " do not fit " + x.shape());
    }
    long[] stride = attributes.sizes("strides", 1, 1);
    long[] dilation = attributes.sizes("dilations", 1, 1);
    long[] more = attributes.sizes("output_padding", 0, 0);
    long[] pads = attributes.pads();
    // what each side of the image with zeros in between gets, or loses
    long[] sides = new long[4];
    for (int axis = 0; axis < 2; axis++) {
      long reach = (w.dims()[2 + axis] - 1) * dilation[axis];
      boolean fits = stride[axis] > 0 && dilation[axis] > 0 && more[axis] >= 0;
      if (!fits || pads[axis] < 0 || pads[2 + axis] < 0) {
        throw node.refuse("strides and dilations must be positive, pads not negative");
      }
      sides[axis] = reach - pads[axis];
      sides[2 + axis] = reach - pads[2 + axis] + more[axis] - (stride[axis] - 1);
    }
    Activation spread = cut(spread(x, stride[0], stride[1]), sides);
    Window window =
        new Window(
            new Shape(w.dims()[2], w.dims()[3]),
            new Shape(1, 1),
            new Shape(dilation),
            new Shape(Arrays.stream(sides).map(side -> Math.max(0, side)).toArray()));
    graph.requireFitting(node, window.padded(spread.stored()));
    long outputs = w.dims()[1] * groups;
    float[] bias = graph.constants().bias(node, 2, outputs);
    graph.emit(
        node,
        new Convolution(
            node.name(),
            graph.array(turned(w, groups), outputs, w.dims()[0] / groups, w.dims()[2], w.dims()[3]),
            graph.array(bias, bias.length),
            window,
            Math.toIntExact(groups)),
        spread);
  }

  /** Puts zeros below and right of each value, as many as the strides skip. */
  private Activation spread(Activation x, long down, long right) {
    long c = x.size(1);
    long h = x.size(2);
    long w = x.size(3);
    Activation made = x;
    if (right > 1) {
      made = step(made, AxisLayout.FIRST, new Reshaping(name("columns"), new Shape(c, h * w, 1)));
      made = step(made, AxisLayout.FIRST, zeros(0, right - 1));
      made = step(made, x.layout(), new Reshaping(name("wide"), new Shape(c, h, w * right)));
    }
    if (down > 1) {
      Shape rows = new Shape(c * h, 1, w * right);
      made = step(made, INNER, new Reshaping(name("rows"), rows));
      made = step(made, INNER, zeros(down - 1, 0));
      made = step(made, x.layout(), new Reshaping(name("high"), new Shape(c, h * down, w * right)));
    }
    return made;
  }

  private Layer zeros(long below, long right) {
    return new ZeroPadding(name("zeros"), new Shape(0, 0, below, right));
  }

  private String name(String step) {
    return node.name() + "." + step;
  }

  private Activation step(Activation x, AxisLayout layout, Layer layer) {
    return graph.emit(node, "", layout, layer, x);
  }

  /** Cuts off what pads take away from the sides. */
  private Activation cut(Activation x, long... sides) {
    Activation made = x;
    for (int axis = 0; axis < 2; axis++) {
      long from = Math.max(0, -sides[axis]);
      long to = x.size(2 + axis) - Math.max(0, -sides[2 + axis]);
      if (to - from < 1) {
        throw node.refuse("pads leave nothing of " + x.shape());
      }
      if (to - from < x.size(2 + axis)) {
        made = step(made, x.layout(), new Slice(name("cut"), 2 + axis, from, to));
      }
    }
    return made;
  }

  /** Weights [in, out / groups, kh, kw] as [out, in / groups, kh, kw], turned around. */
  private static float[] turned(Constant w, long groups) {
    int in = (int) (w.dims()[0] / groups);
    int out = (int) w.dims()[1];
    int size = (int) (w.dims()[2] * w.dims()[3]);
    float[] turned = new float[w.size()];
    for (int k = 0; k < turned.length; k++) {
      int place = k % size;
      int input = k / size % in;
      int output = k / size / in % out;
      int group = k / size / in / out;
      turned[k] = w.floats()[((group * in + input) * out + output) * size + size - 1 - place];
    }
    return turned;
  }
}
