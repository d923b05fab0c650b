package org.segmentattribution.model.onnx.operator.axis;

import java.util.List;
import org.segmentattribution.model.onnx.operator.OnnxOperator;

/** The operators that move, join, repeat or leave out values and keep them as they are. */
public final class AxisOperators {
  private AxisOperators() {}

  /** All of them. */
  public static List<OnnxOperator> all() {
    return List.of(
        OnnxOperator.of("Flatten", ReshapeNode::flatten),
        OnnxOperator.of("Reshape", ReshapeNode::reshape),
        OnnxOperator.of("Squeeze", ReshapeNode::squeeze),
        OnnxOperator.of("Unsqueeze", ReshapeNode::unsqueeze),
        OnnxOperator.of("Transpose", TransposeNode::emit),
        OnnxOperator.of("Concat", ConcatNode::emit),
        OnnxOperator.of("Slice", PartNode::slice),
        OnnxOperator.of("Split", PartNode::split),
        OnnxOperator.of("Gather", GatherNode::emit),
        OnnxOperator.of("GatherElements", PlacesNode::gatherElements),
        OnnxOperator.of("GatherND", PlacesNode::gatherParts),
        OnnxOperator.of("ScatterElements", PlacesNode::scatterElements),
        OnnxOperator.of("ScatterND", PlacesNode::scatterParts),
        OnnxOperator.of("CumSum", CumulationNode::emit),
        OnnxOperator.of("Resize", ResizeNode::emit),
        OnnxOperator.of("Upsample", ResizeNode::emit),
        OnnxOperator.of("Expand", RepeatNode::expand),
        OnnxOperator.of("Tile", RepeatNode::tile),
        OnnxOperator.of("Pad", (node, graph) -> new PadNode(node, graph).emit()));
  }
}
