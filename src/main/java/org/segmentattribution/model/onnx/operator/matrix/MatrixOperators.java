package org.segmentattribution.model.onnx.operator.matrix;

import java.util.List;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
import org.segmentattribution.model.onnx.operator.OnnxOperator;

/** Products of matrices: with weights, and of two activations. */
public final class MatrixOperators {
  private MatrixOperators() {}

  /** All of them. */
  public static List<OnnxOperator> all() {
    return List.of(
        OnnxOperator.of("Gemm", MatrixOperators::gemm),
        OnnxOperator.of("MatMul", MatrixOperators::matMul),
        OnnxOperator.of("Einsum", (node, graph) -> new EinsumNode(node, graph).emit()));
  }

  private static void gemm(NodeReader node, GraphBuilder graph) {
    node.allow("alpha", "beta", "transA", "transB");
    Products products = new Products(node, graph);
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

  private static void matMul(NodeReader node, GraphBuilder graph) {
    Products products = new Products(node, graph);
    boolean first = graph.isActivation(node, 0);
    if (first && !graph.isActivation(node, 1) && graph.constants().get(node, 1).rank() == 2) {
      Constant w = graph.constants().weights(node, 1, 2);
      float[] bias = new float[(int) outputs(w, false)];
      products.dense(graph.activation(node, 0), w, false, 1, bias);
    } else if (!first && graph.constants().get(node, 0).rank() == 2) {
      // W X = (Xᵀ Wᵀ)ᵀ
      Constant w = graph.constants().weights(node, 0, 2);
      Activation x = products.swapped("", graph.activation(node, 1));
      products.dense(x, w, true, 1, new float[(int) outputs(w, true)]);
      products.swapped(node.output(), graph.made(node));
    } else {
      products.product(node.output(), graph.activation(node, 0), graph.activation(node, 1));
    }
  }
}
