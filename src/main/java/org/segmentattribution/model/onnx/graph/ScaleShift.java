package org.segmentattribution.model.onnx.graph;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.layer.Dense;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.Scale;
import org.segmentattribution.model.layer.WeightedLayer;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;

/** Adds x · scale + shift: a layer, or a change of the weights before it. */
public final class ScaleShift {
  private final GraphBuilder graph;
  private final Axes axes;

  /** Adds to this graph. */
  public ScaleShift(GraphBuilder graph) {
    this.graph = graph;
    this.axes = new Axes(graph);
  }

  /** Scales and shifts by a value for each index of the second axis. */
  public void channels(NodeReader node, Activation x, float[] scale, float[] shift) {
    long[] dims = new long[x.rank() - 1];
    Arrays.fill(dims, 1);
    dims[0] = scale.length;
    add(node, x, dims, scale, shift);
  }

  /** Adds factor · x + shift as a layer. */
  public void line(NodeReader node, Activation x, float factor, float shift) {
    line(node, node.name() + ".line", x, factor, shift);
  }

  /** Multiplies what a node has made so far, as a layer. */
  public void times(NodeReader node, float factor) {
    line(node, node.name() + ".scale", graph.made(node), factor, 0);
  }

  private void line(NodeReader node, String name, Activation x, float factor, float shift) {
    long[] one = x.ones();
    Layer layer =
        new Scale(
            name, graph.array(new float[] {factor}, one), graph.array(new float[] {shift}, one));
    graph.emit(node, layer, x);
  }

  /**
   * Multiplies by constants that are broadcast to the value. Convolutions before it absorb them,
   * since batch normalisation is written so; dense layers do not: there it is a scale of its own,
   * and the ε of relevance counts in units of the dense layer's output.
   *
   * @param dims sizes of the constants
   */
  public void multiply(NodeReader node, Activation input, long[] dims, float[] scale) {
    float[] shift = new float[scale.length];
    add(node, input, dims, scale, shift, !(graph.soleWeights(input) instanceof Dense));
  }

  /**
   * Scales and shifts by constants that are broadcast to the value. Weights before it absorb them
   * where they feed nothing else.
   *
   * @param dims sizes of both constants
   */
  public void add(NodeReader node, Activation input, long[] dims, float[] scale, float[] shift) {
    add(node, input, dims, scale, shift, true);
  }

  private void add(
      NodeReader node,
      Activation input,
      long[] dims,
      float[] scale,
      float[] shift,
      boolean absorbs) {
    Activation x = axes.ranked(node, input, dims.length);
    Constant factors = axes.one(node, new Constant(dims, scale, null), x);
    Constant offsets = axes.one(node, new Constant(dims, shift, null), x);
    long[] one = new long[x.rank()];
    Arrays.fill(one, 1);
    int more = one.length - factors.rank();
    System.arraycopy(factors.dims(), 0, one, more, factors.rank());
    x = enlarged(node, x, one);
    long[] stored = x.layout().stored(new Shape(one)).getShape();
    WeightedLayer before = graph.soleWeights(x);
    int axis = before instanceof Dense ? stored.length - 1 : 1;
    boolean byOutput = factors.size() == 1 || (stored.length > 1 && stored[axis] == factors.size());
    if (before != null && byOutput && absorbs) {
      int outputs = Math.toIntExact(before.bias().size());
      try (var factor = graph.array(factors.spread(outputs), outputs);
          var offset = graph.array(offsets.spread(outputs), outputs)) {
        before.absorb(factor, offset);
      }
      graph.pass(node, x);
      return;
    }
    Layer layer =
        new Scale(
            node.name(),
            graph.array(factors.floats(), stored),
            graph.array(offsets.floats(), stored));
    graph.emit(node, layer, x);
  }

  /** The value repeated along the axes where the constant alone is longer than 1. */
  private Activation enlarged(NodeReader node, Activation x, long... constant) {
    Shape joined;
    try {
      joined = BroadcastShapes.joined(x.shape(), new Shape(constant));
    } catch (IllegalArgumentException e) {
      throw node.refuse("constant " + Arrays.toString(constant) + " does not fit " + x.shape());
    }
    return joined.equals(x.shape()) ? x : axes.enlarged(node, x, joined);
  }
}
