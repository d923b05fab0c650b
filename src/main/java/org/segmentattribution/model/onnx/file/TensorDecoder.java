package org.segmentattribution.model.onnx.file;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.HalfPrecision;

/**
 * Reads the numbers of an ONNX tensor: packed, listed one by one, or kept in another file. Real
 * numbers become float32, which holds float16 and bfloat16 exactly.
 */
public final class TensorDecoder {
  private static final int BYTE = 0xff;
  private static final int TWO_BYTES = 0xffff;
  private static final long FOUR_BYTES = 0xffffffffL;

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
      case FLOAT, DOUBLE, FLOAT16, BFLOAT16 ->
          new Constant(dims, packed ? floats(type, raw, size) : floats(type, proto, size), null);
      default ->
          new Constant(
              dims, null, packed ? integers(type, raw, size) : integers(type, proto, size));
    };
  }

  /** Bytes of a value. */
  private static int width(DataType type) {
    if (type == null) {
      throw new WrongInput("is of a type that is not known");
    }
    return switch (type) {
      case DOUBLE, INT64 -> 8;
      case FLOAT, INT32, UINT32 -> 4;
      case FLOAT16, BFLOAT16, INT16, UINT16 -> 2;
      case BOOL, UINT8, INT8 -> 1;
      default ->
          throw new WrongInput(
              "is of type " + type + "; export the model in float32, float16 or bfloat16");
    };
  }

  /** Values that are listed one by one. */
  private static int listed(TensorProto proto, DataType type) {
    return switch (type) {
      case FLOAT -> proto.getFloatDataCount();
      case DOUBLE -> proto.getDoubleDataCount();
      case INT64 -> proto.getInt64DataCount();
      case UINT32 -> proto.getUint64DataCount();
      default -> proto.getInt32DataCount();
    };
  }

  private static float[] floats(DataType type, ByteBuffer raw, int size) {
    float[] values = new float[size];
    if (type == DataType.FLOAT) {
      raw.asFloatBuffer().get(values);
      return values;
    }
    for (int i = 0; i < size; i++) {
      values[i] =
          type == DataType.DOUBLE
              ? (float) raw.getDouble()
              : HalfPrecision.value(raw.getShort(), type == DataType.BFLOAT16);
    }
    return values;
  }

  private static float[] floats(DataType type, TensorProto proto, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] =
          switch (type) {
            case FLOAT -> proto.getFloatData(i);
            case DOUBLE -> (float) proto.getDoubleData(i);
            default ->
                HalfPrecision.value((short) proto.getInt32Data(i), type == DataType.BFLOAT16);
          };
    }
    return values;
  }

  private static long[] integers(DataType type, ByteBuffer raw, int size) {
    long[] values = new long[size];
    for (int i = 0; i < size; i++) {
      values[i] =
          switch (type) {
            case INT64 -> raw.getLong();
            case INT32 -> raw.getInt();
            case UINT32 -> raw.getInt() & FOUR_BYTES;
            case INT16 -> raw.getShort();
            case UINT16 -> raw.getShort() & TWO_BYTES;
            case INT8 -> raw.get();
            default -> raw.get() & BYTE;
          };
    }
    return values;
  }

  private static long[] integers(DataType type, TensorProto proto, int size) {
    long[] values = new long[size];
    for (int i = 0; i < size; i++) {
      values[i] =
          switch (type) {
            case INT64 -> proto.getInt64Data(i);
            case UINT32 -> proto.getUint64Data(i);
            default -> proto.getInt32Data(i);
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
