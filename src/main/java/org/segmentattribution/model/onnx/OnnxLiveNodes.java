package org.segmentattribution.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The nodes that the only output of a graph depends on; others stay where outputs were taken off.
 */
final class OnnxLiveNodes {
  private final GraphProto graph;

  OnnxLiveNodes(GraphProto graph) {
    this.graph = graph;
  }

  /** In the order of the file. */
  List<NodeProto> inOrder() {
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

  /** Names that a node takes, those within its graphs among them. */
  static List<String> needs(NodeProto node) {
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
