package org.segmentattribution.model;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.segmentattribution.model.OnnxImporter.Value;
import org.segmentattribution.model.Reshaping.ImageAxis;

/**
 * The operators that give values another shape. A file may fix the number of images; here one axis,
 * most often the first, grows with however many come in.
 */
final class OnnxShapes {
  /**
   * Stands for the number of images in the arithmetic of shapes: a prime so large that no size is a
   * multiple of it by chance.
   */
  static final long IMAGES = 1_000_000_007L;

  private final OnnxImporter graph;

  OnnxShapes(OnnxImporter graph) {
    this.graph = graph;
  }

  void add(OnnxNode node) {
    Value x = graph.activation(node, 0);
    switch (node.operator()) {
      case "Flatten" -> flatten(node, x);
      case "Reshape" -> reshape(node, x);
      case "Squeeze" -> squeeze(node, x);
      case "Unsqueeze" -> unsqueeze(node, x);
      default -> transpose(node, x);
    }
  }

  /** The sizes of an activation, with {@link #IMAGES} in the images' axis. */
  static long[] sizes(Value value) {
    long[] sizes = value.shape().getShape().clone();
    sizes[value.images()] *= IMAGES;
    return sizes;
  }

  /** Makes an activation have these sizes, one of which is a multiple of {@link #IMAGES}. */
  private void to(OnnxNode node, Value x, long[] sizes) {
    int axis = IntStream.range(0, sizes.length).filter(i -> grows(sizes[i])).findFirst().orElse(-1);
    long[] one = sizes.clone();
    if (axis >= 0) {
      one[axis] /= IMAGES;
    }
    Shape shape = new Shape(one);
    boolean several = Arrays.stream(sizes).filter(OnnxShapes::grows).count() != 1;
    if (several || Arrays.stream(one).anyMatch(s -> s < 1) || shape.size() != x.shape().size()) {
      throw node.refuse(
          "a reshape of "
              + x.shape()
              + " to "
              + shape
              + " mixes the images of a batch or does not fit");
    }
    if (shape.equals(x.shape()) && axis == x.images()) {
      graph.pass(node, x);
      return;
    }
    ImageAxis from = new ImageAxis(x.images(), x.size(x.images()));
    Reshaping layer = new Reshaping(node.name(), from, new ImageAxis(axis, one[axis]), shape);
    graph.emit(node, node.output(), axis, layer, x);
  }

  private static boolean grows(long size) {
    return size > 0 && size % IMAGES == 0;
  }

  private void flatten(OnnxNode node, Value x) {
    node.allow("axis");
    long axis = node.integer("axis", 1);
    axis = axis < 0 ? axis + x.rank() : axis;
    if (axis < 1 || axis > x.rank() || x.images() >= axis) {
      throw node.refuse("axis " + axis + " mixes the images of a batch; 1 is supported");
    }
    long[] sizes = sizes(x);
    long rows = Arrays.stream(sizes, 0, (int) axis).reduce(1, (a, b) -> a * b);
    long columns = Arrays.stream(sizes, (int) axis, sizes.length).reduce(1, (a, b) -> a * b);
    to(node, x, new long[] {rows, columns});
  }

  private void reshape(OnnxNode node, Value x) {
    node.allow("shape", "allowzero");
    long[] target =
        (graph.given(node, 1) ? graph.integers(node, 1) : node.integers("shape")).clone();
    long[] sizes = sizes(x);
    int open = -1;
    for (int i = 0; i < target.length; i++) {
      if (target[i] == 0 && i < sizes.length) {
        target[i] = sizes[i];
      }
      open = target[i] == -1 ? i : open;
    }
    boolean counted = Arrays.stream(target).anyMatch(OnnxShapes::grows);
    if (!counted && target.length > 0 && open != 0) {
      // the file fixes the number of images: the first axis is theirs
      boolean fits = x.imagesFirst() && target[0] > 0;
      // otherwise only an axis that is left open can be theirs
      counted = fits || open < 0;
      target[0] = fits ? IMAGES : counted ? 0 : target[0];
    }
    if (open >= 0) {
      target[open] = rest(x, target, open, counted);
    }
    to(node, x, target);
  }

  /** The size that a reshape leaves open. */
  private static long rest(Value x, long[] target, int open, boolean counted) {
    long known = 1;
    for (int i = 0; i < target.length; i++) {
      long one = grows(target[i]) ? target[i] / IMAGES : target[i];
      known *= i == open ? 1 : one;
    }
    long size = known > 0 ? x.shape().size() / known : 0;
    return counted ? size : size * IMAGES;
  }

  private long[] axes(OnnxNode node, int rank) {
    long[] axes = graph.given(node, 1) ? graph.integers(node, 1) : node.integers("axes");
    long[] counted = Arrays.stream(axes).map(a -> a < 0 ? a + rank : a).sorted().toArray();
    if (Arrays.stream(counted).anyMatch(a -> a < 0 || a >= rank)) {
      throw node.refuse("axes " + Arrays.toString(axes) + " do not fit " + rank + " axes");
    }
    return counted;
  }

  private void squeeze(OnnxNode node, Value x) {
    node.allow("axes");
    long[] axes = axes(node, x.rank());
    boolean all = axes.length == 0;
    long[] sizes = sizes(x);
    List<Long> kept = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      boolean taken = all ? sizes[i] == 1 : Arrays.binarySearch(axes, i) >= 0;
      if (!taken) {
        kept.add(sizes[i]);
      } else if (sizes[i] != 1) {
        throw node.refuse("axis " + i + " of " + x.shape() + " is not 1");
      }
    }
    to(node, x, kept.stream().mapToLong(Long::longValue).toArray());
  }

  /** Leaves out axes of length 1 of what a node has made so far; none is the images'. */
  static void drop(OnnxImporter graph, OnnxNode node, int... axes) {
    Value x = graph.made(node);
    int[] kept =
        IntStream.range(0, x.rank()).filter(i -> Arrays.binarySearch(axes, i) < 0).toArray();
    long[] sizes = IntStream.of(kept).mapToLong(x::size).toArray();
    int images = IntStream.range(0, kept.length).filter(i -> kept[i] == x.images()).sum();
    ImageAxis from = new ImageAxis(x.images(), x.size(x.images()));
    ImageAxis to = new ImageAxis(images, sizes[images]);
    Reshaping layer = new Reshaping(node.name() + ".flat", from, to, new Shape(sizes));
    graph.emit(node, node.output(), images, layer, x);
  }

  private void unsqueeze(OnnxNode node, Value x) {
    node.allow("axes");
    int count =
        graph.given(node, 1) ? graph.integers(node, 1).length : node.integers("axes").length;
    long[] sizes = sizes(x);
    long[] axes = axes(node, x.rank() + count);
    long[] shape = new long[x.rank() + count];
    int from = 0;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = Arrays.binarySearch(axes, i) >= 0 ? 1 : sizes[from++];
    }
    to(node, x, shape);
  }

  private void transpose(OnnxNode node, Value x) {
    node.allow("perm");
    long[] reversed = IntStream.range(0, x.rank()).mapToLong(i -> x.rank() - 1 - i).toArray();
    long[] axes = node.integers("perm", reversed);
    long[] identity = IntStream.range(0, x.rank()).asLongStream().toArray();
    if (!Arrays.equals(Arrays.stream(axes).sorted().toArray(), identity)) {
      throw node.refuse("perm " + Arrays.toString(axes) + " is not an order of the axes");
    }
    int[] order = Arrays.stream(axes).mapToInt(Math::toIntExact).toArray();
    int images = IntStream.range(0, order.length).filter(i -> order[i] == x.images()).sum();
    graph.emit(node, node.output(), images, new Transposition(node.name(), order), x);
  }
}
