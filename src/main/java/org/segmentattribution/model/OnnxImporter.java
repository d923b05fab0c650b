package org.segmentattribution.model;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Walks the nodes of an ONNX graph and builds layers. Every layer is run once on zeros, so that
 * shapes that do not fit are refused here, by node name, and not with the first image.
 */
final class OnnxImporter {
  /**
   * An activation.
   *
   * @param number its number in the graph of layers
   * @param shape for one image
   * @param sole whether one node alone takes it
   * @param images the axis that grows with the number of images
   */
  record Value(int number, Shape shape, boolean sole, int images) {
    long size(int axis) {
      return shape.get(axis);
    }

    int rank() {
      return shape.dimension();
    }

    /** Whether the first axis is the images'. */
    boolean imagesFirst() {
      return images == 0 && shape.get(0) == 1;
    }
  }

  private final OnnxFile source;
  private final NDManager manager;
  private final Map<String, Value> values = new HashMap<>();
  private final Map<String, OnnxTensor> computed = new HashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();
  private final List<LayerGraph.Step> steps = new ArrayList<>();
  private boolean strippedSoftmax;
  private int classes;

  /** The manager will own the weights. */
  OnnxImporter(OnnxFile source, NDManager manager) {
    this.source = source;
    this.manager = manager;
  }

  /** Builds the layers for inputs of this shape, (1, C, H, W). */
  LayerGraph build(Shape input) {
    for (NodeProto node : source.graph().getNodeList()) {
      node.getInputList().forEach(name -> uses.merge(name, 1, Integer::sum));
    }
    uses.merge(resultName(), 1, Integer::sum);
    values.put(source.input().name(), new Value(0, input, false, 0));
    if (source.input().channelsLast()) {
      channelsLast(input);
    }
    OnnxOperators operators = new OnnxOperators(this);
    for (NodeProto proto : source.graph().getNodeList()) {
      OnnxNode node = new OnnxNode(source.file(), proto);
      try {
        operators.add(node);
      } catch (IndexOutOfBoundsException | NegativeArraySizeException | ArithmeticException e) {
        throw node.refuse("its inputs or attributes do not go together (" + e.getMessage() + ")");
      }
    }
    endWithTwoAxes();
    return new LayerGraph(steps);
  }

  /** The network takes N x C x H x W, whatever the file does. */
  private void channelsLast(Shape input) {
    Layer layer =
        new Transposition(source.input().name() + ".channels-last", new int[] {0, 2, 3, 1});
    steps.add(new LayerGraph.Step(layer, List.of(0)));
    Shape moved = new Shape(1, input.get(2), input.get(3), input.get(1));
    values.put(source.input().name(), new Value(1, moved, false, 0));
  }

  /** ONNX leaves some classifiers' logits as N x K x 1 x 1. */
  private void endWithTwoAxes() {
    Value result = values.get(resultName());
    if (result == null) {
      throw refuse("output '" + resultName() + "' does not depend on the input");
    }
    if (!result.imagesFirst()) {
      throw refuse("gives no row of logits for each image");
    }
    boolean plane = result.rank() == 4 && result.size(2) == 1 && result.size(3) == 1;
    if (!plane && result.rank() != 2) {
      throw refuse("gives " + result.shape() + " for one image; a classifier gives N x classes");
    }
    if (result.number() != steps.size()) {
      throw refuse("output '" + resultName() + "' is not what the last layer makes");
    }
    classes = Math.toIntExact(result.size(1));
    if (plane) {
      Reshaping flat = new Reshaping(resultName() + ".flat", new Shape(result.size(1)));
      steps.add(new LayerGraph.Step(flat, List.of(result.number())));
    }
  }

  /** Number of logits. */
  int classes() {
    return classes;
  }

  boolean strippedSoftmax() {
    return strippedSoftmax;
  }

  void stripSoftmax() {
    strippedSoftmax = true;
  }

  /** Name of the graph's output. */
  String resultName() {
    return source.graph().getOutput(0).getName();
  }

  long opset() {
    return source.opset();
  }

  private IllegalArgumentException refuse(String why) {
    return new IllegalArgumentException(Quoted.line(source.file() + ": " + why));
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
  Value activation(OnnxNode node, int i) {
    if (!given(node, i)) {
      throw node.refuse("input " + i + " is missing");
    }
    String name = node.inputs().get(i);
    Value value = values.get(name);
    if (value == null) {
      boolean constant = computed.containsKey(name) || source.constants().containsKey(name);
      String what = constant ? "must not be a constant" : "is made by no earlier node";
      throw node.refuse("input '" + name + "' " + what);
    }
    return value;
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
      return OnnxTensor.of(source.constants().get(name));
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

  /** The i-th input as finite weights; -1 in the ranks takes any number of axes. */
  OnnxTensor weights(OnnxNode node, int i, int rank) {
    OnnxTensor tensor = constant(node, i);
    String name = node.inputs().get(i);
    if (tensor.floats() == null) {
      throw node.refuse("constant '" + name + "' does not hold float32 values");
    }
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
    return manager.create(values, new Shape(dims));
  }

  /** Adds a layer as what a node computes; the axis of the images is that of the first input. */
  void emit(OnnxNode node, Layer layer, Value... inputs) {
    emit(node, node.output(), inputs[0].images(), layer, inputs);
  }

  /** Adds a layer as one of a node's outputs. */
  Value emit(OnnxNode node, String output, int images, Layer layer, Value... inputs) {
    steps.add(new LayerGraph.Step(layer, Arrays.stream(inputs).map(Value::number).toList()));
    Shape shape = shapeOf(node, layer, inputs);
    Value value = new Value(steps.size(), shape, once(output), images);
    values.put(output, value);
    return value;
  }

  /** Adds a second layer to what a node computes. */
  void then(OnnxNode node, Layer layer) {
    emit(node, layer, made(node));
  }

  /** What a node computes so far. */
  Value made(OnnxNode node) {
    return values.get(node.output());
  }

  /** The network's input. */
  Value input() {
    return values.get(source.input().name());
  }

  private Shape shapeOf(OnnxNode node, Layer layer, Value... inputs) {
    try (NDManager scope = manager.newSubManager()) {
      NDList zeros = new NDList();
      for (Value input : inputs) {
        zeros.add(scope.zeros(input.shape()));
      }
      return Gradients.without(() -> layer.forward(zeros).getShape());
    } catch (EngineException | IllegalArgumentException e) {
      String shapes = String.join(", ", Arrays.stream(inputs).map(v -> v.shape() + "").toList());
      throw node.refuse("does not fit its input of shape " + shapes);
    }
  }

  private boolean once(String name) {
    return uses.getOrDefault(name, 0) == 1;
  }

  /** Says that a node's output is one of its inputs unchanged. */
  void pass(OnnxNode node, Value value) {
    boolean sole = value.sole() && once(node.output());
    values.put(node.output(), new Value(value.number(), value.shape(), sole, value.images()));
  }

  /** Says that a node's output is a constant. */
  void compute(OnnxNode node, OnnxTensor tensor) {
    computed.put(node.output(), tensor);
  }

  /** The layer with weights that alone feeds a value, or null. */
  WeightedLayer feeds(Value value) {
    if (!value.sole() || value.number() == 0) {
      return null;
    }
    Layer layer = steps.get(value.number() - 1).layer();
    return layer instanceof WeightedLayer weighted && !(layer instanceof Scale) ? weighted : null;
  }

  /**
   * The file's names of a graph's values; without those that the file does not know, such as the
   * steps within a node.
   *
   * @param graph that was built
   */
  List<OnnxOrigin.Named> named(LayerGraph graph) {
    Map<Integer, String> names = new HashMap<>();
    for (NodeProto node : source.graph().getNodeList()) {
      for (String output : node.getOutputList()) {
        boolean takenOff = strippedSoftmax && output.equals(resultName());
        if (values.containsKey(output) && !takenOff) {
          // of nodes that became one layer, the last says what it computes
          names.put(values.get(output).number(), output);
        }
      }
    }
    Map<Layer, List<String>> byLayer = new IdentityHashMap<>();
    for (int number = 1; number <= steps.size(); number++) {
      Layer layer = steps.get(number - 1).layer();
      byLayer.computeIfAbsent(layer, l -> new ArrayList<>()).add(names.getOrDefault(number, ""));
    }
    List<OnnxOrigin.Named> named = new ArrayList<>();
    for (int k = 0; k < graph.steps().size(); k++) {
      List<String> of = byLayer.getOrDefault(graph.steps().get(k).layer(), List.of());
      // a layer that is run twice has two values
      Value value = of.size() == 1 ? values.get(of.get(0)) : null;
      if (value != null) {
        named.add(new OnnxOrigin.Named(k + 1, of.get(0), value.shape()));
      }
    }
    return named;
  }
}
