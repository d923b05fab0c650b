package org.segmentattribution.model.onnx.head;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;
import org.segmentattribution.model.Fixtures;

/**
 * Networks of the test resources with nodes put behind them. A tail is written as {@code
 * Operator(inputs;attributes)} with blanks between nodes; {@code @} stands for the value before,
 * {@code @-1} for the one before that, {@code $} for the network's logits, {@code :1,2} for whole
 * numbers.
 */
public final class HeadModels {
  private HeadModels() {}

  /** A network of the resources with more nodes behind it. */
  public static byte[] bytes(String name, String tail) throws IOException {
    ModelProto.Builder model =
        ModelProto.parseFrom(Files.readAllBytes(Fixtures.resource("onnx/heads/" + name + ".onnx")))
            .toBuilder();
    GraphProto.Builder graph = model.getGraphBuilder();
    String logits = graph.getOutput(0).getName();
    int count = 0;
    for (String text : tail.isEmpty() ? new String[0] : tail.split(" ")) {
      NodeProto.Builder node = NodeProto.newBuilder();
      node.setOpType(text.substring(0, text.indexOf('(')));
      node.setName(node.getOpType().toLowerCase(Locale.ROOT) + count);
      String[] parts = text.substring(text.indexOf('(') + 1, text.length() - 1).split(";");
      // a list of whole numbers is one argument, and takes the commas behind its colon
      String[] inputs = parts[0].split(parts[0].contains(":") ? ",(?=[-0-9]*:)" : ",");
      for (String input : inputs) {
        node.addInput(value(input, logits, count, graph));
      }
      for (int i = 1; i < parts.length; i++) {
        node.addAttribute(attribute(parts[i], node.getOpType()));
      }
      graph.addNode(node.addOutput("tail" + ++count));
    }
    String last = count == 0 ? logits : "tail" + count;
    graph.setOutput(0, graph.getOutput(0).toBuilder().setName(last).clearType());
    return model.build().toByteArray();
  }

  private static String value(String text, String logits, int count, GraphProto.Builder graph) {
    if (text.equals("$")) {
      return logits;
    }
    if (text.startsWith("@")) {
      int back = text.length() == 1 ? 0 : -Integer.parseInt(text.substring(1));
      return count - back == 0 ? logits : "tail" + (count - back);
    }
    String name = "constant" + graph.getInitializerCount();
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name);
    if (text.contains(":")) {
      long[] values =
          Arrays.stream(text.split("[:,]"))
              .filter(part -> !part.isEmpty())
              .mapToLong(Long::parseLong)
              .toArray();
      tensor.setDataType(TensorProto.DataType.INT64.getNumber()).addDims(values.length);
      Arrays.stream(values).forEach(tensor::addInt64Data);
    } else {
      tensor.setDataType(TensorProto.DataType.FLOAT.getNumber());
      tensor.addFloatData(Float.parseFloat(text));
    }
    graph.addInitializer(tensor);
    return name;
  }

  private static AttributeProto attribute(String text, String operator) {
    String[] parts = text.split("=");
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(parts[0]);
    if (operator.startsWith("Reduce")) {
      return attribute.setType(AttributeType.INTS).addInts(Long.parseLong(parts[1])).build();
    }
    return parts[1].contains(".")
        ? attribute.setType(AttributeType.FLOAT).setF(Float.parseFloat(parts[1])).build()
        : attribute.setType(AttributeType.INT).setI(Long.parseLong(parts[1])).build();
  }
}
