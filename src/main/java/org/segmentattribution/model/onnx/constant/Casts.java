package org.segmentattribution.model.onnx.constant;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Set;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;

/** Casts constants between real numbers, integers and truth values. */
final class Casts {
  private static final Set<DataType> REAL =
      Set.of(DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT16, DataType.BFLOAT16);
  private static final Set<DataType> WHOLE =
      Set.of(DataType.INT64, DataType.INT32, DataType.INT8, DataType.UINT8, DataType.BOOL);

  private Casts() {}

  /** Cast. */
  static Constant cast(NodeReader node, Constants constants) {
    Constant x = constants.get(node, 0);
    DataType known = DataType.forNumber((int) node.integer("to", 0));
    DataType to = known == null ? DataType.UNDEFINED : known;
    boolean real = REAL.contains(to);
    if (!real && !WHOLE.contains(to)) {
      throw node.refuse("casts to " + to + "; export the model in float32");
    }
    return cast(node, constants, x, real, to == DataType.BOOL);
  }

  /** CastLike: to the type of another constant. */
  static Constant castLike(NodeReader node, Constants constants) {
    Constant x = constants.get(node, 0);
    return cast(node, constants, x, constants.get(node, 1).floats() != null, false);
  }

  private static Constant cast(
      NodeReader node, Constants constants, Constant x, boolean real, boolean truth) {
    if (real == (x.floats() != null) && !truth) {
      return x;
    }
    int size = constants.room(node, x.dims());
    if (real) {
      return real(x);
    }
    long[] integers = new long[size];
    for (int i = 0; i < size; i++) {
      double value = x.at(i);
      integers[i] = truth ? value != 0 ? 1 : 0 : (long) value;
    }
    return new Constant(x.dims(), null, integers);
  }

  /** Integers as real numbers. */
  static Constant real(Constant x) {
    float[] floats = new float[x.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = x.integers()[i];
    }
    return new Constant(x.dims(), floats, null);
  }

  /** Whether an attribute names a type of real numbers. */
  static boolean real(NodeReader node, String attribute) {
    DataType type = DataType.forNumber((int) node.integer(attribute, 0));
    return type != null && REAL.contains(type);
  }
}
