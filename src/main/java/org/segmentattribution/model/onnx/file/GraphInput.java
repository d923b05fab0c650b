package org.segmentattribution.model.onnx.file;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the input of a graph that takes images. Inputs with a value in the file are constants, and
 * those that no output needs are left out.
 */
final class GraphInput {
  private static final Set<DataType> TYPES =
      Set.of(DataType.FLOAT, DataType.FLOAT16, DataType.BFLOAT16, DataType.DOUBLE, DataType.UINT8);

  /** Images, channels, rows and columns. */
  private static final int AXES = 4;

  private GraphInput() {}

  /**
   * The input of a graph.
   *
   * @throws IllegalArgumentException in one line, where there are none or several, or it takes no
   *     images
   */
  static OnnxFile.Input of(Path file, GraphProto graph, Map<String, TensorProto> constants) {
    List<ValueInfoProto> inputs =
        graph.getInputList().stream().filter(i -> !constants.containsKey(i.getName())).toList();
    if (inputs.size() > 1) {
      Set<String> needed = new HashSet<>();
      new LiveNodes(graph).inOrder().forEach(node -> needed.addAll(LiveNodes.needs(node)));
      inputs = one(inputs.stream().filter(input -> needed.contains(input.getName())).toList());
    }
    if (inputs.size() != 1) {
      String names = inputs.stream().map(ValueInfoProto::getName).collect(Collectors.joining(", "));
      throw OnnxFile.refuse(
          file, "has " + inputs.size() + " inputs (" + names + "); a classifier has one");
    }
    return input(file, inputs.get(0));
  }

  /** The only input that can take images, where there is one: the others are looked at later. */
  private static List<ValueInfoProto> one(List<ValueInfoProto> inputs) {
    List<ValueInfoProto> images =
        inputs.stream()
            .filter(input -> TYPES.contains(type(input)))
            .filter(input -> tensor(input).getShape().getDimCount() == AXES)
            .toList();
    return images.size() == 1 ? images : inputs;
  }

  private static TypeProto.Tensor tensor(ValueInfoProto input) {
    return input.getType().getTensorType();
  }

  private static DataType type(ValueInfoProto input) {
    DataType type = DataType.forNumber(tensor(input).getElemType());
    return type == null ? DataType.UNDEFINED : type;
  }

  private static OnnxFile.Input input(Path file, ValueInfoProto input) {
    if (!TYPES.contains(type(input))) {
      throw OnnxFile.refuse(file, "takes " + type(input) + "; export the model in float32");
    }
    if (tensor(input).getShape().getDimCount() != AXES) {
      throw OnnxFile.refuse(file, "takes no images: its input is not N x C x H x W");
    }
    long[] dims =
        tensor(input).getShape().getDimList().stream()
            .mapToLong(dim -> dim.getDimValue() > 0 ? dim.getDimValue() : -1)
            .toArray();
    boolean last = isChannels(dims[AXES - 1]) && !isChannels(dims[1]);
    return new OnnxFile.Input(input.getName(), dims, type(input), last);
  }

  /** Grey or colours. */
  static boolean isChannels(long size) {
    return size == 1 || size == 3;
  }
}
