package org.segmentattribution.model.onnx.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.Scale;
import org.segmentattribution.model.layer.WeightedLayer;
import org.segmentattribution.model.layer.shape.Repetition;
import org.segmentattribution.model.layer.shape.Transposition;
import org.segmentattribution.model.onnx.constant.Constants;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.LiveNodes;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.file.OnnxFile;

/**
 * Builds a graph of layers, node by node. It knows values, shapes and layers, and no operator. The
 * shape of each value is inferred when its layer is added, so a shape that does not fit is refused
 * here, by node name, and not with the first image.
 */
public final class GraphBuilder {
  private final OnnxFile source;
  private final NDManager manager;
  private final MemoryBudget budget;
  private final Constants constants;
  private final Consumer<NodeReader> inner;
  private final Map<String, Activation> values = new HashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();
  private final Set<String> shifted = new HashSet<>();
  private final List<LayerGraph.Step> steps = new ArrayList<>();
  private final List<Shape> arrays = new ArrayList<>();

  /**
   * A graph without layers.
   *
   * @param nodes that will be added, in order
   * @param manager will own the weights
   * @param image shape of the input, (1, C, H, W)
   * @param inner adds a node of an inner graph
   */
  public GraphBuilder(
      OnnxFile source,
      List<NodeProto> nodes,
      NDManager manager,
      Shape image,
      Consumer<NodeReader> inner) {
    this.source = source;
    this.manager = manager;
    this.inner = inner;
    budget = new MemoryBudget(source.file(), source.bytes());
    constants = new Constants(source, values::containsKey);
    Set<String> stored = new HashSet<>();
    source.graph().getInitializerList().forEach(array -> stored.add(array.getName()));
    for (NodeProto node : nodes) {
      // a shape is known without the value
      if (!node.getOpType().equals("Shape")) {
        LiveNodes.needs(node).forEach(name -> uses.merge(name, 1, Integer::sum));
      }
      if (node.getOpType().equals("Add")
          && node.getInputList().stream().anyMatch(stored::contains)) {
        shifted.addAll(node.getInputList());
      }
    }
    source.graph().getOutputList().forEach(out -> uses.merge(out.getName(), 1, Integer::sum));
    arrays.add(image);
    values.put(source.input().name(), new Activation(0, image, false, AxisLayout.FIRST));
    if (source.input().channelsLast()) {
      channelsLast(image);
    }
  }

  /** The network takes N x C x H x W, whatever the file does. */
  private void channelsLast(Shape image) {
    int[] order = {0, 2, 3, 1};
    Layer layer = new Transposition(source.input().name() + ".channels-last", order);
    steps.add(new LayerGraph.Step(layer, List.of(0)));
    Shape moved = layer.shape(List.of(image));
    arrays.add(moved);
    values.put(source.input().name(), new Activation(1, moved, false, AxisLayout.FIRST));
  }

  /** The constants that the file holds or that its nodes have computed. */
  public Constants constants() {
    return constants;
  }

  /** Version of the operators. */
  public long opset() {
    return source.opset();
  }

  /** Whether the file fixes the number of images to one: what it computes is for one image. */
  public boolean takesOne() {
    return source.input().dims()[0] == 1;
  }

  /** The number of images that the file fixes, or 1. */
  public long images() {
    return Math.max(1, source.input().dims()[0]);
  }

  /** How to export the model for any number of images, for messages. */
  public String exportOpen() {
    return source.exportOpen();
  }

  /** The network's input. */
  public Activation input() {
    return values.get(source.input().name());
  }

  /** The value of a name that depends on the image; null where there is none. */
  public Activation value(String name) {
    return values.get(name);
  }

  /** Whether a node's i-th input depends on the image. */
  public boolean isActivation(NodeReader node, int i) {
    return node.given(i) && values.containsKey(node.inputs().get(i));
  }

  /** A node's i-th input as an activation; a constant is repeated for each image. */
  public Activation activation(NodeReader node, int i) {
    if (!node.given(i)) {
      throw node.refuse("input " + i + " is missing");
    }
    String name = node.inputs().get(i);
    Activation value = values.get(name);
    if (value != null) {
      return value;
    }
    if (!constants.has(name)) {
      throw node.refuse("input '" + name + "' is made by no earlier node");
    }
    Constant constant = constants.weights(node, i);
    if (constant.size() == 0) {
      throw node.refuse("constant '" + name + "' is empty");
    }
    return repeated(node, name, constant);
  }

  /** A constant as an activation that is equal for all images. */
  public Activation repeated(NodeReader node, String name, Constant constant) {
    AxisLayout layout = new AxisLayout(constant.leads() ? 0 : -1, -1, 1);
    Shape stored = layout.stored(new Shape(constant.dims()));
    NDArray array = array(constant.floats(), stored.getShape());
    return emit(node, "", layout, new Repetition(node.name() + "." + name, array), input());
  }

  /** Sizes of a value in the file, with as many images as the file takes. */
  public long[] sizes(Activation value) {
    long[] sizes = value.shape().getShape().clone();
    if (value.images() >= 0) {
      sizes[value.images()] *= images();
    }
    return sizes;
  }

  /** An array that lives as long as the network. */
  public NDArray array(float[] values, long... dims) {
    budget.keep(values.length);
    return manager.create(values, new Shape(dims));
  }

  /** Refuses an array that is too large or empty; its first axis is the images'. */
  public void requireFitting(NodeReader node, Shape array) {
    MemoryBudget.requireFitting(node, array);
  }

  /** Adds a layer whose value is a node's output, laid out as the first input. */
  public void emit(NodeReader node, Layer layer, Activation... inputs) {
    emit(node, node.output(), inputs[0].layout(), layer, inputs);
  }

  /**
   * Adds a layer.
   *
   * @param output name of its value in the file; empty for a step within the node
   * @param layout of its value
   */
  public Activation emit(
      NodeReader node, String output, AxisLayout layout, Layer layer, Activation... inputs) {
    Shape array = shapeOf(node, layer, inputs);
    MemoryBudget.requireFitting(node, array);
    steps.add(new LayerGraph.Step(layer, Arrays.stream(inputs).map(Activation::number).toList()));
    arrays.add(array);
    return put(output, new Activation(steps.size(), layout.shape(array), once(output), layout));
  }

  private Shape shapeOf(NodeReader node, Layer layer, Activation... inputs) {
    List<Shape> shapes = Arrays.stream(inputs).map(v -> arrays.get(v.number())).toList();
    try {
      return layer.shape(shapes);
    } catch (IllegalArgumentException e) {
      String taken = String.join(", ", Arrays.stream(inputs).map(v -> v.shape() + "").toList());
      throw node.refuse("does not fit its input of shape " + taken);
    }
  }

  private Activation put(String output, Activation value) {
    if (!output.isEmpty()) {
      values.put(output, value);
    }
    return value;
  }

  private boolean once(String name) {
    return uses.getOrDefault(name, 0) == 1;
  }

  /** Adds a layer behind what a node has made so far. */
  public void then(NodeReader node, Layer layer) {
    emit(node, layer, made(node));
  }

  /**
   * Runs the layers of a node that takes constants alone; its outputs become constants. Those that
   * no table of constants computes, such as a product of matrices, are computed so.
   */
  public void compute(NodeReader node) {
    for (String output : node.outputs()) {
      Activation value = values.get(output);
      if (value == null || depends(value)) {
        continue;
      }
      constants.room(node, value.shape().getShape());
      try (NDManager scope = manager.newSubManager()) {
        NDArray none = scope.zeros(arrays.get(0));
        float[] made =
            Gradients.without(() -> endingIn(value.number()).forward(none).toFloatArray());
        constants.put(output, new Constant(value.shape().getShape(), made, null));
      }
      values.remove(output);
    }
  }

  /** The value that a node has made so far. */
  public Activation made(NodeReader node) {
    return values.get(node.output());
  }

  /** Makes a node's output a value that exists. */
  public void pass(NodeReader node, Activation value) {
    pass(node.output(), value);
  }

  private void pass(String output, Activation value) {
    boolean sole = value.sole() && once(output);
    put(output, new Activation(value.number(), value.shape(), sole, value.layout()));
  }

  /** Adds the constants and nodes of a node's inner graph; its outputs become the node's. */
  public void addInner(NodeReader node, GraphProto graph) {
    constants.addAll(node, graph);
    graph.getNodeList().forEach(proto -> inner.accept(node.inside(proto)));
    for (int i = 0; i < node.outputs().size(); i++) {
      alias(node, node.outputs().get(i), graph.getOutput(i).getName());
    }
  }

  private void alias(NodeReader node, String output, String name) {
    if (values.containsKey(name)) {
      pass(output, values.get(name));
    } else if (constants.computed(name) != null) {
      constants.put(output, constants.computed(name));
    } else {
      throw node.refuse("'" + name + "' is made by no node");
    }
  }

  /** The layer that makes a value which one node alone takes; null for others. */
  public Layer soleLayer(Activation value) {
    return value.sole() && value.number() > 0 ? steps.get(value.number() - 1).layer() : null;
  }

  /** The layer with weights that makes a value which one node alone takes; null for others. */
  public WeightedLayer soleWeights(Activation value) {
    return soleLayer(value) instanceof WeightedLayer weighted && !(weighted instanceof Scale)
        ? weighted
        : null;
  }

  /** Returns whether the next node adds stored numbers to what a node makes. */
  boolean shifts(NodeReader node) {
    return shifted.contains(node.output());
  }

  /** Puts a layer in place of the one that makes a value, which becomes the node's output. */
  public void replace(NodeReader node, Activation value, Layer layer) {
    int step = value.number() - 1;
    steps.set(step, new LayerGraph.Step(layer, steps.get(step).inputs()));
    pass(node, value);
  }

  /** Adds a layer without a node behind a value; returns the number of its value. */
  public int append(Layer layer, Activation value) {
    steps.add(new LayerGraph.Step(layer, List.of(value.number())));
    return steps.size();
  }

  /** Whether a value depends on more of the input than the number of images. */
  public boolean depends(Activation value) {
    return LiveLayers.depends(steps, value.number(), true);
  }

  /** Whether a value depends on the input by more than comparisons, which have no derivative. */
  public boolean hasGradient(Activation value) {
    return LiveLayers.depends(steps, value.number(), false);
  }

  /** The layers up to a value, without those that it does not need. */
  public LayerGraph endingIn(int value) {
    return LiveLayers.of(steps, value);
  }

  /** The file's names of the values of a graph that was built here. */
  public List<NamedValue> named(LayerGraph graph) {
    return ValueNames.of(source.graph(), values, steps, graph);
  }
}
