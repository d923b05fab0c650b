package org.segmentattribution.model.onnx.constant;

import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;

/** DequantizeLinear of weights: (x - zero) · scale, for all values, an axis or blocks of one. */
final class Dequantization {
  private final NodeReader node;
  private final Constant whole;
  private final Constant scale;
  private final Constant zero;

  private Dequantization(NodeReader node, Constants constants) {
    this.node = node;
    whole = constants.get(node, 0);
    scale = constants.reals(node, 1);
    zero = node.given(2) ? constants.get(node, 2) : null;
    boolean integers = whole.integers() != null && (zero == null || zero.integers() != null);
    if (!integers || (zero != null && zero.size() != scale.size())) {
      throw node.refuse("its values or zero points are no integers that fit its scale");
    }
  }

  static Constant fold(NodeReader node, Constants constants) {
    constants.room(node, constants.get(node, 0).dims());
    return new Dequantization(node, constants).fold();
  }

  private Constant fold() {
    long block = node.integer("block_size", 0);
    boolean one = scale.size() == 1 && block == 0;
    int axis = axis();
    long[] dims = whole.dims();
    if (!one) {
      require(axis >= 0 && axis < dims.length);
      require(
          block == 0
              ? scale.rank() == 1 && scale.size() == dims[axis]
              : block > 0 && scale.rank() == dims.length);
    }
    long inner = 1;
    for (int i = axis + 1; !one && i < dims.length; i++) {
      inner *= dims[i];
    }
    float[] values = new float[whole.size()];
    for (int i = 0; i < values.length; i++) {
      long along = one ? 0 : i / inner % dims[axis];
      long group = one || block == 0 ? along : group(i, inner, dims[axis], block, axis);
      require(group < scale.size());
      long offset = zero == null ? 0 : zero.integers()[(int) group];
      values[i] = (whole.integers()[i] - offset) * scale.floats()[(int) group];
    }
    return new Constant(dims, values, null);
  }

  /** The place of a value's block among the scales. */
  private long group(int i, long inner, long size, long block, int axis) {
    long blocks = scale.dims()[axis];
    require(blocks == (size + block - 1) / block);
    return (i / (inner * size) * blocks + i / inner % size / block) * inner + i % inner;
  }

  private int axis() {
    long axis = node.integer("axis", 1);
    return (int) (axis < 0 ? axis + whole.rank() : axis);
  }

  private void require(boolean fits) {
    if (!fits) {
      throw node.refuse("its scale does not fit its values");
    }
  }
}
