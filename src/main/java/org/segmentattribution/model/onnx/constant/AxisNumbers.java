package org.segmentattribution.model.onnx.constant;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.onnx.file.NodeReader;

/** Reads which axes and sizes a node names, for constants and for what depends on the image. */
public final class AxisNumbers {
  private AxisNumbers() {}

  /** The sizes that a Reshape asks for: 0 keeps a size, -1 takes what is left. */
  public static long[] resolved(NodeReader node, long[] given, long... sizes) {
    long[] target = given.clone();
    boolean keeps = node.integer("allowzero", 0) == 0;
    int open = -1;
    for (int i = 0; i < target.length; i++) {
      if (target[i] == 0 && keeps && i < sizes.length) {
        target[i] = sizes[i];
      }
      if (target[i] == -1 && open >= 0) {
        throw node.refuse("leaves two sizes open: " + Arrays.toString(given));
      }
      open = target[i] == -1 ? i : open;
    }
    if (open >= 0) {
      target[open] = 1;
      long known = BroadcastShapes.elements(target);
      target[open] = known > 0 ? BroadcastShapes.elements(sizes) / known : 0;
    }
    return target;
  }

  /** Axes in rising order; negative ones are counted from the last. */
  public static long[] axes(NodeReader node, int rank, long... axes) {
    long[] counted = Arrays.stream(axes).map(a -> a < 0 ? a + rank : a).sorted().toArray();
    boolean twice = LongStream.of(counted).distinct().count() < counted.length;
    if (twice || Arrays.stream(counted).anyMatch(a -> a < 0 || a >= rank)) {
      throw node.refuse("axes " + Arrays.toString(axes) + " do not fit " + rank + " axes");
    }
    return counted;
  }

  /** The order of the axes that a Transpose asks for. */
  public static int[] order(NodeReader node, int rank) {
    long[] reversed = IntStream.range(0, rank).mapToLong(i -> rank - 1 - i).toArray();
    long[] axes = node.integers("perm", reversed);
    long[] identity = IntStream.range(0, rank).asLongStream().toArray();
    if (!Arrays.equals(Arrays.stream(axes).sorted().toArray(), identity)) {
      throw node.refuse("perm " + Arrays.toString(axes) + " is not an order of the axes");
    }
    return Arrays.stream(axes).mapToInt(Math::toIntExact).toArray();
  }

  /** The axes that a reduction names; all where it names none. */
  public static long[] reduced(NodeReader node, Constants constants, int rank) {
    node.allow("axes", "keepdims", "noop_with_empty_axes");
    long[] given = constants.integers(node, 1, "axes");
    boolean none = given.length == 0 && node.integer("noop_with_empty_axes", 0) != 0;
    return given.length > 0 || none ? given : LongStream.range(0, rank).toArray();
  }
}
