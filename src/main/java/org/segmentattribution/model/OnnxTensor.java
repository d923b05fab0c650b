package org.segmentattribution.model;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A constant of an ONNX graph, in float32 or int64.
 *
 * @param dims sizes, outermost first; none for a scalar
 * @param floats the values of a float32 tensor, else null
 * @param integers the values of an int64 or int32 tensor, else null
 */
record OnnxTensor(long[] dims, float[] floats, long[] integers) {

  /** Decodes a tensor; {@link IllegalArgumentException} with the reason where that is refused. */
  static OnnxTensor of(TensorProto proto) {
    if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL
        || proto.getExternalDataCount() > 0) {
      throw new IllegalArgumentException(
          "keeps its values in another file; save the model as one file");
    }
    long[] dims = proto.getDimsList().stream().mapToLong(Long::longValue).toArray();
    int size = size(dims);
    DataType type = DataType.forNumber(proto.getDataType());
    ByteBuffer raw = proto.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    if (type == DataType.FLOAT) {
      return new OnnxTensor(dims, floats(proto, raw, size), null);
    }
    if (type == DataType.INT64 || type == DataType.INT32) {
      return new OnnxTensor(dims, null, integers(proto, type, raw, size));
    }
    throw new IllegalArgumentException("is of type " + type + "; export the model in float32");
  }

  private static int size(long[] dims) {
    long size = 1;
    for (long dim : dims) {
      boolean possible = dim >= 0 && dim <= Integer.MAX_VALUE && size * dim <= Integer.MAX_VALUE;
      if (!possible) {
        throw new IllegalArgumentException("has an impossible shape");
      }
      size *= dim;
    }
    return (int) size;
  }

  private static float[] floats(TensorProto proto, ByteBuffer raw, int size) {
    boolean packed = proto.hasRawData();
    check(packed ? raw.remaining() : proto.getFloatDataCount(), packed ? 4L * size : size);
    float[] values = new float[size];
    if (packed) {
      raw.asFloatBuffer().get(values);
    } else {
      for (int i = 0; i < size; i++) {
        values[i] = proto.getFloatData(i);
      }
    }
    return values;
  }

  private static long[] integers(TensorProto proto, DataType type, ByteBuffer raw, int size) {
    boolean wide = type == DataType.INT64;
    if (proto.hasRawData()) {
      check(raw.remaining(), (wide ? 8L : 4L) * size);
    } else {
      check(wide ? proto.getInt64DataCount() : proto.getInt32DataCount(), size);
    }
    long[] values = new long[size];
    if (proto.hasRawData()) {
      for (int i = 0; i < size; i++) {
        values[i] = wide ? raw.getLong() : raw.getInt();
      }
    } else {
      for (int i = 0; i < size; i++) {
        values[i] = wide ? proto.getInt64Data(i) : proto.getInt32Data(i);
      }
    }
    return values;
  }

  private static void check(long found, long expected) {
    if (found != expected) {
      throw new IllegalArgumentException("does not hold as many values as its shape says");
    }
  }

  /** A float32 list, as the attribute of a Constant node. */
  static OnnxTensor ofFloats(List<Float> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return new OnnxTensor(new long[] {floats.length}, floats, null);
  }

  /** An int64 list, as the attribute of a Constant node. */
  static OnnxTensor ofIntegers(List<Long> values) {
    long[] integers = values.stream().mapToLong(Long::longValue).toArray();
    return new OnnxTensor(new long[] {integers.length}, null, integers);
  }

  /** Product of the sizes. */
  int size() {
    return floats != null ? floats.length : integers.length;
  }
}
