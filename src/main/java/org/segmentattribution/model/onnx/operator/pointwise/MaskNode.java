package org.segmentattribution.model.onnx.operator.pointwise;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.segmentattribution.model.layer.Addition;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
import org.segmentattribution.model.onnx.graph.ScaleShift;

/** Where: chooses between values by a constant mask. */
final class MaskNode {
  private final NodeReader node;
  private final GraphBuilder graph;
  private final Constant mask;

  private MaskNode(NodeReader node, GraphBuilder graph, Constant mask) {
    this.node = node;
    this.graph = graph;
    this.mask = mask;
  }

  static void emit(NodeReader node, GraphBuilder graph) {
    if (graph.isActivation(node, 0)) {
      ChoiceNode.choose(node, graph);
      return;
    }
    new MaskNode(node, graph, graph.constants().get(node, 0)).emit();
  }

  /**
   * IsNaN and IsInf, which exporters put behind a softmax for rows that a mask leaves nothing of: a
   * mask that chooses nothing. Where a value is no number after all, it stays one and is seen.
   */
  static void never(NodeReader node, GraphBuilder graph) {
    long[] ones = new long[graph.activation(node, 0).rank()];
    Arrays.fill(ones, 1);
    graph.constants().put(node.output(), new Constant(ones, null, new long[] {0}));
  }

  /** Trilu: the upper or lower triangle of matrices, 0 elsewhere. */
  static void triangle(NodeReader node, GraphBuilder graph) {
    node.allow("upper");
    Activation x = graph.activation(node, 0);
    boolean upper = node.integer("upper", 1) != 0;
    long shift = node.given(1) ? graph.constants().integers(node, 1)[0] : 0;
    long[] sizes = x.shape().slice(x.rank() - 2).getShape();
    float[] scale = new float[graph.constants().room(node, sizes)];
    for (int i = 0; i < scale.length; i++) {
      long distance = i % sizes[1] - i / sizes[1];
      scale[i] = (upper ? distance >= shift : distance <= shift) ? 1 : 0;
    }
    new ScaleShift(graph).add(node, x, sizes, scale, new float[scale.length]);
  }

  private void emit() {
    boolean yes = graph.isActivation(node, 1);
    boolean both = yes && graph.isActivation(node, 2);
    Activation x = graph.activation(node, yes ? 1 : 2);
    if (both) {
      // x · mask + y · (1 - mask)
      Constant zero = Constant.of(0);
      Activation kept = masked(x, zero, true);
      Activation other = masked(graph.activation(node, 2), zero, false);
      new Axes(graph).join(node, new Addition(node.name()), kept, other);
      return;
    }
    masked(x, graph.constants().reals(node, yes ? 2 : 1), yes);
  }

  /** The value where the mask is as wanted, and constants elsewhere. */
  private Activation masked(Activation x, Constant others, boolean wanted) {
    long[] sizes = BroadcastShapes.joined(mask.dims(), others.dims());
    graph.constants().room(node, sizes);
    Constant chosen = mask.broadcast(sizes);
    Constant filling = others.broadcast(sizes);
    boolean all = IntStream.range(0, mask.size()).allMatch(i -> (mask.at(i) != 0) == wanted);
    boolean fits = sizes.length <= x.rank();
    if (all && fits && BroadcastShapes.joined(x.shape(), new Shape(sizes)).equals(x.shape())) {
      graph.pass(node, x);
      return graph.made(node);
    }
    float[] scale = new float[chosen.size()];
    float[] shift = new float[scale.length];
    for (int i = 0; i < scale.length; i++) {
      boolean kept = (chosen.at(i) != 0) == wanted;
      scale[i] = kept ? 1 : 0;
      shift[i] = kept ? 0 : filling.floats()[i];
      if (!Float.isFinite(shift[i]) && shift[i] != Float.NEGATIVE_INFINITY) {
        throw node.refuse("fills with " + shift[i]);
      }
    }
    new ScaleShift(graph).add(node, x, sizes, scale, shift);
    return graph.made(node);
  }
}
