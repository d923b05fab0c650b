package org.segmentattribution.model.onnx.file;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the nodes that a graph's outputs need. Some are left over where an output was removed. */
public final class LiveNodes {
  private final GraphProto graph;

  /** Finds the nodes of a graph as it is in the file. */
  public LiveNodes(GraphProto graph) {
    this.graph = graph;
  }

  /** The needed nodes, in the order of the file. */
  public List<NodeProto> inOrder() {
    Set<String> wanted = new HashSet<>();
    graph.getOutputList().forEach(output -> wanted.add(output.getName()));
    List<NodeProto> live = new ArrayList<>();
    for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
      NodeProto node = graph.getNode(i);
      if (node.getOutputList().stream().anyMatch(wanted::contains)) {
        live.add(node);
        wanted.addAll(needs(node));
      }
    }
    Collections.reverse(live);
    return live;
  }

  /** Names of the values that a node takes, also within its inner graphs. */
  public static List<String> needs(NodeProto node) {
    if (node.getAttributeList().stream().noneMatch(AttributeProto::hasG)) {
      return node.getInputList();
    }
    List<String> names = new ArrayList<>(node.getInputList());
    for (AttributeProto attribute : node.getAttributeList()) {
      attribute.getG().getNodeList().forEach(inner -> names.addAll(needs(inner)));
      attribute.getG().getOutputList().forEach(output -> names.add(output.getName()));
    }
    return names;
  }
}
