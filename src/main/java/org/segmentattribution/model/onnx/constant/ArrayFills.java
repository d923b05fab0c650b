package org.segmentattribution.model.onnx.constant;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.file.TensorDecoder;
import org.segmentattribution.model.onnx.file.TensorFiles;

/** Makes constants from a few numbers, and puts a constant number around others. */
final class ArrayFills {
  private ArrayFills() {}

  /** ConstantOfShape. */
  static Constant constantOfShape(NodeReader node, Constants constants) {
    long[] sizes = constants.integers(node, 0);
    int size = constants.room(node, sizes);
    Constant value = Constant.ofFloats(List.of(0f));
    if (node.has("value")) {
      try {
        value = TensorDecoder.decode(node.attribute("value").getT(), TensorFiles.NONE);
      } catch (IllegalArgumentException e) {
        throw node.refuse("value " + e.getMessage());
      }
    }
    if (value.size() != 1) {
      throw node.refuse("fills with " + value.size() + " values instead of one");
    }
    return value.taken(sizes, new int[size]);
  }

  /** Range. */
  static Constant range(NodeReader node, Constants constants) {
    Constant[] given = new Constant[3];
    for (int i = 0; i < given.length; i++) {
      given[i] = constants.get(node, i);
      if (given[i].size() != 1 || (given[i].floats() == null) != (given[0].floats() == null)) {
        throw node.refuse("takes three numbers of one type");
      }
    }
    double step = given[2].at(0);
    double count = Math.max(0, Math.ceil((given[1].at(0) - given[0].at(0)) / step));
    if (step == 0 || !(count <= Integer.MAX_VALUE)) {
      throw node.refuse("steps by " + step + " from " + given[0].at(0) + " to " + given[1].at(0));
    }
    int size = constants.room(node, (long) count);
    if (given[0].floats() == null) {
      long[] all = new long[size];
      Arrays.setAll(all, i -> given[0].integers()[0] + i * given[2].integers()[0]);
      return Constant.ofIntegers(all);
    }
    float[] all = new float[size];
    for (int i = 0; i < size; i++) {
      all[i] = given[0].floats()[0] + i * given[2].floats()[0];
    }
    return new Constant(new long[] {size}, all, null);
  }

  /** Pad of mode constant. */
  static Constant pad(NodeReader node, Constants constants) {
    Constant x = constants.get(node, 0);
    long[] pads = constants.integers(node, 1, "pads");
    Constant value =
        node.given(2)
            ? constants.get(node, 2)
            : new Constant(
                new long[] {1},
                x.floats() == null ? null : new float[] {node.real("value", 0)},
                x.floats() == null ? new long[1] : null);
    boolean plain = node.text("mode", "constant").equals("constant") && !node.given(3);
    boolean fits = pads.length == 2 * x.rank() && Arrays.stream(pads).allMatch(p -> p >= 0);
    if (!plain || !fits || (value.floats() == null) != (x.floats() == null)) {
      throw node.refuse("pads a constant in a way that is not supported");
    }
    long[] sizes = x.dims().clone();
    Arrays.setAll(
        sizes, i -> Math.addExact(sizes[i], Math.addExact(pads[i], pads[i + sizes.length])));
    int size = constants.room(node, sizes);
    // the value follows those of the constant
    Constant all = joined(x, value);
    int[] places = new int[size];
    Arrays.fill(places, x.size());
    long[] strides = new Constant(sizes, new float[0], null).strides();
    long[][] own = x.steps();
    for (int axis = 0; axis < own.length; axis++) {
      long first = pads[axis];
      long stride = strides[axis];
      own[axis] = LongStream.range(0, x.dims()[axis]).map(i -> (i + first) * stride).toArray();
    }
    long[] to =
        new Constant(sizes, null, LongStream.range(0, size).toArray()).walked(own).integers();
    for (int i = 0; i < to.length; i++) {
      places[(int) to[i]] = i;
    }
    return all.taken(sizes, places);
  }

  private static Constant joined(Constant x, Constant value) {
    long[] sizes = {x.size() + 1L};
    if (x.floats() == null) {
      long[] all = Arrays.copyOf(x.integers(), x.size() + 1);
      all[x.size()] = value.integers()[0];
      return new Constant(sizes, null, all);
    }
    float[] all = Arrays.copyOf(x.floats(), x.size() + 1);
    all[x.size()] = value.floats()[0];
    return new Constant(sizes, all, null);
  }
}
