package org.segmentattribution.runtime;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A graph whose pass takes as long as one likes. */
final class LoopGraph {
  private static final TensorProto.DataType FLOAT = TensorProto.DataType.FLOAT;
  private static final TensorProto.DataType INT64 = TensorProto.DataType.INT64;
  private static final TensorProto.DataType BOOL = TensorProto.DataType.BOOL;

  private LoopGraph() {}

  private static ValueInfoProto value(String name, TensorProto.DataType type, long... shape) {
    TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
    for (long size : shape) {
      sizes.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(sizes)))
        .build();
  }

  private static NodeProto.Builder node(String type, String output, String... inputs) {
    return NodeProto.newBuilder().setOpType(type).addOutput(output).addAllInput(List.of(inputs));
  }

  /** y = x, negated so many times. */
  static Path write(Path folder, long times) throws IOException {
    GraphProto body =
        GraphProto.newBuilder()
            .setName("body")
            .addInput(value("i", INT64))
            .addInput(value("go", BOOL))
            .addInput(value("v", FLOAT, 1))
            .addNode(node("Identity", "on", "go"))
            .addNode(node("Neg", "w", "v"))
            .addOutput(value("on", BOOL))
            .addOutput(value("w", FLOAT, 1))
            .build();
    GraphProto graph =
        GraphProto.newBuilder()
            .setName("negations")
            .addInput(value("x", FLOAT, 1))
            .addOutput(value("y", FLOAT, 1))
            .addInitializer(
                TensorProto.newBuilder()
                    .setName("times")
                    .setDataType(INT64.getNumber())
                    .addInt64Data(times))
            .addInitializer(
                TensorProto.newBuilder()
                    .setName("true")
                    .setDataType(BOOL.getNumber())
                    .addInt32Data(1))
            .addNode(
                node("Loop", "y", "times", "true", "x")
                    .addAttribute(
                        AttributeProto.newBuilder()
                            .setName("body")
                            .setType(AttributeProto.AttributeType.GRAPH)
                            .setG(body)))
            .build();
    return Files.write(
        folder.resolve("loop.onnx"),
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
            .setGraph(graph)
            .build()
            .toByteArray());
  }
}
