package org.segmentattribution.model.onnx.operator.matrix;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.LongStream;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.layer.Convolution;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.Window;
import org.segmentattribution.model.layer.shape.Reshaping;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.AxisLayout;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/**
 * The product of an activation and constant weights, whose axes are named by letters as in Einsum.
 * It becomes one layer with weights, so that the relevance rules of such layers apply: a dense
 * layer, or a convolution of kernel 1x1 in groups where both share axes that are kept.
 */
final class WeightedProduct {
  /** Layout of an array whose axes, behind that of the images, are none of the file's. */
  private static final AxisLayout INNER = new AxisLayout(-1, -1, 1);

  private final NodeReader node;
  private final GraphBuilder graph;
  private final Products products;
  private final Axes axes;
  private final Activation x;
  private final String first;
  private final Constant weights;
  private final String second;

  /**
   * Names the axes.
   *
   * @param first a letter for each axis of the activation
   * @param second a letter for each axis of the weights
   */
  WeightedProduct(
      NodeReader node,
      GraphBuilder graph,
      Activation x,
      String first,
      Constant weights,
      String second) {
    this.node = node;
    this.graph = graph;
    this.products = new Products(node, graph);
    this.axes = new Axes(graph);
    this.x = x;
    this.first = first;
    StringBuilder kept = new StringBuilder();
    LongStream.Builder sizes = LongStream.builder();
    for (int axis = 0; axis < second.length(); axis++) {
      // weights of length 1 are the same along all of the activation's axis
      if (weights.dims()[axis] != 1 || first.indexOf(second.charAt(axis)) < 0) {
        kept.append(second.charAt(axis));
        sizes.add(weights.dims()[axis]);
      }
    }
    this.weights = weights.withDims(sizes.build().toArray());
    this.second = kept.toString();
  }

  /**
   * Makes the node's output.
   *
   * @param result letters of its axes; the other letters are summed over
   */
  void emit(String result) {
    String batch = chosen(first, c -> second.indexOf(c) >= 0 && result.indexOf(c) >= 0);
    String sum = chosen(first, c -> result.indexOf(c) < 0);
    String rows = chosen(first, c -> second.indexOf(c) < 0 && result.indexOf(c) >= 0);
    String columns = chosen(second, c -> first.indexOf(c) < 0);
    for (char c : (batch + sum).toCharArray()) {
      int at = second.indexOf(c);
      if (at >= 0 && x.size(first.indexOf(c)) != weights.dims()[at]) {
        throw node.refuse(
            "weights " + Arrays.toString(weights.dims()) + " do not fit " + x.shape());
      }
      // along this the images would meet
      axes.axis(node, x, first.indexOf(c));
    }
    graph.constants().room(node, weights.size());
    String made = batch.isEmpty() ? dense(rows, sum, columns) : grouped(batch, rows, sum, columns);
    products.ordered(node.output(), graph.made(node), places(made, result));
  }

  /** Multiplies the last axis, to which all that are summed over are joined. */
  private String dense(String rows, String sum, String columns) {
    Activation last = products.ordered("", x, places(first, rows + sum));
    long[] own = sizes(rows);
    AxisLayout layout = new AxisLayout(-1, last.images(), last.layout().outer());
    Activation matrix = axes.as(node, last, new Shape(own).add(count(sum)), layout);
    Constant matrixOf = ordered(columns + sum).withDims(count(columns), count(sum));
    products.dense(matrix, matrixOf, true, 1, new float[(int) count(columns)]);
    Shape spread = new Shape(own).addAll(new Shape(sizes(columns)));
    graph.pass(node, axes.as(node, graph.made(node), spread, layout));
    return rows + columns;
  }

  /** Multiplies by other weights for each place along the shared axes. */
  private String grouped(String batch, String rows, String sum, String columns) {
    Activation turned = products.ordered("", x, places(first, batch + sum + rows));
    long groups = count(batch);
    // the array keeps the images before all axes of the file
    Layer planes =
        new Reshaping(node.name() + ".planes", new Shape(groups * count(sum), count(rows), 1));
    Activation flat = graph.emit(node, "", INNER, planes, turned);
    long outputs = groups * count(columns);
    Layer layer =
        new Convolution(
            node.name(),
            graph.array(ordered(batch + columns + sum).floats(), outputs, count(sum), 1, 1),
            graph.array(new float[Math.toIntExact(outputs)], outputs),
            Window.of(1, 1),
            Math.toIntExact(groups));
    Activation product = graph.emit(node, "", INNER, layer, flat);
    String made = batch + columns + rows;
    int images = x.images() < 0 ? -1 : made.indexOf(first.charAt(x.images()));
    AxisLayout layout = new AxisLayout(-1, images, x.layout().outer());
    Layer back = new Reshaping(node.name() + ".axes", new Shape(sizes(made)));
    graph.emit(node, node.output(), layout, back, product);
    return made;
  }

  private long size(int letter) {
    int axis = first.indexOf(letter);
    return axis >= 0 ? x.size(axis) : weights.dims()[second.indexOf(letter)];
  }

  private long[] sizes(String letters) {
    return letters.chars().mapToLong(this::size).toArray();
  }

  private long count(String letters) {
    return BroadcastShapes.elements(sizes(letters));
  }

  /** The weights with axes in this order; along letters that they do not have, they are equal. */
  private Constant ordered(String letters) {
    long[][] steps = weights.steps();
    return weights.walked(
        letters
            .chars()
            .mapToObj(
                c -> {
                  int at = second.indexOf(c);
                  return at < 0 ? new long[Math.toIntExact(size(c))] : steps[at];
                })
            .toArray(long[][]::new));
  }

  private static int[] places(String in, String of) {
    return of.chars().map(in::indexOf).toArray();
  }

  private static String chosen(String term, IntPredicate wanted) {
    return term.chars()
        .filter(wanted)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
