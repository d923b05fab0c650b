package org.segmentattribution.model.onnx.file;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tells how coarsely a graph computes that has numbers of 16 bits, at least in part. */
public final class HalfFloats {
  /** Largest share by which a number is rounded: half of its last place. */
  private static final double FLOAT16 = 0x1p-11;

  private static final double BFLOAT16 = 0x1p-8;

  private HalfFloats() {}

  /** The rounding of the coarsest constant, input or cast of a graph; 0 without such numbers. */
  public static double rounding(GraphProto graph) {
    IntStream constants = graph.getInitializerList().stream().mapToInt(t -> t.getDataType());
    IntStream inputs =
        graph.getInputList().stream().mapToInt(i -> i.getType().getTensorType().getElemType());
    IntStream made = graph.getNodeList().stream().flatMapToInt(HalfFloats::types);
    return Stream.of(constants, inputs, made)
        .flatMapToInt(types -> types)
        .mapToDouble(HalfFloats::rounding)
        .max()
        .orElse(0);
  }

  private static IntStream types(NodeProto node) {
    boolean cast = node.getOpType().equals("Cast");
    return node.getAttributeList().stream()
        .mapToInt(a -> cast && a.getName().equals("to") ? (int) a.getI() : type(a));
  }

  private static int type(AttributeProto attribute) {
    return attribute.hasT() ? attribute.getT().getDataType() : DataType.UNDEFINED.getNumber();
  }

  private static double rounding(int type) {
    return type == DataType.BFLOAT16.getNumber()
        ? BFLOAT16
        : type == DataType.FLOAT16.getNumber() ? FLOAT16 : 0;
  }
}
