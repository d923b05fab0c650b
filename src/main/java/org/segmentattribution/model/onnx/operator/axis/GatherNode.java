package org.segmentattribution.model.onnx.operator.axis;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.segmentattribution.model.layer.shape.Selection;
import org.segmentattribution.model.onnx.constant.SliceParts;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.AxisLayout;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
import org.segmentattribution.model.onnx.graph.Reshapes;

/** Gather with constant indices; a slice where these are evenly spaced. */
final class GatherNode {
  private static final int MOST = 1 << 16;

  private GatherNode() {}

  static void emit(NodeReader node, GraphBuilder graph) {
    node.allow("axis");
    Axes axes = new Axes(graph);
    Activation x = graph.activation(node, 0);
    int axis = axes.axis(node, x, node.integer("axis", 0));
    Constant index = graph.constants().get(node, 1);
    long[] at = graph.constants().integers(node, 1).clone();
    for (int i = 0; i < at.length; i++) {
      at[i] = at[i] < 0 ? at[i] + x.size(axis) : at[i];
      if (at[i] < 0 || at[i] >= x.size(axis)) {
        throw node.refuse("takes index " + at[i] + " of " + x.size(axis) + " values");
      }
    }
    long step = at.length < 2 || at[1] == at[0] ? 1 : at[1] - at[0];
    boolean even = true;
    for (int i = 1; i < at.length; i++) {
      even &= at[i] == at[i - 1] + step;
    }
    if (at.length > MOST) {
      throw node.refuse("takes " + at.length + " indices");
    }
    if (at.length > 0 && even) {
      SliceParts.Part part = new SliceParts.Part(axis, at[0], step, at.length);
      Parts.take(node, graph, node.output(), x, part);
    } else {
      Activation whole = axes.with(node, x, axis);
      int stored = whole.layout().stored(axis);
      graph.emit(node, new Selection(node.name(), stored, at), whole);
    }
    if (index.rank() == 0) {
      new Reshapes(graph).drop(node, graph.made(node), axis);
    } else if (index.rank() > 1) {
      spread(node, graph, axis, index.dims());
    }
  }

  /** Puts the axes of the index in place of the one that it picks from. */
  private static void spread(NodeReader node, GraphBuilder graph, int axis, long... dims) {
    Axes axes = new Axes(graph);
    Activation made = axes.leaving(node, graph.made(node), -1);
    long[] sizes = made.shape().getShape();
    LongStream before = Arrays.stream(sizes).limit(axis);
    LongStream after = Arrays.stream(sizes).skip(axis + 1L);
    LongStream all = LongStream.concat(LongStream.concat(before, Arrays.stream(dims)), after);
    int images = made.images() > axis ? made.images() + dims.length - 1 : made.images();
    AxisLayout layout = new AxisLayout(-1, images, made.layout().outer());
    graph.pass(node, axes.as(node, made, new Shape(all.toArray()), layout));
  }
}
