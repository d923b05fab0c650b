package org.segmentattribution.model.onnx.file;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the node that makes a value of an ONNX graph, and the numbers in its constants. */
public final class GraphLinks {
  /** Most nodes between a constant and its use; a file may go in circles. */
  private static final int STEPS = 8;

  private static final Set<String> UNCHANGED = Set.of("Identity", "Cast", "Unsqueeze", "Squeeze");

  private final GraphProto graph;
  private final Map<String, TensorProto> constants;
  private final TensorFiles files;
  private final Map<String, NodeProto> makers = new HashMap<>();

  /** Values that depend on an input. */
  private final Set<String> activations = new HashSet<>();

  /** Nodes must come after those that make their inputs, as ONNX demands. */
  public GraphLinks(GraphProto graph, Map<String, TensorProto> constants, TensorFiles files) {
    this.graph = graph;
    this.constants = constants;
    this.files = files;
    graph.getInputList().stream()
        .map(ValueInfoProto::getName)
        .filter(name -> !constants.containsKey(name))
        .forEach(activations::add);
    for (NodeProto node : graph.getNodeList()) {
      node.getOutputList().forEach(name -> makers.putIfAbsent(name, node));
      // the sizes of an activation are none of its values
      if (!node.getOpType().equals("Shape")
          && LiveNodes.needs(node).stream().anyMatch(activations::contains)) {
        activations.addAll(node.getOutputList());
      }
    }
  }

  /** The standard node that makes a value; null for inputs, constants and other nodes. */
  public NodeProto maker(String value) {
    NodeProto node = makers.get(value);
    return node != null && NodeReader.standard(node.getDomain()) ? node : null;
  }

  /** The node of this operator that makes a value; null where another does. */
  public NodeProto maker(String value, String operator) {
    NodeProto node = maker(value);
    return node != null && node.getOpType().equals(operator) ? node : null;
  }

  /** Name of a node's i-th input; empty where it is left out. */
  public static String input(NodeProto node, int i) {
    return i < node.getInputCount() ? node.getInput(i) : "";
  }

  /** The number in a constant of one number; NaN for other values. */
  public float number(String value) {
    String name = value;
    for (int i = 0; i < STEPS && isUnchanged(name); i++) {
      name = input(makers.get(name), 0);
    }
    try {
      NodeProto node = maker(name, "Constant");
      Constant tensor =
          constants.containsKey(name)
              ? TensorDecoder.decode(constants.get(name), files)
              : node == null || node.getAttributeCount() == 0 ? null : tensor(node.getAttribute(0));
      if (tensor == null || tensor.size() != 1) {
        return Float.NaN;
      }
      return tensor.floats() != null ? tensor.floats()[0] : tensor.integers()[0];
    } catch (IllegalArgumentException e) {
      return Float.NaN; // a constant of another type is none of those that are looked for
    }
  }

  private boolean isUnchanged(String value) {
    NodeProto node = maker(value);
    return node != null && UNCHANGED.contains(node.getOpType());
  }

  private Constant tensor(AttributeProto attribute) {
    return switch (attribute.getName()) {
      case "value" -> TensorDecoder.decode(attribute.getT(), files);
      case "value_float" -> Constant.ofFloats(List.of(attribute.getF()));
      case "value_int" -> Constant.ofIntegers(List.of(attribute.getI()));
      case "value_ints" -> Constant.ofIntegers(attribute.getIntsList());
      default -> null;
    };
  }

  /** The lower bound of a Clip: an input, or an attribute in old operator sets. */
  public float low(NodeProto clip) {
    return bound(clip, 1, "min", Float.NEGATIVE_INFINITY);
  }

  /** The upper bound of a Clip. */
  public float high(NodeProto clip) {
    return bound(clip, 2, "max", Float.POSITIVE_INFINITY);
  }

  private float bound(NodeProto node, int input, String attribute, float none) {
    if (!input(node, input).isEmpty()) {
      return number(input(node, input));
    }
    return node.getAttributeList().stream()
        .filter(a -> a.getName().equals(attribute))
        .map(AttributeProto::getF)
        .findFirst()
        .orElse(none);
  }

  /** Whether a value depends on an input of the graph. */
  public boolean isActivation(String value) {
    return activations.contains(value);
  }

  /** The integers in a constant; null for other values. */
  public long[] integers(String value) {
    NodeProto node = maker(value, "Constant");
    try {
      Constant tensor =
          constants.containsKey(value)
              ? TensorDecoder.decode(constants.get(value), files)
              : node == null || node.getAttributeCount() == 0 ? null : tensor(node.getAttribute(0));
      return tensor == null ? null : tensor.integers();
    } catch (IllegalArgumentException e) {
      return null; // said by the importer where it is needed
    }
  }

  /** The graph that ends in a value, without the nodes that it does not need. */
  public GraphProto endingIn(String value) {
    Set<String> needed = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(value));
    while (!open.isEmpty()) {
      String name = open.pop();
      NodeProto node = makers.get(name);
      if (needed.add(name) && node != null) {
        open.addAll(LiveNodes.needs(node));
      }
    }
    GraphProto.Builder cut = graph.toBuilder().clearNode();
    graph.getNodeList().stream()
        .filter(node -> node.getOutputList().stream().anyMatch(needed::contains))
        .forEach(cut::addNode);
    cut.setOutput(0, graph.getOutput(0).toBuilder().setName(value).clearType());
    return cut.build();
  }
}
