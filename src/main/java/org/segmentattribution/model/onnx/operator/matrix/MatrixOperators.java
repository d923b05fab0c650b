package org.segmentattribution.model.onnx.operator.matrix;

import java.util.Arrays;
import java.util.List;
import org.segmentattribution.model.layer.Addition;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
import org.segmentattribution.model.onnx.graph.ScaleShift;
import org.segmentattribution.model.onnx.operator.OnnxOperator;

/** Products of matrices: with weights, and of two activations. */
public final class MatrixOperators {
  private MatrixOperators() {}

  /** All of them. */
  public static List<OnnxOperator> all() {
    return List.of(
        OnnxOperator.of("Gemm", MatrixOperators::gemm),
        OnnxOperator.of("MatMul", MatrixOperators::matMul),
        OnnxOperator.of("Attention", (node, graph) -> new AttentionNode(node, graph).emit()),
        OnnxOperator.of("Einsum", (node, graph) -> new EinsumNode(node, graph).emit()));
  }

  private static void gemm(NodeReader node, GraphBuilder graph) {
    node.allow("alpha", "beta", "transA", "transB");
    Products products = new Products(node, graph);
    boolean weighted = graph.isActivation(node, 0) && !graph.isActivation(node, 1);
    if (!weighted || graph.isActivation(node, 2)) {
      generalGemm(node, graph);
      return;
    }
    Activation x = graph.activation(node, 0);
    if (x.rank() != 2) {
      throw node.refuse("takes a matrix, not " + x.shape());
    }
    if (node.integer("transA", 0) != 0) {
      x = products.swapped("", x);
    }
    float beta = node.real("beta", 1);
    Constant w = graph.constants().weights(node, 1, 2);
    boolean outputsFirst = node.integer("transB", 0) != 0;
    float[] bias = graph.constants().bias(node, 2, outputs(w, outputsFirst)).clone();
    for (int i = 0; i < bias.length; i++) {
      bias[i] *= beta;
    }
    products.dense(x, w, outputsFirst, node.real("alpha", 1), bias);
  }

  private static long outputs(Constant w, boolean first) {
    return w.dims()[first ? 0 : 1];
  }

  /** α · A B + β · C where other operands than A depend on the image. */
  private static void generalGemm(NodeReader node, GraphBuilder graph) {
    String a = node.integer("transA", 0) != 0 ? "km" : "mk";
    String b = node.integer("transB", 0) != 0 ? "nk" : "kn";
    product(node, graph, a, b, "mn");
    ScaleShift lines = new ScaleShift(graph);
    lines.times(node, node.real("alpha", 1));
    float beta = node.real("beta", 1);
    Activation made = graph.made(node);
    if (graph.isActivation(node, 2)) {
      lines.line(node, graph.activation(node, 2), beta, 0);
      new Axes(graph).join(node, new Addition(node.name() + ".sum"), made, graph.made(node));
    } else if (node.given(2)) {
      Constant c = graph.constants().weights(node, 2);
      float[] scale = new float[c.size()];
      Arrays.fill(scale, 1);
      float[] shift = c.floats().clone();
      for (int i = 0; i < shift.length; i++) {
        shift[i] *= beta;
      }
      lines.add(node, made, c.dims(), scale, shift);
    }
  }

  private static void matMul(NodeReader node, GraphBuilder graph) {
    Products products = new Products(node, graph);
    boolean first = graph.isActivation(node, 0);
    if (first && graph.isActivation(node, 1)) {
      products.product(node.output(), graph.activation(node, 0), graph.activation(node, 1));
      return;
    }
    Constant w = graph.constants().weights(node, first ? 1 : 0);
    if (first && w.rank() == 2) {
      float[] bias = new float[(int) outputs(w, false)];
      products.dense(graph.activation(node, 0), w, false, 1, bias);
    } else if (w.rank() == 2) {
      // W X = (Xᵀ Wᵀ)ᵀ
      Activation x = products.swapped("", graph.activation(node, 1));
      products.dense(x, w, true, 1, new float[(int) outputs(w, true)]);
      products.swapped(node.output(), graph.made(node));
    } else {
      weighted(node, graph, w, first);
    }
  }

  /** A constant vector, or constant matrices that are broadcast to those of the activation. */
  private static void weighted(NodeReader node, GraphBuilder graph, Constant w, boolean first) {
    Activation given = graph.activation(node, first ? 0 : 1);
    Activation x = new Axes(graph).ranked(node, given, w.rank());
    int rank = x.rank();
    if (rank < 2 || w.rank() == 0) {
      throw node.refuse("multiplies " + given.shape() + " by " + Arrays.toString(w.dims()));
    }
    String many = "abcdefgh".substring(0, rank - 2);
    for (int i = 0; i < w.rank() - 2; i++) {
      long own = x.size(rank - w.rank() + i);
      if (own != w.dims()[i] && w.dims()[i] != 1) {
        // one matrix of the activation for several of the weights
        products(node, graph);
        return;
      }
    }
    boolean vector = w.rank() == 1;
    String shared = vector ? "" : many.substring(rank - w.rank());
    if (first) {
      String weights = vector ? "k" : shared + "kn";
      new WeightedProduct(node, graph, x, many + "mk", w, weights)
          .emit(many + (vector ? "m" : "mn"));
    } else {
      String weights = vector ? "k" : shared + "mk";
      new WeightedProduct(node, graph, x, many + "kn", w, weights)
          .emit(many + (vector ? "n" : "mn"));
    }
  }

  private static void products(NodeReader node, GraphBuilder graph) {
    new Products(node, graph)
        .product(node.output(), graph.activation(node, 0), graph.activation(node, 1));
  }

  private static void product(
      NodeReader node, GraphBuilder graph, String a, String b, String result) {
    boolean first = graph.isActivation(node, 0);
    if (first && graph.isActivation(node, 1)) {
      Products products = new Products(node, graph);
      Activation x = graph.activation(node, 0);
      Activation y = graph.activation(node, 1);
      x = a.equals("km") ? products.swapped("", x) : x;
      y = b.equals("nk") ? products.swapped("", y) : y;
      products.product(node.output(), x, y);
      return;
    }
    Constant w = graph.constants().weights(node, first ? 1 : 0, 2);
    Activation x = graph.activation(node, first ? 0 : 1);
    if (x.rank() != 2) {
      throw node.refuse("takes a matrix, not " + x.shape());
    }
    new WeightedProduct(node, graph, x, first ? a : b, w, first ? b : a).emit(result);
  }
}
