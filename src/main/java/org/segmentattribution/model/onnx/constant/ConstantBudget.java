package org.segmentattribution.model.onnx.constant;

import java.util.Arrays;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.onnx.file.NodeReader;

/**
 * Limits the constants that a file's nodes compute: a few bytes of a file can ask for any number of
 * values.
 */
final class ConstantBudget {
  private static final long LEAST = 1L << 25;
  private static final int TIMES = 16;

  private final long most;
  private long left;

  /** Starts with the number of bytes that a file's constants have. */
  ConstantBudget(long bytes) {
    // what is there, not what the tensors say about themselves
    most = LEAST + TIMES * (bytes / Float.BYTES);
    left = most;
  }

  /** Takes a constant's values from the budget and returns their number. */
  int take(NodeReader node, long... dims) {
    if (Arrays.stream(dims).anyMatch(size -> size < 0)) {
      throw node.refuse("makes a constant of sizes " + Arrays.toString(dims));
    }
    long size = BroadcastShapes.elements(dims);
    if (size > left || size > Integer.MAX_VALUE - 8) {
      String all = most + " are the most for all constants of this file";
      throw node.refuse("makes a constant of " + Arrays.toString(dims) + " values; " + all);
    }
    // an empty constant costs something too
    left -= Math.max(1, size);
    return (int) size;
  }
}
