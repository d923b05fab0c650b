package org.segmentattribution.model.onnx.file;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.segmentattribution.api.WrongInput;

/** Reads the numbers of an ONNX tensor: packed, listed one by one, or kept in another file. */
public final class TensorDecoder {
  private TensorDecoder() {}

  /**
   * Decodes a tensor.
   *
   * @param files where it may keep its values
   * @throws IllegalArgumentException that says why, where the tensor is refused
   */
  public static Constant decode(TensorProto proto, TensorFiles files) {
    long[] dims = proto.getDimsList().stream().mapToLong(Long::longValue).toArray();
    int size = Constant.count(dims);
    DataType type = DataType.forNumber(proto.getDataType());
    int width = width(type);
    boolean outside =
        proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL
            || proto.getExternalDataCount() > 0;
    boolean packed = outside || proto.hasRawData();
    ByteBuffer raw =
        outside
            ? files.read(proto, (long) width * size)
            : proto.getRawData().asReadOnlyByteBuffer();
    raw.order(ByteOrder.LITTLE_ENDIAN);
    check(packed ? raw.remaining() : listed(proto, type), packed ? (long) width * size : size);
    return switch (type) {
      case FLOAT, DOUBLE -> new Constant(dims, floats(proto, type, raw, packed, size), null);
      default -> new Constant(dims, null, integers(proto, type, raw, packed, size));
    };
  }

  /** Bytes of a value. */
  private static int width(DataType type) {
    if (type == null) {
      throw new WrongInput("is of a type that is not known");
    }
    return switch (type) {
      case DOUBLE, INT64 -> 8;
      case FLOAT, INT32 -> 4;
      case BOOL, UINT8, INT8 -> 1;
      default -> throw new WrongInput("is of type " + type + "; export the model in float32");
    };
  }

  /** Values that are listed one by one. */
  private static int listed(TensorProto proto, DataType type) {
    return switch (type) {
      case FLOAT -> proto.getFloatDataCount();
      case DOUBLE -> proto.getDoubleDataCount();
      case INT64 -> proto.getInt64DataCount();
      default -> proto.getInt32DataCount();
    };
  }

  private static float[] floats(
      TensorProto proto, DataType type, ByteBuffer raw, boolean packed, int size) {
    float[] values = new float[size];
    if (packed && type == DataType.FLOAT) {
      raw.asFloatBuffer().get(values);
      return values;
    }
    for (int i = 0; i < size; i++) {
      values[i] =
          packed
              ? (float) raw.getDouble()
              : type == DataType.FLOAT ? proto.getFloatData(i) : (float) proto.getDoubleData(i);
    }
    return values;
  }

  private static long[] integers(
      TensorProto proto, DataType type, ByteBuffer raw, boolean packed, int size) {
    long[] values = new long[size];
    for (int i = 0; i < size; i++) {
      values[i] =
          switch (type) {
            case INT64 -> packed ? raw.getLong() : proto.getInt64Data(i);
            case INT32 -> packed ? raw.getInt() : proto.getInt32Data(i);
            case INT8 -> packed ? raw.get() : proto.getInt32Data(i);
            default -> packed ? raw.get() & 0xff : proto.getInt32Data(i);
          };
    }
    return values;
  }

  private static void check(long found, long expected) {
    if (found != expected) {
      throw new WrongInput("does not hold as many values as its shape says");
    }
  }
}
