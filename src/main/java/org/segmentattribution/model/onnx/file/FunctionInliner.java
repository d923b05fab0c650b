package org.segmentattribution.model.onnx.file;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.WrongInput;

/**
 * Puts the nodes of a file's own functions in the place of the nodes that call them, also within
 * functions and within the graphs of an If. Bounded: a file of a few lines could otherwise ask for
 * any number of nodes.
 */
final class FunctionInliner {
  /** Most nodes, inputs, outputs and attributes that calls may be taken apart into. */
  private static final int MOST = 2_000_000;

  /** Most functions and graphs within each other. */
  private static final int DEEPEST = 64;

  private final Path file;
  private final Map<FunctionKey, FunctionProto> functions = new HashMap<>();
  private final Deque<FunctionKey> open = new ArrayDeque<>();
  private final InnerNames names = new InnerNames();
  private long parts;
  private int depth;

  private FunctionInliner(Path file, ModelProto model) {
    this.file = file;
    for (FunctionProto function : model.getFunctionsList()) {
      FunctionKey key = FunctionKey.of(function);
      if (functions.putIfAbsent(key, function) != null) {
        throw FileRefusal.of(file, "defines function '" + key.text() + "' twice");
      }
    }
  }

  /**
   * The graph of a model without calls of its functions.
   *
   * @throws IllegalArgumentException in one line that names the node, where functions call
   *     themselves, do not fit their calls or make too many nodes
   */
  static GraphProto inlined(Path file, ModelProto model) {
    return model.getFunctionsCount() == 0
        ? model.getGraph()
        : new FunctionInliner(file, model).graph(model.getGraph());
  }

  private GraphProto graph(GraphProto graph) {
    List<NodeProto> nodes = new ArrayList<>();
    graph.getNodeList().forEach(node -> add(node, nodes));
    return graph.toBuilder().clearNode().addAllNode(nodes).build();
  }

  private void add(NodeProto node, List<NodeProto> into) {
    parts += 1L + node.getInputCount() + node.getOutputCount() + node.getAttributeCount();
    if (parts > MOST) {
      throw refuse(node, "the functions of the file make more than " + MOST + " parts of a graph");
    }
    FunctionProto function = functions.get(FunctionKey.of(node));
    boolean graphs = node.getAttributeList().stream().anyMatch(AttributeProto::hasG);
    if (function == null && !graphs) {
      into.add(node);
      return;
    }
    if (++depth > DEEPEST) {
      throw refuse(node, "has more than " + DEEPEST + " functions and graphs within each other");
    }
    if (function == null) {
      into.add(inner(node));
    } else {
      addCalled(node, function, into);
    }
    depth--;
  }

  private void addCalled(NodeProto node, FunctionProto function, List<NodeProto> into) {
    FunctionKey key = FunctionKey.of(function);
    if (key.domain().isEmpty()) {
      throw refuse(node, "is an operator of ONNX that the file defines anew");
    }
    if (open.contains(key)) {
      throw refuse(node, "function '" + key.text() + "' calls itself");
    }
    open.push(key);
    NodeReader call = new NodeReader(file, node);
    new FunctionCall(call, node, function, names).nodes().forEach(inner -> add(inner, into));
    open.pop();
  }

  /** A node whose inner graphs call no functions. */
  private NodeProto inner(NodeProto node) {
    NodeProto.Builder changed = node.toBuilder();
    for (AttributeProto.Builder attribute : changed.getAttributeBuilderList()) {
      if (attribute.hasG()) {
        attribute.setG(graph(attribute.getG()));
      }
    }
    return changed.build();
  }

  private WrongInput refuse(NodeProto node, String why) {
    return new NodeReader(file, node).refuse(why);
  }
}
