package org.segmentattribution.model.onnx.operator.window;

import ai.djl.ndarray.types.Shape;
import org.segmentattribution.model.layer.AveragePooling;
import org.segmentattribution.model.layer.MaxPooling;
import org.segmentattribution.model.layer.Window;
import org.segmentattribution.model.layer.shape.ZeroPadding;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/** MaxPool and AveragePool. */
final class PoolingNode {
  /** From this operator set on, a window cut off by ceil_mode counts only what it covers. */
  private static final long CEIL_UNCOUNTED = 19;

  private PoolingNode() {}

  static void max(NodeReader node, GraphBuilder graph, Activation x) {
    node.allow(
        "kernel_shape", "strides", "pads", "dilations", "auto_pad", "ceil_mode", "storage_order");
    graph.emit(node, new MaxPooling(node.name(), window(node, graph, x)), x);
  }

  /** The window of a pooling, as wide at the end as ceil_mode asks for. */
  static Window window(NodeReader node, GraphBuilder graph, Activation x) {
    WindowAttributes attributes = new WindowAttributes(node, graph);
    boolean ceil = node.integer("ceil_mode", 0) != 0;
    boolean counts = node.integer("count_include_pad", 0) != 0 && graph.opset() < CEIL_UNCOUNTED;
    long[] kernel = attributes.kernel().clone();
    long[] pads = attributes.pads();
    long[] dilations = attributes.sizes("dilations", 1, 1);
    for (int axis = 0; ceil && !counts && axis < 2; axis++) {
      // some exporters write a window far larger than the image for a mean over all of it
      boolean plain = pads[axis] == 0 && pads[axis + 2] == 0 && dilations[axis] == 1;
      kernel[axis] = plain ? Math.min(kernel[axis], x.size(2 + axis)) : kernel[axis];
    }
    Window window = attributes.window(x, kernel);
    Window whole = ceil ? window.ceil(x.size(2), x.size(3)) : window;
    graph.requireFitting(node, whole.padded(x.stored()));
    return whole;
  }

  static void average(NodeReader node, GraphBuilder graph, Activation x) {
    node.allow(
        "kernel_shape",
        "strides",
        "pads",
        "dilations",
        "auto_pad",
        "ceil_mode",
        "count_include_pad");
    boolean count = node.integer("count_include_pad", 0) != 0;
    Window window = window(node, graph, x);
    if (window.dilated()) {
      new DilatedAverage(node, graph, window).emit(x, count);
      return;
    }
    WindowAttributes attributes = new WindowAttributes(node, graph);
    Shape own = attributes.window(x, attributes.kernel()).pads();
    if (window.passes()) {
      // an adaptive pooling whose sizes agree
      graph.pass(node, x);
    } else if (count && graph.opset() >= CEIL_UNCOUNTED && !own.equals(window.pads())) {
      // the pads are counted, what ceil_mode adds to them is not
      graph.emit(node, new ZeroPadding(node.name() + ".pads", own), x);
      Window rest = window.withPads(0, 0, more(window, own, 2), more(window, own, 3));
      graph.then(node, new AveragePooling(node.name(), rest, false));
    } else {
      graph.emit(node, new AveragePooling(node.name(), window, count), x);
    }
  }

  private static long more(Window window, Shape own, int side) {
    return Math.max(0, window.pads().get(side) - own.get(side));
  }
}
