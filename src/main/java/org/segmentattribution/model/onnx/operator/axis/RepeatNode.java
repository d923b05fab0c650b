package org.segmentattribution.model.onnx.operator.axis;

import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.List;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.shape.Concatenation;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/** Expand and Tile. */
final class RepeatNode {
  private static final int MOST = 1 << 16;

  private RepeatNode() {}

  static void expand(NodeReader node, GraphBuilder graph) {
    Axes axes = new Axes(graph);
    Activation x = graph.activation(node, 0);
    long[] sizes = graph.constants().integers(node, 1).clone();
    int images = x.images() < 0 ? -1 : x.images() + Math.max(0, sizes.length - x.rank());
    int own = images - Math.max(0, x.rank() - sizes.length);
    if (images >= 0 && own >= 0 && sizes[own] == graph.sizes(x)[x.images()]) {
      // as many images as the input has
      sizes[own] = 1;
    }
    Activation ranked = axes.ranked(node, x, sizes.length);
    Shape joined = BroadcastShapes.joined(ranked.shape(), new Shape(sizes));
    boolean same = joined.equals(ranked.shape());
    graph.pass(node, same ? ranked : axes.enlarged(node, ranked, joined));
  }

  static void tile(NodeReader node, GraphBuilder graph) {
    node.allow();
    Axes axes = new Axes(graph);
    Activation x = graph.activation(node, 0);
    long[] times = graph.constants().integers(node, 1);
    if (times.length != x.rank()) {
      throw node.refuse("has " + times.length + " numbers for " + x.rank() + " axes");
    }
    graph.pass(node, x);
    for (int i = 0; i < times.length; i++) {
      if (times[i] == 1) {
        continue;
      }
      int axis = axes.axis(node, x, i);
      Activation made = axes.with(node, graph.made(node), axis);
      if (times[i] < 1 || times[i] > MOST) {
        throw node.refuse("repeats " + times[i] + " times");
      }
      List<Activation> copies = Collections.nCopies((int) times[i], made);
      Layer layer = new Concatenation(node.name(), made.layout().stored(axis));
      graph.emit(node, layer, copies.toArray(Activation[]::new));
    }
  }
}
