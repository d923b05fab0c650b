package org.segmentattribution.model.onnx;

import ai.djl.Device;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.segmentattribution.model.onnx.file.OnnxFile;

/**
 * An ONNX graph that is put together node by node; its input is {@code x}, its output {@code y}.
 */
public final class TestGraph {
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
  private final int opset;

  /** Images: how many the file takes, 0 for any number. */
  public TestGraph(int opset, long images, long... image) {
    this.opset = opset;
    graph.addInput(value("x", images, image));
    graph.addOutput(value("y"));
  }

  private static ValueInfoProto value(String name, long images, long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    TensorShapeProto.Dimension.Builder first = TensorShapeProto.Dimension.newBuilder();
    shape.addDim(images > 0 ? first.setDimValue(images) : first.setDimParam("N"));
    for (long size : sizes) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT.getNumber()).setShape(shape);
    TypeProto.Builder type = TypeProto.newBuilder().setTensorType(tensor);
    return ValueInfoProto.newBuilder().setName(name).setType(type).build();
  }

  private static ValueInfoProto value(String name) {
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT.getNumber());
    TypeProto.Builder type = TypeProto.newBuilder().setTensorType(tensor);
    return ValueInfoProto.newBuilder().setName(name).setType(type).build();
  }

  /**
   * Adds a node that is named as its first output; inputs in one text with blanks between them,
   * outputs likewise.
   */
  public TestGraph add(
      String operator, String output, String inputs, AttributeProto... attributes) {
    List<String> outputs = List.of(output.split(" "));
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).setName(outputs.get(0));
    graph.addNode(
        node.addAllInput(List.of(inputs.split(" ", -1)))
            .addAllOutput(outputs)
            .addAllAttribute(Arrays.asList(attributes)));
    return this;
  }

  /**
   * Adds nodes written as {@code a = Mul x y; m = ReduceMean(-1) a}; numbers in brackets are the
   * axes.
   */
  public TestGraph nodes(String text) {
    for (String node : text.split("; *")) {
      String[] sides = node.split(" = ");
      String[] parts = sides[1].split(" ", 2);
      String[] operator = parts[0].split("[()]");
      if (operator.length == 1) {
        add(operator[0], sides[0], parts[1]);
      } else {
        long[] axes = Arrays.stream(operator[1].split(",")).mapToLong(Long::parseLong).toArray();
        add(operator[0], sides[0], parts[1], attributes("axes", axes));
      }
    }
    return this;
  }

  /** A constant of float32. */
  public TestGraph floats(String name, long[] dims, float... values) {
    TensorProto.Builder tensor = tensor(name, DataType.FLOAT, dims);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    graph.addInitializer(tensor);
    return this;
  }

  /** A list of integers. */
  public TestGraph integers(String name, long... values) {
    return integers(name, new long[] {values.length}, values);
  }

  public TestGraph integers(String name, long[] dims, long... values) {
    TensorProto.Builder tensor = tensor(name, DataType.INT64, dims);
    Arrays.stream(values).forEach(tensor::addInt64Data);
    graph.addInitializer(tensor);
    return this;
  }

  private static TensorProto.Builder tensor(String name, DataType type, long... dims) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
    Arrays.stream(dims).forEach(tensor::addDims);
    return tensor;
  }

  /** Averages a value over its planes and makes two logits of its three channels. */
  public TestGraph logits(String value) {
    return add("GlobalAveragePool", "mean", value)
        .add("Flatten", "row", "mean")
        .floats("w", new long[] {3, 2}, 1, -1, 2, 0.5f, -1, 1)
        .add("Gemm", "y", "row w");
  }

  public static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** A list as attribute. */
  public static AttributeProto attributes(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute.build();
  }

  public GraphProto.Builder graph() {
    return graph;
  }

  public byte[] bytes() {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  /** The network for images of a size. */
  public OnnxNetwork open(int height, int width) {
    return OnnxNetwork.build(
        OnnxFile.parse(Path.of("net.onnx"), bytes()), height, width, Device.cpu());
  }
}
