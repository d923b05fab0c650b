package org.segmentattribution.model.onnx.operator.matrix;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.layer.Mean;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
import org.segmentattribution.model.onnx.graph.Reshapes;
import org.segmentattribution.model.onnx.graph.ScaleShift;

/**
 * Einsum of one or two operands, as transposes around a product of matrices; with a constant
 * operand around a layer with weights.
 */
final class EinsumNode {
  private final NodeReader node;
  private final GraphBuilder graph;
  private final Products products;
  private final Axes axes;

  EinsumNode(NodeReader node, GraphBuilder graph) {
    this.node = node;
    this.graph = graph;
    this.products = new Products(node, graph);
    this.axes = new Axes(graph);
  }

  void emit() {
    node.allow("equation");
    EinsumTerms terms = EinsumTerms.read(node, this::rank);
    if (graph.images() != 1) {
      throw node.refuse(
          "is not supported for " + graph.images() + " images; " + graph.exportOpen());
    }
    String[] inputs = terms.inputs();
    if (inputs.length == 1) {
      Operand one = summed(new Operand(graph.activation(node, 0), inputs[0]), terms.result());
      products.ordered(node.output(), one.x(), order(one.term(), terms.result()));
      return;
    }
    boolean first = graph.isActivation(node, 0);
    if (first && graph.isActivation(node, 1)) {
      Activation a = graph.activation(node, 0);
      Activation b = graph.activation(node, 1);
      String all = inputs[0] + terms.result();
      Operand left = summed(new Operand(a, inputs[0]), inputs[1] + terms.result());
      product(left, summed(new Operand(b, inputs[1]), all), terms.result());
      return;
    }
    int x = first ? 0 : 1;
    Constant weights = graph.constants().weights(node, 1 - x);
    for (char c : inputs[1 - x].toCharArray()) {
      if (terms.result().indexOf(c) < 0 && inputs[x].indexOf(c) < 0) {
        throw terms.refuse(node);
      }
    }
    new WeightedProduct(node, graph, graph.activation(node, x), inputs[x], weights, inputs[1 - x])
        .emit(terms.result());
  }

  private int rank(int i) {
    return graph.isActivation(node, i)
        ? graph.activation(node, i).rank()
        : graph.constants().get(node, i).rank();
  }

  /** An activation and the letters of its axes. */
  private record Operand(Activation x, String term) {
    long size(int letter) {
      return x.size(term.indexOf(letter));
    }

    long[] sizes(String letters) {
      return letters.chars().mapToLong(this::size).toArray();
    }
  }

  /** Sums over the axes whose letters are not kept. */
  private Operand summed(Operand operand, String kept) {
    String term = operand.term();
    int[] along =
        IntStream.range(0, term.length()).filter(i -> kept.indexOf(term.charAt(i)) < 0).toArray();
    if (along.length == 0) {
      return operand;
    }
    IntStream.of(along).forEach(axis -> axes.axis(node, operand.x(), axis));
    Activation whole = axes.with(node, operand.x(), along);
    long count = IntStream.of(along).mapToLong(whole::size).reduce(1, (a, b) -> a * b);
    int[] stored = IntStream.of(along).map(whole.layout()::stored).toArray();
    graph.emit(node, new Mean(node.name() + ".mean", stored), whole);
    new ScaleShift(graph).times(node, count);
    new Reshapes(graph).drop(node, graph.made(node), along);
    StringBuilder rest = new StringBuilder();
    term.chars().filter(c -> kept.indexOf(c) >= 0).forEach(c -> rest.append((char) c));
    return new Operand(graph.made(node), rest.toString());
  }

  private void product(Operand a, Operand b, String result) {
    StringBuilder batch = new StringBuilder();
    StringBuilder sum = new StringBuilder();
    StringBuilder rows = new StringBuilder();
    StringBuilder columns = new StringBuilder();
    for (char c : a.term().toCharArray()) {
      boolean both = b.term().indexOf(c) >= 0;
      boolean kept = result.indexOf(c) >= 0;
      (both ? kept ? batch : sum : rows).append(c);
    }
    b.term().chars().filter(c -> a.term().indexOf(c) < 0).forEach(c -> columns.append((char) c));
    for (char c : (batch.toString() + sum).toCharArray()) {
      if (a.size(c) != b.size(c)) {
        throw node.refuse(
            "'" + c + "' has other sizes in " + a.x().shape() + " and " + b.x().shape());
      }
    }
    long[] many = a.sizes(batch.toString());
    long[] own = a.sizes(rows.toString());
    long[] other = b.sizes(columns.toString());
    long k = BroadcastShapes.elements(a.sizes(sum.toString()));
    Activation left = products.ordered("", a.x(), order(a.term(), batch.toString() + rows + sum));
    Activation right =
        products.ordered("", b.x(), order(b.term(), batch.toString() + sum + columns));
    Activation x = products.shaped(left, with(many, BroadcastShapes.elements(own), k));
    Activation y = products.shaped(right, with(many, k, BroadcastShapes.elements(other)));
    Activation joined = products.product("", x, y);
    LongStream all = LongStream.concat(with(many, own), LongStream.of(other));
    Activation spread = products.shaped(joined, all);
    String made = batch.toString() + rows + columns;
    products.ordered(node.output(), spread, order(made, result));
  }

  private static LongStream with(long[] many, long... more) {
    return LongStream.concat(LongStream.of(many), LongStream.of(more));
  }

  private static int[] order(String from, String to) {
    return to.chars().map(from::indexOf).toArray();
  }
}
