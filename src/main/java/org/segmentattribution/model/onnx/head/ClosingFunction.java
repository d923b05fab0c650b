package org.segmentattribution.model.onnx.head;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Set;
import org.segmentattribution.model.Head;
import org.segmentattribution.model.onnx.file.GraphLinks;

/** Recognises softmax, sigmoid and their logarithms in a graph, as one node or written out. */
final class ClosingFunction {
  private static final float GUARD = 1e-3f;

  /** Most nodes behind a sum that guard it; a file may go in circles. */
  private static final int STEPS = 8;

  private static final Set<String> UNCHANGED =
      Set.of("Identity", "Unsqueeze", "Squeeze", "Reshape");

  private final GraphLinks links;
  private final long opset;

  ClosingFunction(GraphLinks links, long opset) {
    this.links = links;
    this.opset = opset;
  }

  /**
   * A function that was found.
   *
   * @param logits name of its input
   * @param name for a message
   * @param axes that a softmax is over; null for a sigmoid
   * @param single whether its input must be one logit
   */
  record Found(Head kind, String logits, String name, SoftmaxAxes axes, boolean single) {
    static Found sigmoid(String logits, String name) {
      return new Found(Head.SIGMOID, logits, name, null, false);
    }

    static Found softmax(String logits, String name, SoftmaxAxes axes) {
      return new Found(Head.SOFTMAX, logits, name, axes, false);
    }
  }

  /** The function that a node computes; null for other nodes. */
  Found of(NodeProto node) {
    String first = GraphLinks.input(node, 0);
    String second = GraphLinks.input(node, 1);
    return switch (node.getOpType()) {
      case "Softmax", "LogSoftmax" ->
          Found.softmax(logits(first), node.getOpType(), SoftmaxAxes.of(node, opset));
      case "Sigmoid" -> Found.sigmoid(first, "Sigmoid");
      case "Reciprocal" -> inverse(first);
      case "Neg" -> logSigmoid(first);
      case "Div" -> links.number(first) == 1 ? inverse(second) : quotient(first, second);
      case "Sub" -> logQuotient(first, second);
      case "Concat" -> bothSides(node);
      default -> null;
    };
  }

  /** The softmax of the logarithm of a softmax is that softmax. */
  private String logits(String value) {
    NodeProto log = links.maker(value, "LogSoftmax");
    return log == null ? value : GraphLinks.input(log, 0);
  }

  /** 1 ÷ (1 + exp(-x)). */
  private Found inverse(String denominator) {
    NodeProto sum = links.maker(denominator, "Add");
    if (sum == null) {
      return null;
    }
    boolean first = links.number(GraphLinks.input(sum, 0)) == 1;
    if (!first && links.number(GraphLinks.input(sum, 1)) != 1) {
      return null;
    }
    NodeProto exp = links.maker(GraphLinks.input(sum, first ? 1 : 0), "Exp");
    String x = exp == null ? null : negated(GraphLinks.input(exp, 0));
    return x == null ? null : Found.sigmoid(x, "Sigmoid written out");
  }

  /** -softplus(-x). */
  private Found logSigmoid(String softplus) {
    NodeProto node = links.maker(softplus, "Softplus");
    String x = node == null ? null : negated(GraphLinks.input(node, 0));
    return x == null ? null : Found.sigmoid(x, "LogSigmoid written out");
  }

  private String negated(String value) {
    NodeProto negation = links.maker(value, "Neg");
    if (negation != null) {
      return GraphLinks.input(negation, 0);
    }
    NodeProto product = links.maker(value, "Mul");
    if (product == null) {
      return null;
    }
    boolean first = links.number(GraphLinks.input(product, 0)) == -1;
    boolean either = first || links.number(GraphLinks.input(product, 1)) == -1;
    return either ? GraphLinks.input(product, first ? 1 : 0) : null;
  }

  /** exp(x) ÷ Σ exp(x). */
  private Found quotient(String numerator, String denominator) {
    NodeProto exp = links.maker(numerator, "Exp");
    NodeProto sum = exp == null ? null : sumOf(denominator, numerator);
    return sum == null
        ? null
        : Found.softmax(
            unshifted(GraphLinks.input(exp, 0)),
            "Softmax written out",
            SoftmaxAxes.ofSum(sum, links));
  }

  /**
   * The node that sums a value over axes to make another, but for a guard against 0; null if none.
   */
  NodeProto sumOf(String sum, String of) {
    String at = sum;
    for (int i = 0; i < STEPS; i++) {
      NodeProto node = links.maker(at);
      if (node == null) {
        return null;
      }
      boolean swapped = !links.isActivation(GraphLinks.input(node, 0));
      switch (node.getOpType()) {
        case "ReduceSum", "ReduceL1" -> {
          return GraphLinks.input(node, 0).equals(of) ? node : null;
        }
        case "Add" -> {
          if (!(Math.abs(links.number(GraphLinks.input(node, swapped ? 0 : 1))) <= GUARD)) {
            return null;
          }
        }
        case "Clip", "Max", "Expand", "Identity" -> {}
        default -> {
          return null;
        }
      }
      at = GraphLinks.input(node, swapped ? 1 : 0);
    }
    return null;
  }

  /** x - log Σ exp(x). */
  private Found logQuotient(String x, String sum) {
    NodeProto whole = links.maker(sum, "ReduceLogSumExp");
    if (whole == null) {
      NodeProto log = links.maker(sum, "Log");
      whole = log == null ? null : links.maker(GraphLinks.input(log, 0), "ReduceSum");
      NodeProto exp = whole == null ? null : links.maker(GraphLinks.input(whole, 0), "Exp");
      if (exp == null || !GraphLinks.input(exp, 0).equals(x)) {
        return null;
      }
    } else if (!GraphLinks.input(whole, 0).equals(x)) {
      return null;
    }
    return Found.softmax(unshifted(x), "LogSoftmax written out", SoftmaxAxes.ofSum(whole, links));
  }

  /** x where a value is x - max(x), which changes no softmax. */
  private String unshifted(String value) {
    NodeProto shift = links.maker(value, "Sub");
    NodeProto most = shift == null ? null : links.maker(GraphLinks.input(shift, 1), "ReduceMax");
    boolean shifted = most != null && GraphLinks.input(most, 0).equals(GraphLinks.input(shift, 0));
    return shifted ? GraphLinks.input(shift, 0) : value;
  }

  /** [1 - p, p] of a sigmoid p of one logit: two classes as if the file had one output. */
  private Found bothSides(NodeProto node) {
    NodeProto rest = links.maker(GraphLinks.input(node, 0), "Sub");
    String p = GraphLinks.input(node, 1);
    boolean complement =
        node.getInputCount() == 2
            && rest != null
            && links.number(GraphLinks.input(rest, 0)) == 1
            && GraphLinks.input(rest, 1).equals(p);
    NodeProto maker = complement ? links.maker(p) : null;
    for (int i = 0; i < STEPS && maker != null && UNCHANGED.contains(maker.getOpType()); i++) {
      maker = links.maker(GraphLinks.input(maker, 0));
    }
    if (maker == null || maker.getOpType().equals("Concat")) {
      return null;
    }
    Found found = of(maker);
    return found != null && found.kind == Head.SIGMOID
        ? new Found(Head.SIGMOID, found.logits, "1 - p and p of a " + found.name, null, true)
        : null;
  }
}
