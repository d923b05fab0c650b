package org.segmentattribution.model.onnx.operator.axis;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.shape.Concatenation;
import org.segmentattribution.model.layer.shape.Selection;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.AxisLayout;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/**
 * GatherElements, GatherND, ScatterElements and ScatterND with constant indices: a selection from
 * all values of an image, in one row.
 */
final class PlacesNode {
  private static final int MOST = 1 << 24;

  private final NodeReader node;
  private final GraphBuilder graph;
  private final Axes axes;

  private PlacesNode(NodeReader node, GraphBuilder graph) {
    this.node = node;
    this.graph = graph;
    this.axes = new Axes(graph);
    if (graph.images() != 1) {
      throw node.refuse(
          "is not supported for " + graph.images() + " images; " + graph.exportOpen());
    }
  }

  static void gatherElements(NodeReader node, GraphBuilder graph) {
    node.allow("axis");
    PlacesNode places = new PlacesNode(node, graph);
    Activation x = graph.activation(node, 0);
    Constant index = graph.constants().get(node, 1);
    long[] at = places.elements(x, index);
    places.take(places.row(x), at, new Shape(index.dims()), x.images());
  }

  static void scatterElements(NodeReader node, GraphBuilder graph) {
    node.allow("axis", "reduction");
    PlacesNode places = new PlacesNode(node, graph);
    Activation x = graph.activation(node, 0);
    places.replace(x, places.elements(x, graph.constants().get(node, 1)), 1);
  }

  static void gatherParts(NodeReader node, GraphBuilder graph) {
    node.allow("batch_dims");
    if (node.integer("batch_dims", 0) != 0) {
      throw node.refuse("batch_dims other than 0 are not supported");
    }
    PlacesNode places = new PlacesNode(node, graph);
    Activation x = graph.activation(node, 0);
    Constant index = graph.constants().get(node, 1);
    int depth = places.depth(x, index);
    long part = places.part(x, depth);
    long[] starts = places.starts(x, index, depth);
    long[] at = new long[graph.constants().room(node, starts.length, part)];
    Arrays.setAll(at, i -> starts[(int) (i / part)] + i % part);
    LongStream outer = Arrays.stream(index.dims()).limit(index.rank() - 1L);
    LongStream inner = Arrays.stream(x.shape().getShape()).skip(depth);
    Shape shape = new Shape(LongStream.concat(outer, inner).toArray());
    int images = x.images() >= depth ? x.images() - depth + index.rank() - 1 : -1;
    places.take(places.row(x), at, shape, images);
  }

  static void scatterParts(NodeReader node, GraphBuilder graph) {
    node.allow("reduction");
    PlacesNode places = new PlacesNode(node, graph);
    Activation x = graph.activation(node, 0);
    Constant index = graph.constants().get(node, 1);
    int depth = places.depth(x, index);
    places.replace(x, places.starts(x, index, depth), places.part(x, depth));
  }

  private int depth(Activation x, Constant index) {
    long depth = index.rank() == 0 ? 0 : index.dims()[index.rank() - 1];
    if (depth < 1 || depth > x.rank()) {
      throw node.refuse(
          "an index of " + Arrays.toString(index.dims()) + " does not fit " + x.shape());
    }
    return (int) depth;
  }

  private long part(Activation x, int depth) {
    return BroadcastShapes.elements(x.shape().slice(depth).getShape());
  }

  /** For each row of the index, where its part begins. */
  private long[] starts(Activation x, Constant index, int depth) {
    long[] strides = strides(x);
    long[] given = integers(index);
    long[] starts = new long[given.length / depth];
    for (int i = 0; i < given.length; i++) {
      int axis = i % depth;
      starts[i / depth] += place(given[i], x.size(axis)) * strides[axis];
    }
    return starts;
  }

  /** For each value of the index, the place that it names along an axis of the value. */
  private long[] elements(Activation x, Constant index) {
    int axis = axes.axis(node, x, node.integer("axis", 0));
    boolean fits = index.rank() == x.rank();
    for (int i = 0; fits && i < x.rank(); i++) {
      fits = i == axis || index.dims()[i] <= x.size(i);
    }
    if (!fits) {
      throw node.refuse(
          "an index of " + Arrays.toString(index.dims()) + " does not fit " + x.shape());
    }
    long[] strides = strides(x);
    long[] own = index.strides();
    long[] at = integers(index).clone();
    for (int k = 0; k < at.length; k++) {
      long place = place(at[k], x.size(axis)) * strides[axis];
      for (int i = 0; i < own.length; i++) {
        place += i == axis ? 0 : k / own[i] % index.dims()[i] * strides[i];
      }
      at[k] = place;
    }
    return at;
  }

  private long[] integers(Constant index) {
    if (index.integers() == null || index.size() == 0 || index.size() > MOST) {
      throw node.refuse("takes no index of " + index.size() + " values");
    }
    return index.integers();
  }

  private long place(long at, long size) {
    long place = at < 0 ? at + size : at;
    if (place < 0 || place >= size) {
      throw node.refuse("takes index " + at + " of " + size + " values");
    }
    return place;
  }

  private static long[] strides(Activation x) {
    return new Constant(x.shape().getShape(), new float[0], null).strides();
  }

  /** All values of an image in one row. */
  private Activation row(Activation x) {
    return axes.as(node, x, new Shape(x.shape().size()), new AxisLayout(-1, -1, 1));
  }

  /** Makes the node's output the values at these places of a row. */
  private void take(Activation row, long[] at, Shape shape, int images) {
    Layer layer = new Selection(node.name(), 1, at);
    Activation taken = graph.emit(node, "", row.layout(), layer, row);
    graph.pass(node, axes.as(node, taken, shape, new AxisLayout(-1, images, 1)));
  }

  /** Puts updates, in parts of so many values, in place of those at these places. */
  private void replace(Activation x, long[] starts, long part) {
    if (!node.text("reduction", "none").equals("none")) {
      throw node.refuse("reduction " + node.text("reduction", "") + " is not supported");
    }
    Activation updates = graph.activation(node, 2);
    long[] at = LongStream.range(0, x.shape().size()).toArray();
    graph.constants().room(node, at.length);
    if (updates.shape().size() != starts.length * part) {
      throw node.refuse("updates of " + updates.shape() + " do not fit");
    }
    for (int i = 0; i < starts.length; i++) {
      for (int k = 0; k < part; k++) {
        at[(int) starts[i] + k] = x.shape().size() + i * part + k;
      }
    }
    Activation row = row(x);
    Layer both = new Concatenation(node.name() + ".both", 1);
    Activation all = graph.emit(node, "", row.layout(), both, row, row(updates));
    take(all, at, x.shape(), x.images());
  }
}
