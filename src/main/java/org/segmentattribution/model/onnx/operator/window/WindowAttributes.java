package org.segmentattribution.model.onnx.operator.window;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.segmentattribution.model.layer.Window;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/** Reads the window of a convolution or pooling; that of a line has height 1. */
final class WindowAttributes {
  /** Axes of a line, [N, C, W]. */
  static final int LINE = 3;

  /** Axes of a plane, [N, C, H, W]. */
  static final int PLANE = 4;

  private final NodeReader node;
  private final GraphBuilder graph;
  private final boolean line;

  WindowAttributes(NodeReader node, GraphBuilder graph) {
    this.node = node;
    this.graph = graph;
    line = isLine(graph.activation(node, 0));
  }

  static boolean isLine(Activation x) {
    return x.rank() == LINE;
  }

  /** Whether the file has a line. */
  boolean line() {
    return line;
  }

  /** Height and width of the kernel; without the attribute, these. */
  long[] kernel(long... otherwise) {
    return sizes("kernel_shape", otherwise);
  }

  /** The window with a kernel, for planes of this shape. */
  Window window(Activation x, long... kernel) {
    long[] stride = sizes("strides", 1, 1);
    long[] dilation = sizes("dilations", 1, 1);
    long[] pads = pads();
    String auto = node.text("auto_pad", "NOTSET");
    if (LongStream.of(kernel[0], kernel[1], stride[0], stride[1], dilation[0], dilation[1])
            .anyMatch(v -> v < 1)
        || Arrays.stream(pads).anyMatch(v -> v < 0)) {
      throw node.refuse("kernel, strides and dilations must be positive, pads not negative");
    }
    switch (auto) {
      case "NOTSET" -> {}
      case "VALID" -> Arrays.fill(pads, 0);
      case "SAME_UPPER", "SAME_LOWER" -> {
        for (int axis = 0; axis < 2; axis++) {
          long in = x.size(2 + axis);
          long reach = (kernel[axis] - 1) * dilation[axis] + 1;
          long steps = (in + stride[axis] - 1) / stride[axis] - 1;
          long total = Math.max(0, steps * stride[axis] + reach - in);
          long first = auto.equals("SAME_UPPER") ? total / 2 : total - total / 2;
          pads[axis] = first;
          pads[2 + axis] = total - first;
        }
      }
      default -> throw node.refuse("auto_pad " + auto + " is not known");
    }
    Window window =
        new Window(new Shape(kernel), new Shape(stride), new Shape(dilation), new Shape(pads));
    graph.requireFitting(node, window.padded(x.stored()));
    return window;
  }

  /** An attribute with a number for height and one for width. */
  long[] sizes(String name, long... otherwise) {
    if (node.has(name) && line) {
      return new long[] {1, node.integersOf(name, 1)[0]};
    }
    return node.integersOf(name, 2, otherwise);
  }

  /** The pads: top, left, bottom, right. */
  long[] pads() {
    if (node.has("pads") && line) {
      long[] ends = node.integersOf("pads", 2);
      return new long[] {0, ends[0], 0, ends[1]};
    }
    return node.integersOf("pads", 4, 0, 0, 0, 0);
  }
}
