package org.segmentattribution.model.onnx.graph;

import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.Quoted;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.onnx.file.NodeReader;

/** Limits what the layers of a file make and keep: a few bytes of a file can ask for any number. */
final class MemoryBudget {
  /**
   * Most values of one image that a node may make: 2 GB, twice what attention with 16 heads makes
   * of a picture of 1024 x 1024 in patches of 16.
   */
  private static final long MOST = 1L << 29;

  private static final long KEPT = 1L << 28;
  private static final int TIMES = 16;

  private final Path file;
  private long left;

  /** Starts with the number of bytes that a file's constants have. */
  MemoryBudget(Path file, long bytes) {
    this.file = file;
    left = KEPT + TIMES * (bytes / Float.BYTES);
  }

  /** Refuses an array that is too large or empty; its first axis is the images'. */
  static void requireFitting(NodeReader node, Shape array) {
    long elements = BroadcastShapes.elements(array.getShape());
    if (elements > MOST) {
      throw node.refuse(
          "makes " + array.slice(1) + " values of one image; " + MOST + " are the most");
    }
    if (elements < 1) {
      throw node.refuse("makes no values: " + array.slice(1));
    }
  }

  /** Takes weights, which live as long as the network, from the budget. */
  void keep(long count) {
    left -= count;
    if (left < 0) {
      throw new WrongInput(
          Quoted.line(file + ": its constants become too many weights; is one used very often?"));
    }
  }
}
