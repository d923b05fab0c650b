package org.segmentattribution.model.onnx.graph;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.shape.Expansion;
import org.segmentattribution.model.layer.shape.Reshaping;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;

/** Finds the axes that a node works along, and lays out arrays so that it can. */
public final class Axes {
  private final GraphBuilder graph;

  /** Adds to this graph. */
  public Axes(GraphBuilder graph) {
    this.graph = graph;
  }

  /**
   * Checks an axis that a node works along; negative ones are counted from the last.
   *
   * @throws IllegalArgumentException where there is no such axis, or where it is the images'
   */
  public int axis(NodeReader node, Activation x, long axis) {
    long counted = axis < 0 ? axis + x.rank() : axis;
    if (counted < 0 || counted >= x.rank()) {
      throw node.refuse("axis " + axis + " is none of " + x.shape());
    }
    if (counted == x.images() && !graph.takesOne()) {
      throw node.refuse(
          "works along axis "
              + axis
              + ", the images': it mixes the images of a batch, each of which is explained by itself");
    }
    return (int) counted;
  }

  /** Checked axes in rising order; all where none are given. */
  public int[] axes(NodeReader node, Activation x, long... given) {
    long[] all = given.length == 0 ? LongStream.range(0, x.rank()).toArray() : given;
    return Arrays.stream(all).mapToInt(a -> axis(node, x, a)).sorted().distinct().toArray();
  }

  /** The value with all of these axes in its array. */
  public Activation with(NodeReader node, Activation x, int... axes) {
    boolean left = IntStream.of(axes).anyMatch(axis -> axis == x.layout().left());
    return left ? leaving(node, x, -1) : x;
  }

  /** The value with this axis, of length 1, left out of its array, and no other. */
  public Activation leaving(NodeReader node, Activation x, int axis) {
    return axis == x.layout().left() ? x : as(node, x, x.shape(), x.layout().leaving(axis));
  }

  /** The value with other axes. */
  public Activation as(NodeReader node, Activation x, Shape shape, AxisLayout layout) {
    Shape stored = layout.stored(shape);
    if (stored.equals(x.stored())) {
      return new Activation(x.number(), shape, x.sole(), layout);
    }
    Layer layer = new Reshaping(node.name() + ".axes", stored.slice(1));
    return graph.emit(node, "", layout, layer, x);
  }

  /** The value with at least so many axes, the new ones first. */
  public Activation ranked(NodeReader node, Activation x, int rank) {
    int more = rank - x.rank();
    if (more <= 0) {
      return x;
    }
    long[] ones = new long[more];
    Arrays.fill(ones, 1);
    return as(node, x, new Shape(ones).addAll(x.shape()), x.layout().behind(more));
  }

  /** Two values with equally many axes and the same one left out, so that their arrays fit. */
  public Activation[] together(NodeReader node, Activation first, Activation second) {
    Activation a = ranked(node, first, second.rank());
    Activation b = ranked(node, second, first.rank());
    boolean apart = a.images() >= 0 && b.images() >= 0 && a.images() != b.images();
    if (apart && !graph.takesOne()) {
      throw node.refuse(
          "joins " + a.shape() + " and " + b.shape() + " along different images' axes");
    }
    if (graph.images() > 1 && (repeats(a, b) || repeats(b, a))) {
      throw node.refuse("joins values of all images to those of one; " + graph.exportOpen());
    }
    int left = a.layout().left();
    if (left < 0 || b.size(left) != 1) {
      left = b.layout().left();
    }
    left = left >= 0 && a.size(left) == 1 && b.size(left) == 1 ? left : -1;
    return new Activation[] {leaving(node, a, left), leaving(node, b, left)};
  }

  /** Adds a layer of two values, broadcast to each other, as a node's output. */
  public Activation join(NodeReader node, Layer layer, Activation a, Activation b) {
    Activation[] both = together(node, a, b);
    boolean known = both[0].images() >= 0;
    return graph.emit(node, node.output(), both[known ? 0 : 1].layout(), layer, both);
  }

  /** Whether a value that knows no images has more than one along another's images' axis. */
  private static boolean repeats(Activation a, Activation other) {
    return a.images() < 0 && other.images() >= 0 && a.size(other.images()) > 1;
  }

  /** The value as planes, [N, C, H, W]; a file may have others than the images along N. */
  public Activation planes(NodeReader node, Activation x, int rank) {
    if (x.rank() != rank) {
      throw node.refuse("takes N x C x H x W, not " + x.shape());
    }
    if (x.images() > 0) {
      axis(node, x, x.images());
    }
    return x.size(0) == 1 ? leaving(node, x, 0) : leaving(node, x, -1);
  }

  /** The value repeated along axes of length 1, to sizes for one image. */
  public Activation enlarged(NodeReader node, Activation x, Shape shape) {
    int left = x.layout().left();
    Activation whole = left >= 0 && shape.get(left) != 1 ? leaving(node, x, -1) : x;
    int images = whole.images();
    if (images >= 0 && shape.get(images) != whole.size(images) && !graph.takesOne()) {
      throw node.refuse("repeats along axis " + images + ", the images'");
    }
    AxisLayout layout = whole.layout();
    Shape stored = layout.stored(shape);
    Layer layer = new Expansion(node.name() + ".expanded", stored.slice(1));
    return graph.emit(node, "", layout, layer, whole);
  }

  /** A constant for one image, where the file may hold a copy for each image. */
  public Constant one(NodeReader node, Constant c, Activation x) {
    int axis = x.images() < 0 ? -1 : x.images() + c.rank() - x.rank();
    if (graph.images() == 1 || axis < 0) {
      return c;
    }
    long each = x.size(x.images());
    if (c.dims()[axis] != each * graph.images()) {
      return c;
    }
    long outer = x.layout().outer();
    long inner = each / outer;
    Constant first = copy(c, axis, outer, inner, 0);
    for (long i = 1; i < graph.images(); i++) {
      if (!Arrays.equals(first.floats(), copy(c, axis, outer, inner, i).floats())) {
        throw node.refuse("a constant has other values for each image of a batch");
      }
    }
    return first;
  }

  private Constant copy(Constant c, int axis, long outer, long inner, long image) {
    long[] at = new long[Math.toIntExact(outer * inner)];
    Arrays.setAll(at, k -> (k / inner * graph.images() + image) * inner + k % inner);
    return c.along(axis, at);
  }
}
