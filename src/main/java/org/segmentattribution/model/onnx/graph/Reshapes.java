package org.segmentattribution.model.onnx.graph;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.layer.shape.Reshaping;
import org.segmentattribution.model.onnx.file.NodeReader;

/**
 * Gives values another shape. Shapes are read as for one image; where a file fixes another number
 * of images, that number is found among the sizes and taken out of them.
 */
public final class Reshapes {
  private final GraphBuilder graph;

  /** Adds to this graph. */
  public Reshapes(GraphBuilder graph) {
    this.graph = graph;
  }

  /** Makes a node's output a value with these sizes, with as many images as the file takes. */
  public void to(NodeReader node, Activation x, long... sizes) {
    boolean positive = LongStream.of(sizes).allMatch(size -> size > 0);
    long[] own = graph.sizes(x);
    if (!positive || BroadcastShapes.elements(sizes) != BroadcastShapes.elements(own)) {
      throw node.refuse(
          "a reshape of " + new Shape(own) + " to " + new Shape(sizes) + " does not fit");
    }
    long before =
        x.images() < 0 ? 0 : product(x.shape().getShape(), x.images()) * x.layout().outer();
    boolean one = graph.images() == 1 || x.images() < 0;
    AxisLayout layout = one ? ofOne(x, before, sizes) : ofSeveral(node, x, before, sizes);
    long[] each = sizes.clone();
    if (layout.images() >= 0) {
      each[layout.images()] /= graph.images();
    }
    as(node, x, new Shape(each), layout);
  }

  private static long product(long[] sizes, int axes) {
    return LongStream.of(sizes).limit(axes).reduce(1, (a, b) -> a * b);
  }

  /** The axis with as many values before it as the images had is theirs, if it is the only one. */
  private static AxisLayout ofOne(Activation x, long before, long... sizes) {
    int[] ones = IntStream.range(0, sizes.length).filter(i -> sizes[i] == 1).toArray();
    int[] fit = IntStream.of(ones).filter(i -> product(sizes, i) == before).toArray();
    boolean first = x.images() == 0 && fit.length > 0 && fit[0] == 0;
    int images = first || fit.length == 1 ? fit[0] : -1;
    int left = images >= 0 ? images : ones.length > 0 && ones[0] < 2 ? ones[0] : -1;
    return new AxisLayout(left, images, 1);
  }

  /** The images are where as many values are before them as there were. */
  private AxisLayout ofSeveral(NodeReader node, Activation x, long before, long... sizes) {
    long count = graph.images();
    for (int axis = 0; axis < sizes.length; axis++) {
      long known = product(sizes, axis);
      boolean divides = before % known == 0 && sizes[axis] % (before / known * count) == 0;
      if (known <= before && divides) {
        long outer = before / known;
        return new AxisLayout(sizes[axis] == count ? axis : -1, axis, outer);
      }
    }
    throw node.refuse(
        "a reshape of "
            + new Shape(graph.sizes(x))
            + " to "
            + new Shape(sizes)
            + " mixes the images of a batch of "
            + count
            + "; "
            + graph.exportOpen());
  }

  /** Makes a node's output a value without these axes, which are sorted and of length 1. */
  public void drop(NodeReader node, Activation x, int... axes) {
    int[] kept =
        IntStream.range(0, x.rank()).filter(i -> Arrays.binarySearch(axes, i) < 0).toArray();
    Shape shape = new Shape(IntStream.of(kept).mapToLong(x::size).toArray());
    as(node, x, shape, x.layout().ordered(kept));
  }

  /** Makes a node's output a value with other axes. */
  public void as(NodeReader node, Activation x, Shape shape, AxisLayout layout) {
    Shape stored = layout.stored(shape);
    if (stored.equals(x.stored())) {
      graph.pass(node, new Activation(x.number(), shape, x.sole(), layout));
    } else {
      graph.emit(node, node.output(), layout, new Reshaping(node.name(), stored.slice(1)), x);
    }
  }
}
