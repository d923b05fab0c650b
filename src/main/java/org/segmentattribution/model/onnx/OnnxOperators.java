package org.segmentattribution.model.onnx;

import ai.djl.ndarray.types.Shape;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.segmentattribution.model.layer.AveragePooling;
import org.segmentattribution.model.layer.Convolution;
import org.segmentattribution.model.layer.GlobalAveragePooling;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.MaxPooling;
import org.segmentattribution.model.layer.Window;
import org.segmentattribution.model.layer.shape.Reshaping;
import org.segmentattribution.model.layer.shape.ZeroPadding;

/** From a node of an ONNX graph to a layer: one method an operator. */
final class OnnxOperators {
  private static final String SUPPORTED =
      "Abs, Add, Atan, AveragePool, BatchNormalization, Cast, Celu, Clip, Concat, Conv, Cos, DepthToSpace, Div, Dropout,"
          + " Einsum, Elu, Erf, Exp, Expand, Flatten, Gather, Gelu, Gemm, GlobalAveragePool, GlobalMaxPool,"
          + " GroupNormalization, HardSigmoid, HardSwish, Identity, If, InstanceNormalization,"
          + " LayerNormalization, LeakyRelu, Log, LpNormalization, MatMul, Max, MaxPool, Min, Mish, Mul, Neg,"
          + " PRelu, Pad, Pow, Reciprocal, ReduceL2, ReduceMax, ReduceMean, ReduceMin, ReduceSum, Relu, Reshape,"
          + " Selu, Sigmoid, Sin, Slice, Softmax, Softplus, Softsign, SpaceToDepth, Split, Sqrt, Squeeze, Sub, Sum,"
          + " Tanh, Tile, Transpose, Unsqueeze, Where";

  /** Since this operator set a window cut off by ceil_mode counts only what it covers. */
  private static final long CEIL_UNCOUNTED = 19;

  private static final int LINE = 3;
  private static final int PLANE = 4;

  private final OnnxImporter graph;
  private final OnnxAxes axes;
  private final OnnxConstants constants;
  private final OnnxShapes shapes;
  private final OnnxAffine affine;
  private final OnnxSelection selection;
  private final OnnxFunctions functions;
  private final OnnxMatrices matrices;
  private final OnnxNormalizations normalizations;

  OnnxOperators(OnnxImporter graph) {
    this.graph = graph;
    this.axes = new OnnxAxes(graph);
    this.constants = new OnnxConstants(graph);
    this.shapes = new OnnxShapes(graph);
    this.affine = new OnnxAffine(graph);
    this.selection = new OnnxSelection(graph);
    this.functions = new OnnxFunctions(graph);
    this.matrices = new OnnxMatrices(graph);
    this.normalizations = new OnnxNormalizations(graph);
  }

  /** Adds what a node computes. */
  void add(OnnxNode node) {
    if (!OnnxFile.standard(node.domain())) {
      throw node.refuse("operators of '" + node.domain() + "' are not supported");
    }
    if (constants.folds(node)) {
      return;
    }
    switch (node.operator()) {
      case "Conv", "MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool" -> windows(node);
      case "Gemm", "MatMul", "Einsum" -> matrices.add(node);
      case "Relu" ->
          OnnxBounds.add(graph, node, graph.activation(node, 0), 0, Float.POSITIVE_INFINITY);
      case "Clip" -> clip(node);
      case "BatchNormalization" -> affine.batchNormalization(node);
      case "Add", "Sub", "Mul", "Div", "Sum" -> affine.arithmetic(node);
      case "Where" -> affine.where(node);
      case "Concat", "Slice", "Split", "Gather", "Expand", "Tile" -> selection.add(node);
      case "Pad" -> new OnnxPadding(graph, node).add();
      case "Cast" -> cast(node);
      case "If" -> branch(node);
      case "Dropout", "Identity" -> graph.pass(node, graph.activation(node, 0));
      case "Flatten", "Reshape", "Squeeze", "Unsqueeze", "Transpose" -> shapes.add(node);
      default -> {
        if (!functions.adds(node) && !normalizations.adds(node)) {
          throw node.refuse("this operator is not supported; supported: " + SUPPORTED);
        }
      }
    }
  }

  /** From one float to another it changes nothing: all is computed in float32. */
  private void cast(OnnxNode node) {
    long to = node.integer("to", 0);
    boolean real = to == DataType.FLOAT.getNumber() || to == DataType.DOUBLE.getNumber();
    if (!real) {
      throw node.refuse(
          "casts an activation to "
              + (DataType.forNumber((int) to) == null ? "type " + to : DataType.forNumber((int) to))
              + "; export the model in float32");
    }
    graph.pass(node, graph.activation(node, 0));
  }

  /** The branch is known when the file is read. */
  private void branch(OnnxNode node) {
    if (graph.isActivation(node, 0)) {
      throw node.refuse("chooses by what is in the image; control flow is not supported");
    }
    OnnxTensor condition = graph.constant(node, 0);
    String name = condition.at(0) != 0 ? "then_branch" : "else_branch";
    if (!node.has(name) || condition.size() != 1) {
      throw node.refuse("has no " + name);
    }
    GraphProto inner = node.attribute(name).getG();
    graph.addConstants(node, inner);
    inner.getNodeList().forEach(proto -> graph.add(this, node.inside(proto)));
    for (int i = 0; i < node.outputs().size(); i++) {
      graph.alias(node, node.outputs().get(i), inner.getOutput(i).getName());
    }
  }

  /** Operators that move a window over planes. */
  private void windows(OnnxNode node) {
    OnnxValue given = graph.activation(node, 0);
    boolean line = given.rank() == LINE;
    OnnxValue whole = axes.planes(node, given, line ? LINE : PLANE);
    if (line) {
      // a line is a plane of height 1
      Shape plane = new Shape(given.size(0), given.size(1), 1, given.size(2));
      whole = axes.as(node, whole, plane, whole.layout());
    }
    boolean each = whole.imagesFirst();
    OnnxValue x = whole;
    if (!each) {
      // groups or heads in the images' axis: each has planes of its own
      Shape plane = whole.shape().slice(1);
      Layer rows = new Reshaping(node.name() + ".rows", 1, whole.size(0), plane);
      x = graph.emit(node, "", OnnxLayout.FIRST, rows, whole);
    }
    switch (node.operator()) {
      case "Conv" -> convolution(node, x);
      case "MaxPool" -> maxPool(node, x);
      case "AveragePool" -> averagePool(node, x);
      case "GlobalMaxPool" -> {
        Window all = Window.of(x.size(2), x.size(3));
        graph.emit(node, new MaxPooling(node.name(), all), x);
      }
      default -> graph.emit(node, new GlobalAveragePooling(node.name()), x);
    }
    if (!each) {
      OnnxValue made = graph.made(node);
      long rows = whole.size(0);
      Shape planes = new Shape(rows).addAll(made.shape().slice(1));
      Layer together = new Reshaping(node.name() + ".images", rows, 1, planes);
      graph.emit(node, node.output(), whole.layout(), together, made);
    }
    if (line) {
      OnnxShapes.drop(graph, node, graph.made(node), 2);
    }
  }

  private void convolution(OnnxNode node, OnnxValue x) {
    node.allow("kernel_shape", "strides", "pads", "dilations", "group", "auto_pad");
    boolean line = graph.activation(node, 0).rank() == LINE;
    OnnxTensor w = graph.weights(node, 1, line ? LINE : PLANE);
    w = line ? w.withDims(w.dims()[0], w.dims()[1], 1, w.dims()[2]) : w;
    long groups = node.integer("group", 1);
    if (groups < 1 || x.size(1) != w.dims()[1] * groups || w.dims()[0] % groups != 0) {
      throw node.refuse(
          "weights "
              + Arrays.toString(w.dims())
              + " in "
              + groups
              + " groups do not fit "
              + x.size(1)
              + " input channels");
    }
    long[] kernel = sizes(node, "kernel_shape", w.dims()[2], w.dims()[3]);
    if (kernel[0] != w.dims()[2] || kernel[1] != w.dims()[3]) {
      throw node.refuse("kernel_shape is not that of the weights");
    }
    Window window = window(node, x, kernel);
    float[] bias = bias(node, 2, w.dims()[0]);
    graph.emit(
        node,
        new Convolution(
            node.name(),
            graph.array(w.floats(), w.dims()),
            graph.array(bias, bias.length),
            window,
            Math.toIntExact(groups)),
        x);
  }

  private float[] bias(OnnxNode node, int input, long outputs) {
    return bias(graph, node, input, outputs);
  }

  /** A value for each output. */
  static float[] bias(OnnxImporter graph, OnnxNode node, int input, long outputs) {
    if (!graph.given(node, input)) {
      return new float[Math.toIntExact(outputs)];
    }
    OnnxTensor bias = graph.weights(node, input, -1);
    boolean rowOfOutputs = bias.dims().length > 0 && bias.dims()[bias.dims().length - 1] == outputs;
    if (bias.size() != 1 && !(bias.size() == outputs && rowOfOutputs)) {
      throw node.refuse(
          "bias " + Arrays.toString(bias.dims()) + " does not fit " + outputs + " outputs");
    }
    return spread(bias.floats(), Math.toIntExact(outputs));
  }

  /** A value for each output, where one value may stand for all. */
  static float[] spread(float[] values, int count) {
    if (values.length == count) {
      return values;
    }
    float[] all = new float[count];
    Arrays.fill(all, values[0]);
    return all;
  }

  private Window window(OnnxNode node, OnnxValue x, long[] kernel) {
    long[] stride = sizes(node, "strides", 1, 1);
    long[] dilation = sizes(node, "dilations", 1, 1);
    long[] pads = pads(node);
    String auto = node.text("auto_pad", "NOTSET");
    if (LongStream.of(kernel[0], kernel[1], stride[0], stride[1], dilation[0], dilation[1])
            .anyMatch(v -> v < 1)
        || Arrays.stream(pads).anyMatch(v -> v < 0)) {
      throw node.refuse("kernel, strides and dilations must be positive, pads not negative");
    }
    switch (auto) {
      case "NOTSET" -> {}
      case "VALID" -> Arrays.fill(pads, 0);
      case "SAME_UPPER", "SAME_LOWER" -> {
        for (int axis = 0; axis < 2; axis++) {
          long in = x.size(2 + axis);
          long reach = (kernel[axis] - 1) * dilation[axis] + 1;
          long steps = (in + stride[axis] - 1) / stride[axis] - 1;
          long total = Math.max(0, steps * stride[axis] + reach - in);
          long first = auto.equals("SAME_UPPER") ? total / 2 : total - total / 2;
          pads[axis] = first;
          pads[2 + axis] = total - first;
        }
      }
      default -> throw node.refuse("auto_pad " + auto + " is not known");
    }
    Window window =
        new Window(new Shape(kernel), new Shape(stride), new Shape(dilation), new Shape(pads));
    graph.fits(node, window.padded(x.stored()));
    return window;
  }

  /** Two numbers of a window; of one along a line, whose height is 1. */
  private long[] sizes(OnnxNode node, String name, long... otherwise) {
    if (node.has(name) && graph.activation(node, 0).rank() == LINE) {
      return new long[] {1, node.integersOf(name, 1)[0]};
    }
    return node.integersOf(name, 2, otherwise);
  }

  private long[] pads(OnnxNode node) {
    if (node.has("pads") && graph.activation(node, 0).rank() == LINE) {
      long[] ends = node.integersOf("pads", 2);
      return new long[] {0, ends[0], 0, ends[1]};
    }
    return node.integersOf("pads", 4, 0, 0, 0, 0);
  }

  private Window poolWindow(OnnxNode node, OnnxValue x) {
    Window window = window(node, x, sizes(node, "kernel_shape"));
    boolean ceil = node.integer("ceil_mode", 0) != 0;
    return ceil ? window.ceil(x.size(2), x.size(3)) : window;
  }

  private void maxPool(OnnxNode node, OnnxValue x) {
    node.allow(
        "kernel_shape", "strides", "pads", "dilations", "auto_pad", "ceil_mode", "storage_order");
    graph.emit(node, new MaxPooling(node.name(), poolWindow(node, x)), x);
  }

  private void averagePool(OnnxNode node, OnnxValue x) {
    node.allow(
        "kernel_shape",
        "strides",
        "pads",
        "dilations",
        "auto_pad",
        "ceil_mode",
        "count_include_pad");
    boolean count = node.integer("count_include_pad", 0) != 0;
    Window window = poolWindow(node, x);
    if (window.dilated()) {
      throw node.refuse("dilations other than 1 are not supported");
    }
    Shape own = window(node, x, sizes(node, "kernel_shape")).pads();
    if (window.passes()) {
      // what an adaptive pooling becomes where the sizes agree
      graph.pass(node, x);
    } else if (count && graph.opset() >= CEIL_UNCOUNTED && !own.equals(window.pads())) {
      // the pads are counted, what ceil_mode adds to them is not
      graph.emit(node, new ZeroPadding(node.name() + ".pads", own), x);
      Window rest = window.withPads(0, 0, more(window, own, 2), more(window, own, 3));
      graph.then(node, new AveragePooling(node.name(), rest, false));
    } else {
      graph.emit(node, new AveragePooling(node.name(), window, count), x);
    }
  }

  private static long more(Window window, Shape own, int side) {
    return Math.max(0, window.pads().get(side) - own.get(side));
  }

  private void clip(OnnxNode node) {
    node.allow("min", "max");
    float low = node.real("min", Float.NEGATIVE_INFINITY);
    float high = node.real("max", Float.POSITIVE_INFINITY);
    if (graph.given(node, 1)) {
      low = scalar(node, 1);
    }
    if (graph.given(node, 2)) {
      high = scalar(node, 2);
    }
    OnnxBounds.add(graph, node, graph.activation(node, 0), low, high);
  }

  private float scalar(OnnxNode node, int input) {
    return scalar(graph, node, input);
  }

  /** An input that is one number. */
  static float scalar(OnnxImporter graph, OnnxNode node, int input) {
    OnnxTensor tensor = graph.constant(node, input);
    if (tensor.floats() == null || tensor.size() != 1) {
      throw node.refuse("input " + input + " is not one float32 value");
    }
    return tensor.floats()[0];
  }
}
