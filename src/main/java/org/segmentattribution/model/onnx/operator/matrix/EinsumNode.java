package org.segmentattribution.model.onnx.operator.matrix;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/** Einsum of one or two activations, as transposes around a product of matrices. */
final class EinsumNode {
  private final NodeReader node;
  private final GraphBuilder graph;
  private final Products products;

  EinsumNode(NodeReader node, GraphBuilder graph) {
    this.node = node;
    this.graph = graph;
    this.products = new Products(node, graph);
  }

  void emit() {
    node.allow("equation");
    String equation = node.text("equation", "").replaceAll("\\s", "");
    String[] sides = equation.split("->", -1);
    String[] terms = sides[0].split(",", -1);
    boolean known =
        equation.matches("[a-zA-Z]+(,[a-zA-Z]+)?->[a-zA-Z]+") && terms.length == inputs();
    if (!known) {
      throw refuse(equation);
    }
    if (graph.images() != 1) {
      throw node.refuse(
          "is not supported for " + graph.images() + " images; " + graph.exportOpen());
    }
    for (String term : new String[] {terms[0], terms[terms.length - 1], sides[1]}) {
      if (term.chars().distinct().count() != term.length()) {
        throw refuse(equation);
      }
    }
    Activation first = activation(0, terms[0]);
    if (terms.length == 1) {
      if (!letters(terms[0]).equals(letters(sides[1]))) {
        throw refuse(equation);
      }
      products.ordered(node.output(), first, order(terms[0], sides[1]));
      return;
    }
    product(equation, first, terms[0], activation(1, terms[1]), terms[1], sides[1]);
  }

  private int inputs() {
    return node.inputs().size();
  }

  private WrongInput refuse(String equation) {
    return node.refuse(
        "the equation '"
            + equation
            + "' is not supported; write it with matmul or export unrolled");
  }

  private Activation activation(int i, String term) {
    Activation x = graph.activation(node, i);
    if (x.rank() != term.length()) {
      throw node.refuse("'" + term + "' does not fit " + x.shape());
    }
    return x;
  }

  private void product(
      String equation, Activation a, String first, Activation b, String second, String result) {
    StringBuilder batch = new StringBuilder();
    StringBuilder sum = new StringBuilder();
    StringBuilder rows = new StringBuilder();
    StringBuilder columns = new StringBuilder();
    for (char c : first.toCharArray()) {
      boolean both = second.indexOf(c) >= 0;
      boolean kept = result.indexOf(c) >= 0;
      (both ? kept ? batch : sum : rows).append(c);
    }
    second.chars().filter(c -> first.indexOf(c) < 0).forEach(c -> columns.append((char) c));
    String made = batch.toString() + rows + columns;
    if (!letters(made).equals(letters(result))) {
      throw refuse(equation);
    }
    for (char c : (batch.toString() + sum).toCharArray()) {
      if (a.size(first.indexOf(c)) != b.size(second.indexOf(c))) {
        throw node.refuse("'" + equation + "' does not fit " + a.shape() + " and " + b.shape());
      }
    }
    Activation left = products.ordered("", a, order(first, batch.toString() + rows + sum));
    Activation right = products.ordered("", b, order(second, batch.toString() + sum + columns));
    long[] many = sizes(a, first, batch);
    long m = BroadcastShapes.elements(sizes(a, first, rows));
    long k = BroadcastShapes.elements(sizes(a, first, sum));
    long n = BroadcastShapes.elements(sizes(b, second, columns));
    Activation x =
        products.shaped(left, LongStream.concat(LongStream.of(many), LongStream.of(m, k)));
    Activation y =
        products.shaped(right, LongStream.concat(LongStream.of(many), LongStream.of(k, n)));
    Activation joined = products.product("", x, y);
    LongStream own = LongStream.of(sizes(a, first, rows));
    LongStream all = LongStream.concat(LongStream.of(many), own);
    Activation spread =
        products.shaped(joined, LongStream.concat(all, LongStream.of(sizes(b, second, columns))));
    products.ordered(node.output(), spread, order(made, result));
  }

  private static long[] sizes(Activation x, String term, CharSequence letters) {
    return letters.chars().mapToLong(c -> x.size(term.indexOf(c))).toArray();
  }

  private static Set<Integer> letters(String term) {
    Set<Integer> letters = new LinkedHashSet<>();
    term.chars().forEach(letters::add);
    return letters;
  }

  private static int[] order(String from, String to) {
    return to.chars().map(from::indexOf).toArray();
  }
}
