package org.segmentattribution.model.onnx;

import java.util.Set;
import org.segmentattribution.model.onnx.file.NodeReader;

/** Refuses nodes that no float network has, in words that say which file to export instead. */
final class ForeignNodes {
  /** Operators of ONNX itself that compute with integers in place of reals. */
  private static final Set<String> QUANTISED =
      Set.of(
          "QuantizeLinear",
          "DequantizeLinear",
          "DynamicQuantizeLinear",
          "QLinearConv",
          "QLinearMatMul",
          "ConvInteger",
          "MatMulInteger");

  private static final String QUANTISATION =
      "computes with quantised numbers, which have no gradients; use the float model from before"
          + " the quantisation";

  private ForeignNodes() {}

  /** Refuses an operator that is not ONNX's own. */
  static void require(NodeReader node) {
    String domain = node.domain();
    if (NodeReader.standard(domain)) {
      return;
    }
    if (domain.startsWith("com.microsoft")) {
      throw node.refuse(
          isQuantised(node.operator())
              ? QUANTISATION
              : "operators of '"
                  + domain
                  + "' are not supported; ONNX Runtime's optimiser wrote this node: use the model"
                  + " as it was exported, before that");
    }
    if (domain.startsWith("ai.onnx.ml")) {
      throw node.refuse("operators of '" + domain + "' are not supported: they have no gradients");
    }
    throw node.refuse(
        "operators of '" + domain + "' are not supported, and the file holds no such function");
  }

  /** Refuses an operator that computes with integers. */
  static void requireFloats(NodeReader node) {
    if (QUANTISED.contains(node.operator())) {
      throw node.refuse(QUANTISATION);
    }
  }

  private static boolean isQuantised(String operator) {
    return QUANTISED.contains(operator)
        || operator.startsWith("Q")
        || operator.contains("Integer")
        || operator.endsWith("NBits")
        || operator.endsWith("Bnb4");
  }
}
