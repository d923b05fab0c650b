package org.segmentattribution.model.onnx.file;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Set;

/** Tells whether a graph computes with numbers of 16 bits, at least in part. */
public final class HalfFloats {
  private static final Set<Integer> TYPES =
      Set.of(DataType.FLOAT16.getNumber(), DataType.BFLOAT16.getNumber());

  private HalfFloats() {}

  /** Whether a constant, an input or a cast of the graph has such numbers. */
  public static boolean areUsedIn(GraphProto graph) {
    return graph.getInitializerList().stream().anyMatch(t -> TYPES.contains(t.getDataType()))
        || graph.getInputList().stream()
            .anyMatch(i -> TYPES.contains(i.getType().getTensorType().getElemType()))
        || graph.getNodeList().stream().anyMatch(HalfFloats::makes);
  }

  private static boolean makes(NodeProto node) {
    for (AttributeProto attribute : node.getAttributeList()) {
      boolean cast = node.getOpType().equals("Cast") && attribute.getName().equals("to");
      if ((cast && TYPES.contains((int) attribute.getI()))
          || (attribute.hasT() && TYPES.contains(attribute.getT().getDataType()))) {
        return true;
      }
    }
    return false;
  }
}
