package org.segmentattribution.model.onnx;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.Quoted;
import org.segmentattribution.model.layer.BroadcastShapes;

/**
 * How many values a file's nodes and constants may become. A few bytes can ask for any number of
 * them, and the same ones for every node.
 */
final class OnnxBudget {
  /**
   * Values of one image that a node may make: twice what attention of 16 heads makes of a picture
   * of 1024 x 1024 in patches of 16, and 2 GB.
   */
  private static final long MOST = 1L << 29;

  private static final long MADE = 1L << 25;
  private static final long KEPT = 1L << 28;
  private static final int TIMES = 16;

  private final String file;
  private final long most;
  private long room;
  private long weights;

  OnnxBudget(OnnxFile source) {
    file = source.file().toString();
    // what is there, not what the tensors say of themselves
    long held = source.bytes() / Float.BYTES;
    most = MADE + TIMES * held;
    room = most;
    weights = KEPT + TIMES * held;
  }

  /** Refuses an array that is too large to be made; its first axis is the images'. */
  static void fits(OnnxNode node, Shape array) {
    long elements = BroadcastShapes.elements(array.getShape());
    if (elements > MOST) {
      throw node.refuse(
          "makes " + array.slice(1) + " values of one image; " + MOST + " are the most");
    }
    if (elements < 1) {
      throw node.refuse("makes no values: " + array.slice(1));
    }
  }

  /** Number of values of a constant that a node is about to make. */
  int room(OnnxNode node, long... dims) {
    if (Arrays.stream(dims).anyMatch(size -> size < 0)) {
      throw node.refuse("makes a constant of sizes " + Arrays.toString(dims));
    }
    long size = BroadcastShapes.elements(dims);
    if (size > room || size > Integer.MAX_VALUE - 8) {
      String all = most + " are the most for all constants of this file";
      throw node.refuse("makes a constant of " + Arrays.toString(dims) + " values; " + all);
    }
    // no values cost something too
    room -= Math.max(1, size);
    return (int) size;
  }

  /** Counts weights that stay as long as the network. */
  void keep(long count) {
    weights -= count;
    if (weights < 0) {
      throw new WrongInput(
          Quoted.line(file + ": its constants become too many weights; is one used very often?"));
    }
  }
}
