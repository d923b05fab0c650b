package org.segmentattribution.model.huggingface.network;

import ai.djl.ndarray.types.Shape;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.huggingface.file.WeightFiles;

/**
 * Collects the modules of a network as ONNX nodes. A value is known by its name; the modules keep
 * account of its sizes. A node bears the name of its module in PyTorch.
 */
final class ModuleGraph {
  /** Version of ONNX' operators that the nodes follow: the first with Gelu. */
  private static final long OPERATORS = 20;

  /** Name of the network's input. */
  static final String INPUT = "pixel_values";

  private static final int SHOWN = 3;

  private final WeightFiles weights;
  private final WeightTensors tensors;
  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Map<String, TensorProto> constants = new LinkedHashMap<>();
  private final Set<String> used = new LinkedHashSet<>();

  ModuleGraph(WeightFiles weights) {
    this.weights = weights;
    this.tensors = new WeightTensors(weights);
  }

  WeightTensors tensors() {
    return tensors;
  }

  /** Whether the files hold a tensor. */
  boolean has(String key) {
    return weights.shape(key) != null;
  }

  /**
   * Sizes of a tensor.
   *
   * @param axes how many there must be
   * @throws WrongInput where the tensor is missing or has another number of axes
   */
  long[] sizes(String key, int axes) {
    Shape shape = weights.shape(key);
    if (shape == null) {
      throw weights.refuse(key, "is missing");
    }
    if (shape.dimension() != axes || shape.size() == 0) {
      throw weights.refuse(key, "has shape " + shape + ", which does not have " + axes + " axes");
    }
    return shape.getShape();
  }

  /** An error of one line that names the file and the tensor. */
  WrongInput refuse(String key, String why) {
    return weights.refuse(key, why);
  }

  /** The name of a tensor as a constant of the graph. */
  String weight(String key, long... sizes) {
    check(key, sizes);
    constants.computeIfAbsent(key, name -> tensors.constant(name));
    return key;
  }

  /** The values of a tensor. */
  float[] values(String key, long... sizes) {
    check(key, sizes);
    return tensors.values(key);
  }

  private void check(String key, long... sizes) {
    long[] found = sizes(key, sizes.length);
    if (!Arrays.equals(found, sizes)) {
      throw refuse(key, "has shape " + new Shape(found) + ", not " + new Shape(sizes));
    }
    used.add(key);
  }

  /** The name of a constant with these values. */
  String constant(String name, float[] values, long... sizes) {
    constants.put(name, WeightTensors.floats(name, values, sizes));
    return name;
  }

  private String integers(String name, long... values) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).addDims(values.length);
    tensor.setDataType(TensorProto.DataType.INT64.getNumber());
    Arrays.stream(values).forEach(tensor::addInt64Data);
    constants.put(name, tensor.build());
    return name;
  }

  /** Adds a node; returns the name of its output. */
  String node(String operator, String name, List<String> inputs, AttributeProto... attributes) {
    String made = name + ".out";
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(name)
            .addAllInput(inputs)
            .addOutput(made)
            .addAllAttribute(List.of(attributes)));
    return made;
  }

  static AttributeProto whole(String name, long value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name).setI(value);
    return attribute.setType(AttributeProto.AttributeType.INT).build();
  }

  static AttributeProto wholes(String name, long... values) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute.setType(AttributeProto.AttributeType.INTS).build();
  }

  static AttributeProto real(String name, double value) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setF((float) value);
    return attribute.setType(AttributeProto.AttributeType.FLOAT).build();
  }

  static AttributeProto text(String name, String value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    attribute.setS(ByteString.copyFromUtf8(value));
    return attribute.setType(AttributeProto.AttributeType.STRING).build();
  }

  String add(String name, String a, String b) {
    return node("Add", name, List.of(a, b));
  }

  String multiply(String name, String a, String b) {
    return node("Mul", name, List.of(a, b));
  }

  String product(String name, String a, String b) {
    return node("MatMul", name, List.of(a, b));
  }

  String softmax(String name, String x) {
    return node("Softmax", name, List.of(x), whole("axis", -1));
  }

  /** Changes the shape; 0 first keeps the number of images. */
  String reshape(String name, String x, long... sizes) {
    return node("Reshape", name, List.of(x, integers(name + ".shape", sizes)));
  }

  String transpose(String name, String x, long... order) {
    return node("Transpose", name, List.of(x), wholes("perm", order));
  }

  String concatenate(String name, long axis, String... parts) {
    return node("Concat", name, List.of(parts), whole("axis", axis));
  }

  /** Takes every {@code step}-th value from one place to before another. */
  String slice(String name, String x, long axis, long from, long to, long step) {
    return node(
        "Slice",
        name,
        List.of(
            x,
            integers(name + ".from", from),
            integers(name + ".to", to),
            integers(name + ".axis", axis),
            integers(name + ".step", step)));
  }

  /** Takes the mean along axes, which are left out afterwards. */
  String mean(String name, String x, long... axes) {
    return node(
        "ReduceMean", name, List.of(x, integers(name + ".axes", axes)), whole("keepdims", 0));
  }

  /**
   * Refuses tensors that no module has asked for.
   *
   * @param ignored matches names of tensors that a classifier may leave unused
   */
  void requireAllUsed(String ignored) {
    List<String> surplus =
        weights.keys().stream()
            .filter(key -> !used.contains(key) && !key.matches(ignored))
            .toList();
    if (!surplus.isEmpty()) {
      String first = surplus.stream().limit(SHOWN).collect(Collectors.joining(", "));
      throw refuse(
          first,
          "has no place in the network"
              + (surplus.size() > SHOWN
                  ? "; " + (surplus.size() - SHOWN) + " more have none"
                  : ""));
    }
  }

  /**
   * The graph that ends in a value, as an ONNX file would hold it.
   *
   * @param input channels, height and width
   */
  ModelProto endingIn(String logits, long... input) {
    TypeProto.Tensor.Builder type = TypeProto.Tensor.newBuilder();
    type.setElemType(TensorProto.DataType.FLOAT.getNumber());
    type.getShapeBuilder().addDimBuilder().setDimParam("N");
    Arrays.stream(input).forEach(size -> type.getShapeBuilder().addDimBuilder().setDimValue(size));
    graph
        .addAllInitializer(constants.values())
        .addInput(
            ValueInfoProto.newBuilder()
                .setName(INPUT)
                .setType(TypeProto.newBuilder().setTensorType(type)))
        .addOutput(ValueInfoProto.newBuilder().setName(logits));
    OperatorSetIdProto operators = OperatorSetIdProto.newBuilder().setVersion(OPERATORS).build();
    return ModelProto.newBuilder().addOpsetImport(operators).setGraph(graph).build();
  }
}
