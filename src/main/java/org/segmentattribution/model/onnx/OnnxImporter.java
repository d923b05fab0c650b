package org.segmentattribution.model.onnx;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.Quoted;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.Scale;
import org.segmentattribution.model.layer.WeightedLayer;
import org.segmentattribution.model.layer.shape.Repetition;
import org.segmentattribution.model.layer.shape.Reshaping;
import org.segmentattribution.model.layer.shape.Transposition;

/**
 * Walks the nodes of an ONNX graph and builds layers. Every layer is run once on zeros, so that
 * shapes that do not fit are refused here, by node name, and not with the first image.
 */
final class OnnxImporter {
  private final OnnxFile source;
  private final OnnxHead head;
  private final NDManager manager;
  private final OnnxBudget budget;
  private final Map<String, OnnxValue> values = new HashMap<>();
  private final Map<String, OnnxTensor> computed = new HashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();
  final List<LayerGraph.Step> steps = new ArrayList<>();
  private final List<Shape> arrays = new ArrayList<>();
  private int classes;

  /** The manager will own the weights. */
  OnnxImporter(OnnxFile source, NDManager manager) {
    this.head = OnnxHead.of(source);
    this.source = head.cut(source);
    this.manager = manager;
    this.budget = new OnnxBudget(source);
  }

  /** Builds the layers for inputs of this shape, (1, C, H, W). */
  LayerGraph build(Shape input) {
    List<NodeProto> nodes = new OnnxLiveNodes(source.graph()).inOrder();
    for (NodeProto node : nodes) {
      OnnxLiveNodes.needs(node).forEach(name -> uses.merge(name, 1, Integer::sum));
    }
    uses.merge(resultName(), 1, Integer::sum);
    values.put(source.input().name(), new OnnxValue(0, input, false, OnnxLayout.FIRST));
    arrays.add(input);
    if (source.input().channelsLast()) {
      channelsLast(input);
    }
    OnnxOperators operators = new OnnxOperators(this);
    nodes.forEach(node -> add(operators, new OnnxNode(source.file(), node)));
    int result = endWithTwoAxes();
    return OnnxLiveLayers.of(steps, result);
  }

  /** Adds what a node computes. */
  void add(OnnxOperators operators, OnnxNode node) {
    for (String output : node.outputs()) {
      boolean taken = values.containsKey(output) || computed.containsKey(output);
      if (taken || source.constants().containsKey(output)) {
        throw node.refuse("makes '" + output + "', which there is already");
      }
    }
    try {
      operators.add(node);
    } catch (IndexOutOfBoundsException | NegativeArraySizeException | ArithmeticException e) {
      throw node.refuse("its inputs or attributes do not go together (" + e.getMessage() + ")");
    } catch (IllegalArgumentException e) {
      throw e.getMessage().startsWith(source.file() + ": ") ? e : node.refuse(e.getMessage());
    }
  }

  /** The network takes N x C x H x W, whatever the file does. */
  private void channelsLast(Shape input) {
    int[] order = {0, 2, 3, 1};
    Layer layer = new Transposition(source.input().name() + ".channels-last", order);
    steps.add(new LayerGraph.Step(layer, List.of(0)));
    Shape moved = layer.shape(List.of(input));
    arrays.add(moved);
    values.put(source.input().name(), new OnnxValue(1, moved, false, OnnxLayout.FIRST));
  }

  /**
   * ONNX leaves some classifiers' logits as N x K x 1 x 1, N x 1 x K, or one logit as N; gives the
   * number of the last value.
   */
  private int endWithTwoAxes() {
    OnnxValue result = values.get(resultName());
    if (result == null || !OnnxLiveLayers.depends(steps, result.number())) {
      throw refuse("output '" + resultName() + "' does not depend on the input");
    }
    boolean row = result.images() <= 0 || takesOne();
    if (!row || result.rank() == 0 || result.size(0) != 1) {
      throw refuse("gives no row of logits for each image, but " + result.shape() + " for one");
    }
    head.requireClasses(source, result);
    long all = result.shape().size();
    if (LongStream.of(result.shape().getShape()).noneMatch(size -> size == all)) {
      throw refuse("gives " + result.shape() + " for one image; a classifier gives N x classes");
    }
    classes = Math.toIntExact(all);
    if (result.stored().dimension() == 2) {
      return result.number();
    }
    Reshaping flat = new Reshaping(resultName() + ".flat", new Shape(all));
    steps.add(new LayerGraph.Step(flat, List.of(result.number())));
    return steps.size();
  }

  /** Number of logits. */
  int classes() {
    return classes;
  }

  /** What the file ends in and the layers do not. */
  OnnxHead head() {
    return head;
  }

  /** How to export without a fixed number of images. */
  String exportOpen() {
    return source.exportOpen();
  }

  /** Name of the value that is the network's output: the logits. */
  String resultName() {
    return source.graph().getOutput(0).getName();
  }

  long opset() {
    return source.opset();
  }

  /** Whether the file fixes the number of images to one: what it computes is for an image alone. */
  boolean takesOne() {
    return source.input().dims()[0] == 1;
  }

  /** The number of images that the file fixes, or 1. */
  long images() {
    return Math.max(1, source.input().dims()[0]);
  }

  private WrongInput refuse(String why) {
    return new WrongInput(Quoted.line(source.file() + ": " + why));
  }

  /** Whether a node has its i-th input. */
  boolean given(OnnxNode node, int i) {
    return i < node.inputs().size() && !node.inputs().get(i).isEmpty();
  }

  /** Whether the i-th input is an activation. */
  boolean isActivation(OnnxNode node, int i) {
    return given(node, i) && values.containsKey(node.inputs().get(i));
  }

  /** The i-th input, which must be an activation. */
  OnnxValue activation(OnnxNode node, int i) {
    if (!given(node, i)) {
      throw node.refuse("input " + i + " is missing");
    }
    String name = node.inputs().get(i);
    OnnxValue value = values.get(name);
    if (value != null) {
      return value;
    }
    if (!computed.containsKey(name) && !source.constants().containsKey(name)) {
      throw node.refuse("input '" + name + "' is made by no earlier node");
    }
    OnnxTensor constant = weights(node, i, -1);
    if (constant.size() == 0) {
      throw node.refuse("constant '" + name + "' is empty");
    }
    return repeated(node, name, constant);
  }

  /** A constant as an activation: the same for each image. */
  OnnxValue repeated(OnnxNode node, String name, OnnxTensor constant) {
    OnnxLayout layout = new OnnxLayout(constant.leads() ? 0 : -1, -1, 1);
    Shape stored = layout.stored(new Shape(constant.dims()));
    NDArray array = array(constant.floats(), stored.getShape());
    return emit(node, "", layout, new Repetition(node.name() + "." + name, array), input());
  }

  /** The i-th input, which must be a constant. */
  OnnxTensor constant(OnnxNode node, int i) {
    if (!given(node, i)) {
      throw node.refuse("input " + i + " is missing");
    }
    String name = node.inputs().get(i);
    if (values.containsKey(name)) {
      throw node.refuse("input '" + name + "' must be a constant of the file");
    }
    if (computed.containsKey(name)) {
      return computed.get(name);
    }
    if (!source.constants().containsKey(name)) {
      throw node.refuse("constant '" + name + "' is missing");
    }
    try {
      return OnnxTensor.of(source.constants().get(name), source.external());
    } catch (IllegalArgumentException e) {
      throw node.refuse("constant '" + name + "' " + e.getMessage());
    }
  }

  /** The i-th input as whole numbers. */
  long[] integers(OnnxNode node, int i) {
    OnnxTensor tensor = constant(node, i);
    if (tensor.integers() == null) {
      throw node.refuse("constant '" + node.inputs().get(i) + "' does not hold integers");
    }
    return tensor.integers();
  }

  /** The i-th input as numbers, which may be infinite. */
  OnnxTensor numbers(OnnxNode node, int i) {
    OnnxTensor tensor = constant(node, i);
    if (tensor.floats() == null) {
      throw node.refuse("constant '" + node.inputs().get(i) + "' does not hold float32 values");
    }
    return tensor;
  }

  /** The i-th input as numbers, of which some may be minus infinity, as masks have it. */
  OnnxTensor mask(OnnxNode node, int i) {
    OnnxTensor tensor = numbers(node, i);
    for (float value : tensor.floats()) {
      if (!(value < Float.POSITIVE_INFINITY)) {
        throw node.refuse("constant '" + node.inputs().get(i) + "' holds " + value);
      }
    }
    return tensor;
  }

  /** The i-th input as finite weights; -1 in the ranks takes any number of axes. */
  OnnxTensor weights(OnnxNode node, int i, int rank) {
    OnnxTensor tensor = numbers(node, i);
    String name = node.inputs().get(i);
    if (rank >= 0 && tensor.dims().length != rank) {
      String shape = Arrays.toString(tensor.dims());
      throw node.refuse(
          "constant '" + name + "' has shape " + shape + " instead of " + rank + " axes");
    }
    for (float value : tensor.floats()) {
      if (!Float.isFinite(value)) {
        throw node.refuse("constant '" + name + "' holds " + value);
      }
    }
    return tensor;
  }

  /** An array that lives as long as the network. */
  NDArray array(float[] values, long... dims) {
    budget.keep(values.length);
    return manager.create(values, new Shape(dims));
  }

  /** Adds a layer as what a node computes, laid out as the first input. */
  void emit(OnnxNode node, Layer layer, OnnxValue... inputs) {
    emit(node, node.output(), inputs[0].layout(), layer, inputs);
  }

  /** Adds a layer as one of a node's outputs, or as a step on the way where the name is empty. */
  OnnxValue emit(
      OnnxNode node, String output, OnnxLayout layout, Layer layer, OnnxValue... inputs) {
    Shape array = shapeOf(node, layer, inputs);
    fits(node, array);
    steps.add(new LayerGraph.Step(layer, Arrays.stream(inputs).map(OnnxValue::number).toList()));
    arrays.add(array);
    OnnxValue value = new OnnxValue(steps.size(), layout.shape(array), once(output), layout);
    return put(output, value);
  }

  private OnnxValue put(String output, OnnxValue value) {
    if (!output.isEmpty()) {
      values.put(output, value);
    }
    return value;
  }

  /** Refuses an array that is too large to be made. */
  void fits(OnnxNode node, Shape array) {
    OnnxBudget.fits(node, array);
  }

  /** Adds a second layer to what a node computes. */
  void then(OnnxNode node, Layer layer) {
    emit(node, layer, made(node));
  }

  /** What a node computes so far. */
  OnnxValue made(OnnxNode node) {
    return values.get(node.output());
  }

  /** The network's input. */
  OnnxValue input() {
    return values.get(source.input().name());
  }

  private Shape shapeOf(OnnxNode node, Layer layer, OnnxValue... inputs) {
    List<Shape> shapes = Arrays.stream(inputs).map(v -> arrays.get(v.number())).toList();
    try {
      return layer.shape(shapes);
    } catch (IllegalArgumentException e) {
      String taken = String.join(", ", Arrays.stream(inputs).map(v -> v.shape() + "").toList());
      throw node.refuse("does not fit its input of shape " + taken);
    }
  }

  private boolean once(String name) {
    return uses.getOrDefault(name, 0) == 1;
  }

  /** Says that a node's output is one of its inputs unchanged. */
  void pass(OnnxNode node, OnnxValue value) {
    pass(node, node.output(), value);
  }

  /** Says that one of a node's outputs is a value that there is. */
  void pass(OnnxNode node, String output, OnnxValue value) {
    boolean sole = value.sole() && once(output);
    put(output, new OnnxValue(value.number(), value.shape(), sole, value.layout()));
  }

  /** Says that one of a node's outputs is a constant. */
  void compute(String output, OnnxTensor tensor) {
    computed.put(output, tensor);
  }

  /** Number of values of a constant that a node is about to make, which must not be too large. */
  int room(OnnxNode node, long... dims) {
    return budget.room(node, dims);
  }

  /** Adds the constants of a graph within the graph. */
  void addConstants(OnnxNode node, GraphProto inner) {
    for (TensorProto tensor : inner.getInitializerList()) {
      try {
        computed.put(tensor.getName(), OnnxTensor.of(tensor, source.external()));
      } catch (IllegalArgumentException e) {
        throw node.refuse("constant '" + tensor.getName() + "' " + e.getMessage());
      }
    }
  }

  /** Says that a name is another's value. */
  void alias(OnnxNode node, String output, String name) {
    if (values.containsKey(name)) {
      pass(node, output, values.get(name));
    } else if (computed.containsKey(name)) {
      compute(output, computed.get(name));
    } else {
      throw node.refuse("'" + name + "' is made by no node");
    }
  }

  /** The layer with weights that alone feeds a value, or null. */
  WeightedLayer feeds(OnnxValue value) {
    if (!value.sole() || value.number() == 0) {
      return null;
    }
    Layer layer = steps.get(value.number() - 1).layer();
    return layer instanceof WeightedLayer weighted && !(layer instanceof Scale) ? weighted : null;
  }

  /** The file's names of a graph's values. */
  List<OnnxOrigin.Named> named(LayerGraph graph) {
    return OnnxNames.of(source.graph(), values, steps, graph);
  }
}
