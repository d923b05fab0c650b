package org.segmentattribution.model.onnx.file;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was put behind the graph of a file.
 *
 * @param more nodes, constants and one output
 * @param outputs names of the file's own outputs and of the new one
 */
public record Added(GraphProto more, Set<String> outputs) {
  /** Describes an addition to a file's graph. */
  static Added to(GraphProto graph, GraphProto more) {
    Set<String> outputs = new TreeSet<>();
    graph.getOutputList().forEach(output -> outputs.add(output.getName()));
    more.getOutputList().forEach(output -> outputs.add(output.getName()));
    return new Added(more, Set.copyOf(outputs));
  }

  /** The graph with the addition, without what the new output does not need. */
  GraphProto joined(GraphProto graph) {
    GraphProto all = graph.toBuilder().clearOutput().mergeFrom(more).build();
    List<NodeProto> live = new LiveNodes(all).inOrder();
    Set<String> needed = new HashSet<>();
    live.forEach(node -> needed.addAll(LiveNodes.needs(node)));
    GraphProto.Builder joined = all.toBuilder().clearNode().addAllNode(live).clearInput();
    for (ValueInfoProto input : all.getInputList()) {
      if (needed.contains(input.getName())) {
        joined.addInput(input);
      }
    }
    return joined.build();
  }
}
