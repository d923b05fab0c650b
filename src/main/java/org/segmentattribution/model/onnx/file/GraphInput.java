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
 * The input of a graph that takes images. Inputs with a value in the file are constants, and those
 * that no output needs are left out.
 *
 * @param name in the file
 * @param dims four sizes, -1 where a size is open
 * @param type of its numbers: uint8 or floats of any width
 * @param channelsLast whether the order is N x H x W x C, as Keras has it
 */
public record GraphInput(String name, long[] dims, DataType type, boolean channelsLast) {
  private static final Set<DataType> TYPES =
      Set.of(DataType.FLOAT, DataType.FLOAT16, DataType.BFLOAT16, DataType.DOUBLE, DataType.UINT8);

  /** Images, channels, rows and columns. */
  private static final int AXES = 4;

  /** Whether it takes whole numbers from 0 to 255 (uint8). */
  public boolean bytes() {
    return type == DataType.UINT8;
  }

  /** Number of channels, -1 where it is open. */
  public long channels() {
    return dims[channelsLast() ? 3 : 1];
  }

  /** Height in pixels, -1 where it is open. */
  public long height() {
    return dims[channelsLast() ? 1 : 2];
  }

  /** Width in pixels, -1 where it is open. */
  public long width() {
    return dims[channelsLast() ? 2 : 3];
  }

  /** Whether images of a size fit. */
  public boolean takes(int rows, int columns) {
    return (height() == -1 || height() == rows) && (width() == -1 || width() == columns);
  }

  /**
   * The input of a graph.
   *
   * @throws IllegalArgumentException in one line, where there are none or several, or it takes no
   *     images
   */
  static GraphInput of(Path file, GraphProto graph, Map<String, TensorProto> constants) {
    List<ValueInfoProto> inputs =
        graph.getInputList().stream().filter(i -> !constants.containsKey(i.getName())).toList();
    if (inputs.size() > 1) {
      Set<String> needed = new HashSet<>();
      new LiveNodes(graph).inOrder().forEach(node -> needed.addAll(LiveNodes.needs(node)));
      inputs = one(inputs.stream().filter(input -> needed.contains(input.getName())).toList());
    }
    if (inputs.size() != 1) {
      String names = inputs.stream().map(ValueInfoProto::getName).collect(Collectors.joining(", "));
      throw FileRefusal.of(
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

  private static GraphInput input(Path file, ValueInfoProto input) {
    if (!TYPES.contains(type(input))) {
      throw FileRefusal.of(file, "takes " + type(input) + "; export the model in float32");
    }
    if (tensor(input).getShape().getDimCount() != AXES) {
      throw FileRefusal.of(file, "takes no images: its input is not N x C x H x W");
    }
    long[] dims =
        tensor(input).getShape().getDimList().stream()
            .mapToLong(dim -> dim.getDimValue() > 0 ? dim.getDimValue() : -1)
            .toArray();
    boolean last = isChannels(dims[AXES - 1]) && !isChannels(dims[1]);
    return new GraphInput(input.getName(), dims, type(input), last);
  }

  /** Grey or colours. */
  static boolean isChannels(long size) {
    return size == 1 || size == 3;
  }
}
