package org.segmentattribution.model.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.segmentattribution.api.WrongInput;

/**
 * A constant of an ONNX graph: numbers of float32 (those of float64 are rounded to it), or integers
 * and truth values.
 *
 * @param dims sizes, outermost first; none for a scalar
 * @param floats the values of a tensor of numbers, else null
 * @param integers the values of a tensor of integers, else null
 */
record OnnxTensor(long[] dims, float[] floats, long[] integers) {

  /** Decodes a tensor; {@link IllegalArgumentException} with the reason where that is refused. */
  static OnnxTensor of(TensorProto proto, OnnxExternalData external) {
    long[] dims = proto.getDimsList().stream().mapToLong(Long::longValue).toArray();
    int size = size(dims);
    DataType type = DataType.forNumber(proto.getDataType());
    int width = width(type);
    boolean outside =
        proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL
            || proto.getExternalDataCount() > 0;
    boolean packed = outside || proto.hasRawData();
    ByteBuffer raw =
        outside
            ? external.read(proto, (long) width * size)
            : proto.getRawData().asReadOnlyByteBuffer();
    raw.order(ByteOrder.LITTLE_ENDIAN);
    check(packed ? raw.remaining() : listed(proto, type), packed ? (long) width * size : size);
    return switch (type) {
      case FLOAT, DOUBLE -> new OnnxTensor(dims, floats(proto, type, raw, packed, size), null);
      default -> new OnnxTensor(dims, null, integers(proto, type, raw, packed, size));
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

  private static int size(long... dims) {
    long size = 1;
    for (long dim : dims) {
      boolean possible = dim >= 0 && dim <= Integer.MAX_VALUE && size * dim <= Integer.MAX_VALUE;
      if (!possible) {
        throw new WrongInput("has an impossible shape");
      }
      size *= dim;
    }
    return (int) size;
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
    return ofIntegers(values.stream().mapToLong(Long::longValue).toArray());
  }

  /** An int64 list. */
  static OnnxTensor ofIntegers(long... values) {
    return new OnnxTensor(new long[] {values.length}, null, values);
  }

  /** Product of the sizes. */
  int size() {
    return floats != null ? floats.length : integers.length;
  }

  int rank() {
    return dims.length;
  }

  /** Whether the first axis is of length 1. */
  boolean leads() {
    return dims.length > 0 && dims[0] == 1;
  }

  /** The value at a place in C order. */
  double at(int i) {
    return floats != null ? floats[i] : integers[i];
  }

  /** The same values in another shape. */
  OnnxTensor withDims(long... sizes) {
    return new OnnxTensor(sizes, floats, integers);
  }

  /** How far apart in C order are neighbours along each axis. */
  long[] strides() {
    long[] strides = new long[dims.length];
    long stride = 1;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= dims[axis];
    }
    return strides;
  }

  /** The values at these places along an axis. */
  OnnxTensor along(int axis, long... places) {
    long[][] steps = steps();
    long stride = strides()[axis];
    steps[axis] = LongStream.of(places).map(place -> place * stride).toArray();
    return walked(steps);
  }

  /** For each axis the places of its indices in C order, for {@link #walked}. */
  long[][] steps() {
    long[] strides = strides();
    long[][] steps = new long[dims.length][];
    for (int axis = 0; axis < steps.length; axis++) {
      long stride = strides[axis];
      steps[axis] = LongStream.range(0, dims[axis]).map(i -> i * stride).toArray();
    }
    return steps;
  }

  /**
   * Any array of this one's values.
   *
   * @param steps for each axis of the new array what each of its indices adds to the place in C
   *     order
   */
  OnnxTensor walked(long[]... steps) {
    long[] sizes = Arrays.stream(steps).mapToLong(step -> step.length).toArray();
    int count = size(sizes);
    int[] index = new int[steps.length];
    int[] from = new int[count];
    for (int k = 0; k < count; k++) {
      long place = 0;
      for (int axis = 0; axis < steps.length; axis++) {
        place += steps[axis][index[axis]];
      }
      from[k] = (int) place;
      for (int axis = steps.length - 1; axis >= 0 && ++index[axis] == steps[axis].length; axis--) {
        index[axis] = 0;
      }
    }
    return taken(sizes, from);
  }

  /** The values at these places in C order. */
  OnnxTensor taken(long[] sizes, int... places) {
    if (floats != null) {
      float[] values = new float[places.length];
      for (int k = 0; k < values.length; k++) {
        values[k] = floats[places[k]];
      }
      return new OnnxTensor(sizes, values, null);
    }
    return new OnnxTensor(sizes, null, Arrays.stream(places).mapToLong(i -> integers[i]).toArray());
  }

  /** Broadcast to sizes that it fits. */
  OnnxTensor broadcast(long... sizes) {
    if (Arrays.equals(sizes, dims)) {
      return this;
    }
    long[] strides = strides();
    long[][] steps = new long[sizes.length][];
    for (int axis = 0; axis < sizes.length; axis++) {
      int own = axis - sizes.length + dims.length;
      long stride = own < 0 || dims[own] == 1 ? 0 : strides[own];
      steps[axis] = LongStream.range(0, sizes[axis]).map(i -> i * stride).toArray();
    }
    return walked(steps);
  }
}
