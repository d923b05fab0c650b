package org.segmentattribution.model.onnx.operator;

import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/** If: follows the branch that is known when the file is read. */
public final class IfOperator implements OnnxOperator {
  @Override
  public String name() {
    return "If";
  }

  @Override
  public void emit(NodeReader node, GraphBuilder graph) {
    if (graph.isActivation(node, 0)) {
      throw node.refuse("chooses by what is in the image; control flow is not supported");
    }
    Constant condition = graph.constants().get(node, 0);
    String branch = condition.at(0) != 0 ? "then_branch" : "else_branch";
    if (!node.has(branch) || condition.size() != 1) {
      throw node.refuse("has no " + branch);
    }
    graph.addInner(node, node.attribute(branch).getG());
  }
}
