package org.segmentattribution.model.onnx;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.layer.shape.Reshaping;
import org.segmentattribution.model.layer.shape.Transposition;

/**
 * The operators that give values another shape. They are read as for one image; where a file fixes
 * another number of images, that number is found among the sizes and taken out of them.
 */
final class OnnxShapes {
  private final OnnxImporter graph;

  OnnxShapes(OnnxImporter graph) {
    this.graph = graph;
  }

  void add(OnnxNode node) {
    OnnxValue x = graph.activation(node, 0);
    switch (node.operator()) {
      case "Flatten" -> flatten(node, x);
      case "Reshape" -> reshape(node, x);
      case "Squeeze" -> squeeze(node, x);
      case "Unsqueeze" -> unsqueeze(node, x);
      default -> transpose(node, x);
    }
  }

  /** The sizes that an activation has in the file, with as many images as the file takes. */
  long[] sizes(OnnxValue value) {
    long[] sizes = value.shape().getShape().clone();
    if (value.images() >= 0) {
      sizes[value.images()] *= graph.images();
    }
    return sizes;
  }

  /** Makes an activation have these sizes, with as many images as the file takes. */
  private void to(OnnxNode node, OnnxValue x, long... sizes) {
    boolean positive = LongStream.of(sizes).allMatch(size -> size > 0);
    if (!positive || BroadcastShapes.elements(sizes) != BroadcastShapes.elements(sizes(x))) {
      throw node.refuse(
          "a reshape of " + new Shape(sizes(x)) + " to " + new Shape(sizes) + " does not fit");
    }
    long before = x.images() < 0 ? 0 : product(x.shape().getShape(), x.images()) * outer(x);
    boolean one = graph.images() == 1 || x.images() < 0;
    OnnxLayout layout = one ? ofOne(x, before, sizes) : ofSeveral(node, x, before, sizes);
    long[] each = sizes.clone();
    if (layout.images() >= 0) {
      each[layout.images()] /= graph.images();
    }
    Shape shape = new Shape(each);
    Shape stored = layout.stored(shape);
    if (stored.equals(x.stored())) {
      graph.pass(node, new OnnxValue(x.number(), shape, x.sole(), layout));
      return;
    }
    Reshaping layer = new Reshaping(node.name(), stored.slice(1));
    graph.emit(node, node.output(), layout, layer, x);
  }

  private static long outer(OnnxValue x) {
    return x.layout().outer();
  }

  private static long product(long[] sizes, int axes) {
    return LongStream.of(sizes).limit(axes).reduce(1, (a, b) -> a * b);
  }

  /** The axis with as many values before it as the images had is theirs, if it is the only one. */
  private static OnnxLayout ofOne(OnnxValue x, long before, long... sizes) {
    int[] ones = IntStream.range(0, sizes.length).filter(i -> sizes[i] == 1).toArray();
    int[] fit = IntStream.of(ones).filter(i -> product(sizes, i) == before).toArray();
    boolean first = x.images() == 0 && fit.length > 0 && fit[0] == 0;
    int images = first || fit.length == 1 ? fit[0] : -1;
    int left = images >= 0 ? images : ones.length > 0 && ones[0] < 2 ? ones[0] : -1;
    return new OnnxLayout(left, images, 1);
  }

  /** The images are where as many values come before them as did. */
  private OnnxLayout ofSeveral(OnnxNode node, OnnxValue x, long before, long... sizes) {
    long count = graph.images();
    for (int axis = 0; axis < sizes.length; axis++) {
      long known = product(sizes, axis);
      boolean divides = before % known == 0 && sizes[axis] % (before / known * count) == 0;
      if (known <= before && divides) {
        long outer = before / known;
        return new OnnxLayout(sizes[axis] == count ? axis : -1, axis, outer);
      }
    }
    throw node.refuse(
        "a reshape of "
            + new Shape(sizes(x))
            + " to "
            + new Shape(sizes)
            + " mixes the images of a batch of "
            + count
            + "; "
            + graph.exportOpen());
  }

  private void flatten(OnnxNode node, OnnxValue x) {
    node.allow("axis");
    long axis = node.integer("axis", 1);
    axis = axis < 0 ? axis + x.rank() : axis;
    if (axis < 0 || axis > x.rank()) {
      throw node.refuse("axis " + axis + " is none of " + x.shape());
    }
    long rows = product(sizes(x), (int) axis);
    to(node, x, rows, BroadcastShapes.elements(sizes(x)) / rows);
  }

  private void reshape(OnnxNode node, OnnxValue x) {
    node.allow("shape", "allowzero");
    long[] given = graph.given(node, 1) ? graph.integers(node, 1) : node.integers("shape");
    to(node, x, resolved(node, given, sizes(x)));
  }

  /** The sizes that a Reshape asks for, where 0 keeps a size and -1 takes what is left. */
  static long[] resolved(OnnxNode node, long[] given, long... sizes) {
    long[] target = given.clone();
    boolean keeps = node.integer("allowzero", 0) == 0;
    int open = -1;
    for (int i = 0; i < target.length; i++) {
      if (target[i] == 0 && keeps && i < sizes.length) {
        target[i] = sizes[i];
      }
      if (target[i] == -1 && open >= 0) {
        throw node.refuse("leaves two sizes open: " + Arrays.toString(given));
      }
      open = target[i] == -1 ? i : open;
    }
    if (open >= 0) {
      target[open] = 1;
      long known = BroadcastShapes.elements(target);
      target[open] = known > 0 ? BroadcastShapes.elements(sizes) / known : 0;
    }
    return target;
  }

  private long[] axes(OnnxNode node, int rank) {
    long[] axes = graph.given(node, 1) ? graph.integers(node, 1) : node.integers("axes");
    return axes(node, rank, axes);
  }

  /** Axes in rising order, counted from the last where they are negative. */
  static long[] axes(OnnxNode node, int rank, long... axes) {
    long[] counted = Arrays.stream(axes).map(a -> a < 0 ? a + rank : a).sorted().toArray();
    boolean twice = LongStream.of(counted).distinct().count() < counted.length;
    if (twice || Arrays.stream(counted).anyMatch(a -> a < 0 || a >= rank)) {
      throw node.refuse("axes " + Arrays.toString(axes) + " do not fit " + rank + " axes");
    }
    return counted;
  }

  private void squeeze(OnnxNode node, OnnxValue x) {
    node.allow("axes");
    long[] axes = axes(node, x.rank());
    long[] sizes = sizes(x);
    if (axes.length == 0) {
      // an axis that grows with the images is not of length 1
      int images = graph.takesOne() ? -1 : x.images();
      axes =
          LongStream.range(0, x.rank()).filter(i -> sizes[(int) i] == 1 && i != images).toArray();
    }
    for (long axis : axes) {
      if (sizes[(int) axis] != 1) {
        throw node.refuse("axis " + axis + " of " + x.shape() + " is not 1");
      }
      if (axis == x.images() && !graph.takesOne()) {
        throw node.refuse("axis " + axis + " of " + x.shape() + " is that of the images");
      }
    }
    drop(graph, node, x, Arrays.stream(axes).mapToInt(Math::toIntExact).toArray());
  }

  /** Leaves out axes of length 1, sorted, of a value. */
  static void drop(OnnxImporter graph, OnnxNode node, OnnxValue x, int... axes) {
    int[] kept =
        IntStream.range(0, x.rank()).filter(i -> Arrays.binarySearch(axes, i) < 0).toArray();
    Shape shape = new Shape(IntStream.of(kept).mapToLong(x::size).toArray());
    as(graph, node, x, shape, x.layout().ordered(kept));
  }

  /** Says that a node's output is a value in other axes. */
  private static void as(
      OnnxImporter graph, OnnxNode node, OnnxValue x, Shape shape, OnnxLayout layout) {
    Shape stored = layout.stored(shape);
    if (stored.equals(x.stored())) {
      graph.pass(node, new OnnxValue(x.number(), shape, x.sole(), layout));
    } else {
      graph.emit(node, node.output(), layout, new Reshaping(node.name(), stored.slice(1)), x);
    }
  }

  private void unsqueeze(OnnxNode node, OnnxValue x) {
    node.allow("axes");
    int count =
        graph.given(node, 1) ? graph.integers(node, 1).length : node.integers("axes").length;
    long[] axes = axes(node, x.rank() + count);
    int[] places =
        IntStream.range(0, x.rank() + count)
            .filter(i -> Arrays.binarySearch(axes, i) < 0)
            .toArray();
    long[] sizes = new long[x.rank() + count];
    Arrays.fill(sizes, 1);
    for (int i = 0; i < places.length; i++) {
      sizes[places[i]] = x.size(i);
    }
    OnnxLayout layout = x.layout();
    int images = layout.images() < 0 ? -1 : places[layout.images()];
    int left = layout.left() < 0 ? (int) axes[0] : places[layout.left()];
    as(graph, node, x, new Shape(sizes), new OnnxLayout(left, images, layout.outer()));
  }

  private void transpose(OnnxNode node, OnnxValue x) {
    node.allow("perm");
    int[] order = order(node, x.rank());
    OnnxLayout layout = x.layout().ordered(order);
    Shape shape = new Shape(IntStream.of(order).mapToLong(x::size).toArray());
    int[] stored =
        IntStream.concat(
                IntStream.of(0),
                IntStream.of(order).filter(i -> i != x.layout().left()).map(x.layout()::stored))
            .toArray();
    if (Arrays.equals(stored, IntStream.range(0, stored.length).toArray())) {
      graph.pass(node, new OnnxValue(x.number(), shape, x.sole(), layout));
    } else {
      graph.emit(node, node.output(), layout, new Transposition(node.name(), stored), x);
    }
  }

  /** The order of the axes that a Transpose asks for. */
  static int[] order(OnnxNode node, int rank) {
    long[] reversed = IntStream.range(0, rank).mapToLong(i -> rank - 1 - i).toArray();
    long[] axes = node.integers("perm", reversed);
    long[] identity = IntStream.range(0, rank).asLongStream().toArray();
    if (!Arrays.equals(Arrays.stream(axes).sorted().toArray(), identity)) {
      throw node.refuse("perm " + Arrays.toString(axes) + " is not an order of the axes");
    }
    return Arrays.stream(axes).mapToInt(Math::toIntExact).toArray();
  }
}
