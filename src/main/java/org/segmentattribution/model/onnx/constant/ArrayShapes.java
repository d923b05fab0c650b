package org.segmentattribution.model.onnx.constant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;

/** Gives constants another shape. */
final class ArrayShapes {
  private ArrayShapes() {}

  /** Reshape. */
  static Constant reshape(NodeReader node, Constants constants) {
    node.allow("allowzero", "shape");
    Constant x = constants.get(node, 0);
    long[] given = constants.integers(node, 1, "shape");
    return shaped(node, x, AxisNumbers.resolved(node, given, x.dims()));
  }

  /** Flatten. */
  static Constant flatten(NodeReader node, Constants constants) {
    Constant x = constants.get(node, 0);
    long axis = node.integer("axis", 1);
    int split = Math.toIntExact(axis < 0 ? axis + x.rank() : axis);
    long rows = BroadcastShapes.elements(Arrays.copyOf(x.dims(), split));
    return shaped(node, x, rows, rows == 0 ? 0 : x.size() / rows);
  }

  /** Squeeze. */
  static Constant squeeze(NodeReader node, Constants constants) {
    return axes(node, constants);
  }

  /** Unsqueeze. */
  static Constant unsqueeze(NodeReader node, Constants constants) {
    return axes(node, constants);
  }

  private static Constant axes(NodeReader node, Constants constants) {
    Constant x = constants.get(node, 0);
    long[] given = constants.integers(node, 1, "axes");
    boolean more = node.operator().equals("Unsqueeze");
    int rank = x.rank() + (more ? given.length : 0);
    long[] axes =
        !more && given.length == 0
            ? LongStream.range(0, rank).filter(i -> x.dims()[(int) i] == 1).toArray()
            : AxisNumbers.axes(node, rank, given);
    List<Long> sizes = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < rank; i++) {
      boolean named = Arrays.binarySearch(axes, i) >= 0;
      if (named && more) {
        sizes.add(1L);
      } else if (!named) {
        sizes.add(x.dims()[from++]);
      } else if (x.dims()[from++] != 1) {
        throw node.refuse("axis " + i + " of " + Arrays.toString(x.dims()) + " is not 1");
      }
    }
    return shaped(node, x, sizes.stream().mapToLong(Long::longValue).toArray());
  }

  private static Constant shaped(NodeReader node, Constant x, long... sizes) {
    if (LongStream.of(sizes).anyMatch(s -> s < 0) || BroadcastShapes.elements(sizes) != x.size()) {
      throw node.refuse("a constant does not fit the shape " + Arrays.toString(sizes));
    }
    return x.withDims(sizes);
  }
}
