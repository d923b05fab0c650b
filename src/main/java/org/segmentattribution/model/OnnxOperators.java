package org.segmentattribution.model;

import ai.djl.ndarray.types.Shape;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.segmentattribution.model.OnnxImporter.Value;

/** From a node of an ONNX graph to a layer: one method an operator. */
final class OnnxOperators {
  private static final String SUPPORTED =
      "Abs, Add, AveragePool, BatchNormalization, Cast, Clip, Concat, Conv, Div, Dropout, Erf, Exp, Expand,"
          + " Flatten, Gather, Gelu, Gemm, GlobalAveragePool, HardSigmoid, HardSwish, Identity,"
          + " LayerNormalization, Log, MatMul, Max, MaxPool, Min, Mul, Neg, Pad, Pow, ReduceMean, Relu, Reshape,"
          + " Sigmoid, Slice, Softmax, Softplus, Softsign, Split, Sqrt, Squeeze, Sub, Tanh,"
          + " Transpose, Unsqueeze";

  /** Since this operator set a window cut off by ceil_mode counts only what it covers. */
  private static final long CEIL_UNCOUNTED = 19;

  private final OnnxImporter graph;
  private final OnnxConstants constants;
  private final OnnxShapes shapes;
  private final OnnxAffine affine;
  private final OnnxSelection selection;
  private final OnnxFunctions functions;

  OnnxOperators(OnnxImporter graph) {
    this.graph = graph;
    this.constants = new OnnxConstants(graph);
    this.shapes = new OnnxShapes(graph);
    this.affine = new OnnxAffine(graph);
    this.selection = new OnnxSelection(graph);
    this.functions = new OnnxFunctions(graph);
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
      case "Conv" -> convolution(node);
      case "Gemm" -> gemm(node);
      case "MatMul" -> matMul(node);
      case "Relu" -> graph.emit(node, new Relu(node.name()), graph.activation(node, 0));
      case "Clip" -> clip(node);
      case "MaxPool" -> maxPool(node);
      case "AveragePool" -> averagePool(node);
      case "GlobalAveragePool" -> {
        Value x = plane(node);
        graph.emit(node, new GlobalAveragePooling(node.name()), x);
      }
      case "BatchNormalization" -> affine.batchNormalization(node);
      case "Add", "Sub", "Mul", "Div" -> affine.arithmetic(node);
      case "Concat", "Slice", "Split", "Gather", "Expand" -> selection.add(node);
      case "Pad" -> pad(node);
      case "Dropout", "Identity" -> graph.pass(node, graph.activation(node, 0));
      case "Cast" -> cast(node);
      case "Flatten", "Reshape", "Squeeze", "Unsqueeze", "Transpose" -> shapes.add(node);
      default -> {
        if (!functions.adds(node)) {
          throw node.refuse("this operator is not supported; supported: " + SUPPORTED);
        }
      }
    }
  }

  /** From uint8, or to what it is already: values are floats here in any case. */
  private void cast(OnnxNode node) {
    node.allow("to", "saturate");
    if (node.integer("to", 0) != TensorProto.DataType.FLOAT.getNumber()) {
      throw node.refuse("activations can be cast to float32 alone");
    }
    graph.pass(node, graph.activation(node, 0));
  }

  private Value plane(OnnxNode node) {
    Value x = graph.activation(node, 0);
    if (x.rank() != 4 || !x.imagesFirst()) {
      throw node.refuse("takes N x C x H x W, not " + x.shape());
    }
    return x;
  }

  private void convolution(OnnxNode node) {
    node.allow("kernel_shape", "strides", "pads", "dilations", "group", "auto_pad");
    Value x = plane(node);
    OnnxTensor w = graph.weights(node, 1, 4);
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
    long[] kernel = node.integersOf("kernel_shape", 2, w.dims()[2], w.dims()[3]);
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

  private Window window(OnnxNode node, Value x, long[] kernel) {
    long[] stride = node.integersOf("strides", 2, 1, 1);
    long[] dilation = node.integersOf("dilations", 2, 1, 1);
    long[] pads = node.integersOf("pads", 4, 0, 0, 0, 0);
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
    return new Window(new Shape(kernel), new Shape(stride), new Shape(dilation), new Shape(pads));
  }

  private Window poolWindow(OnnxNode node, Value x) {
    Window window = window(node, x, node.integersOf("kernel_shape", 2));
    boolean ceil = node.integer("ceil_mode", 0) != 0;
    return ceil ? window.ceil(x.size(2), x.size(3)) : window;
  }

  private void maxPool(OnnxNode node) {
    node.allow(
        "kernel_shape", "strides", "pads", "dilations", "auto_pad", "ceil_mode", "storage_order");
    Value x = plane(node);
    graph.emit(node, new MaxPooling(node.name(), poolWindow(node, x)), x);
  }

  private void averagePool(OnnxNode node) {
    node.allow(
        "kernel_shape",
        "strides",
        "pads",
        "dilations",
        "auto_pad",
        "ceil_mode",
        "count_include_pad");
    Value x = plane(node);
    boolean count = node.integer("count_include_pad", 0) != 0;
    Window window = poolWindow(node, x);
    if (window.dilated()) {
      throw node.refuse("dilations other than 1 are not supported");
    }
    Shape own = window(node, x, node.integersOf("kernel_shape", 2)).pads();
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

  private void gemm(OnnxNode node) {
    node.allow("alpha", "beta", "transA", "transB");
    if (node.integer("transA", 0) != 0) {
      throw node.refuse("transA is not supported: it mixes the images of a batch");
    }
    float beta = node.real("beta", 1);
    OnnxTensor w = graph.weights(node, 1, 2);
    boolean outputsFirst = node.integer("transB", 0) != 0;
    float[] bias = bias(node, 2, outputsFirst ? w.dims()[0] : w.dims()[1]).clone();
    for (int i = 0; i < bias.length; i++) {
      bias[i] *= beta;
    }
    dense(node, w, outputsFirst, node.real("alpha", 1), bias);
  }

  private void matMul(OnnxNode node) {
    if (graph.isActivation(node, 0) && graph.isActivation(node, 1)) {
      Value a = graph.activation(node, 0);
      Value b = graph.activation(node, 1);
      if (a.rank() != b.rank() || a.images() != b.images() || a.images() > a.rank() - 3) {
        throw node.refuse("multiplies " + a.shape() + " by " + b.shape());
      }
      graph.emit(node, new MatrixProduct(node.name()), a, b);
      return;
    }
    OnnxTensor w = graph.weights(node, 1, 2);
    dense(node, w, false, 1, new float[Math.toIntExact(w.dims()[1])]);
  }

  private void dense(OnnxNode node, OnnxTensor w, boolean outputsFirst, float alpha, float[] bias) {
    Value x = graph.activation(node, 0);
    int in = Math.toIntExact(w.dims()[outputsFirst ? 1 : 0]);
    int last = x.rank() - 1;
    if (last < 1 || x.images() == last || x.size(last) != in) {
      throw node.refuse("weights " + Arrays.toString(w.dims()) + " do not fit " + x.shape());
    }
    int out = bias.length;
    // as they are in most files: VGG's first would take 400 MB more
    float[] weight = outputsFirst && alpha == 1 ? w.floats() : new float[w.size()];
    for (int o = 0; weight != w.floats() && o < out; o++) {
      for (int i = 0; i < in; i++) {
        weight[o * in + i] = alpha * w.floats()[outputsFirst ? o * in + i : i * out + o];
      }
    }
    graph.emit(
        node,
        new Dense(node.name(), graph.array(weight, out, in), graph.array(bias, out), x.rank()),
        x);
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
    boolean relu = low == 0 && high >= Float.MAX_VALUE;
    Layer layer = relu ? new Relu(node.name()) : new Clipping(node.name(), low, high);
    graph.emit(node, layer, graph.activation(node, 0));
  }

  private float scalar(OnnxNode node, int input) {
    OnnxTensor tensor = graph.constant(node, input);
    if (tensor.floats() == null || tensor.size() != 1) {
      throw node.refuse("input " + input + " is not one float32 value");
    }
    return tensor.floats()[0];
  }

  private void pad(OnnxNode node) {
    node.allow("mode", "pads", "value");
    Value x = plane(node);
    long[] pads = graph.given(node, 1) ? graph.integers(node, 1) : node.integersOf("pads", 8);
    float value = graph.given(node, 2) ? scalar(node, 2) : node.real("value", 0);
    boolean plain = node.text("mode", "constant").equals("constant") && value == 0;
    if (!plain || graph.given(node, 3) || pads.length != 8) {
      throw node.refuse("only constant padding with 0 of all four axes is supported");
    }
    if (pads[0] + pads[1] + pads[4] + pads[5] != 0 || Arrays.stream(pads).anyMatch(p -> p < 0)) {
      throw node.refuse("only height and width can be padded, by 0 or more");
    }
    if (Arrays.stream(pads).allMatch(p -> p == 0)) {
      graph.pass(node, x);
      return;
    }
    Shape sides = new Shape(pads[2], pads[3], pads[6], pads[7]);
    graph.emit(node, new ZeroPadding(node.name(), sides), x);
  }
}
