package org.segmentattribution.model.onnx.file;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.segmentattribution.model.Quoted;

/** An output of a graph, with what the file says of its type and sizes. */
public record GraphOutput(ValueInfoProto info) {
  private static final Set<DataType> REAL =
      Set.of(DataType.FLOAT, DataType.FLOAT16, DataType.BFLOAT16, DataType.DOUBLE);

  /** How many classes a row has that the file does not say. */
  public static final long OPEN = -1;

  /** What has no row for each image. */
  public static final long NONE = 0;

  /** Its name in the file. */
  public String name() {
    return info.getName();
  }

  private TypeProto.Tensor tensor() {
    return info.getType().getTensorType();
  }

  /**
   * Values in the row of an image: {@link #OPEN} where the file does not say, {@link #NONE} where
   * the output is not one row of real numbers for each image.
   */
  public long row() {
    DataType type = DataType.forNumber(tensor().getElemType());
    if (info.hasType() && (type == null || !(REAL.contains(type) || type == DataType.UNDEFINED))) {
      return NONE;
    }
    if (!info.getType().hasTensorType() || !tensor().hasShape()) {
      return info.hasType() && !info.getType().hasTensorType() ? NONE : OPEN;
    }
    TensorShapeProto shape = tensor().getShape();
    long row = shape.getDimCount() == 0 ? NONE : 1;
    for (int axis = 1; axis < shape.getDimCount(); axis++) {
      long size = size(shape.getDim(axis));
      if (size != 1 && row != 1) {
        return NONE;
      }
      row = size == 1 ? row : size;
    }
    return row;
  }

  private static long size(TensorShapeProto.Dimension dim) {
    return dim.getDimValue() > 0 ? dim.getDimValue() : OPEN;
  }

  /** Name, type and sizes, such as {@code 'logits' (N x 1000)}. */
  public String text() {
    DataType type = DataType.forNumber(tensor().getElemType());
    String kind =
        type == null || REAL.contains(type) || type == DataType.UNDEFINED
            ? ""
            : type.name().toLowerCase(Locale.ROOT) + " ";
    String sizes =
        tensor().hasShape()
            ? tensor().getShape().getDimList().stream()
                .map(GraphOutput::size)
                .map(size -> size == OPEN ? "?" : size + "")
                .collect(Collectors.joining(" x "))
            : "sizes unknown";
    return Quoted.text(name()) + " (" + kind + sizes + ")";
  }
}
