package org.segmentattribution.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.file.OnnxFile;

/** Single nodes and small files for tests of one class. */
public final class TestNodes {
  private TestNodes() {}

  /** A node named n with one output y; names of inputs with blanks between them. */
  public static NodeReader node(String operator, String inputs, AttributeProto... attributes) {
    return node(operator, inputs, "y", attributes);
  }

  /** A node named n; names of inputs and outputs with blanks between them. */
  public static NodeReader node(
      String operator, String inputs, String outputs, AttributeProto... attributes) {
    List<String> names = inputs.isEmpty() ? List.of() : List.of(inputs.split(" ", -1));
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).setName("n");
    node.addAllInput(names).addAllOutput(List.of(outputs.split(" ", -1)));
    return new NodeReader(
        Path.of("net.onnx"), node.addAllAttribute(Arrays.asList(attributes)).build());
  }

  /** The file of a graph, to which a node is added where it has none. */
  public static OnnxFile file(TestGraph graph) {
    if (graph.graph().getNodeCount() == 0) {
      graph.add("Identity", "y", "x");
    }
    return OnnxFile.parse(Path.of("net.onnx"), graph.bytes());
  }

  /** One number as attribute. */
  public static AttributeProto real(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  /** A text as attribute. */
  public static AttributeProto text(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(com.google.protobuf.ByteString.copyFromUtf8(value))
        .build();
  }
}
