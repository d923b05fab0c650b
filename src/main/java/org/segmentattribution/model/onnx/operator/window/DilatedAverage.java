package org.segmentattribution.model.onnx.operator.window;

import ai.djl.ndarray.types.Shape;
import java.util.stream.LongStream;
import org.segmentattribution.model.layer.AveragePooling;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.Scale;
import org.segmentattribution.model.layer.Window;
import org.segmentattribution.model.layer.shape.Selection;
import org.segmentattribution.model.layer.shape.ZeroPadding;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/**
 * AveragePool whose windows have gaps: the windows are laid side by side without gaps, then pooled
 * with a stride as wide as they are.
 */
final class DilatedAverage {
  private final NodeReader node;
  private final GraphBuilder graph;
  private final Window window;

  DilatedAverage(NodeReader node, GraphBuilder graph, Window window) {
    this.node = node;
    this.graph = graph;
    this.window = window;
  }

  void emit(Activation x, boolean countPadding) {
    graph.pass(node, x);
    if (LongStream.of(window.pads().getShape()).anyMatch(pad -> pad > 0)) {
      graph.then(node, new ZeroPadding(node.name() + ".pads", window.pads()));
    }
    long[][] places = {places(x, 0), places(x, 1)};
    graph.then(node, new Selection(node.name() + ".rows", 2, places[0]));
    graph.then(node, new Selection(node.name() + ".columns", 3, places[1]));
    Shape kernel = window.kernel();
    Window each = new Window(kernel, kernel, new Shape(1, 1), new Shape(0, 0, 0, 0));
    graph.then(node, new AveragePooling(node.name(), each, true));
    if (!countPadding) {
      graph.then(node, inside(x, places));
    }
  }

  /** The places that the windows take along an axis, window by window. */
  private long[] places(Activation x, int axis) {
    long kernel = window.kernel().get(axis);
    long gap = window.dilation().get(axis);
    long count = window.padded(x.stored()).get(2 + axis) - (kernel - 1) * gap - 1;
    if (count < 0) {
      throw node.refuse("a window of " + window.kernel() + " is larger than the padded image");
    }
    long stride = window.stride().get(axis);
    long[] places = new long[graph.constants().room(node, count / stride + 1, kernel)];
    for (int i = 0; i < places.length; i++) {
      places[i] = i / kernel * stride + i % kernel * gap;
    }
    return places;
  }

  /** Multiplies each mean by window ÷ part of the window inside the image. */
  private Layer inside(Activation x, long[]... places) {
    int rows = Math.toIntExact(places[0].length / window.kernel().get(0));
    int columns = Math.toIntExact(places[1].length / window.kernel().get(1));
    float[] factors = new float[graph.constants().room(node, rows, columns)];
    for (int i = 0; i < factors.length; i++) {
      double within = share(x, 0, i / columns, places[0]) * share(x, 1, i % columns, places[1]);
      factors[i] = within > 0 ? (float) (1 / within) : 0;
    }
    return new Scale(
        node.name() + ".inside",
        graph.array(factors, 1, 1, rows, columns),
        graph.array(new float[factors.length], 1, 1, rows, columns));
  }

  /** Part of a window that is inside the image along an axis. */
  private double share(Activation x, int axis, int at, long... places) {
    int kernel = (int) window.kernel().get(axis);
    long before = window.pads().get(axis);
    long within =
        LongStream.of(places)
            .skip((long) at * kernel)
            .limit(kernel)
            .filter(place -> place >= before && place < before + x.size(2 + axis))
            .count();
    return (double) within / kernel;
  }
}
