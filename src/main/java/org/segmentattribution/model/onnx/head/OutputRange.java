package org.segmentattribution.model.onnx.head;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.nio.file.Path;
import java.util.Set;
import org.segmentattribution.model.onnx.file.GraphLinks;
import org.segmentattribution.model.onnx.file.NodeReader;

/**
 * Finds the range of a graph's output from its last functions. A hard sigmoid written as Clip, or
 * (1 + tanh x) / 2, keeps the output from 0 to 1 for any image, so it is no logit.
 */
final class OutputRange {
  private static final Set<String> UNCHANGED =
      Set.of(
          "Identity", "Flatten", "Reshape", "Squeeze", "Unsqueeze", "Transpose", "Dropout", "Cast");

  /** How far beyond 0 and 1 such an output may be. */
  private static final float SLACK = 1e-3f;

  /** Most nodes in a row; a file may go in circles. */
  private static final int LONGEST = 64;

  private final GraphLinks links;

  OutputRange(GraphLinks links) {
    this.links = links;
  }

  /** Numbers from low to high; NaN where a constant is not one number. */
  private record Range(float low, float high) {
    static final Range ANY = new Range(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);

    Range clipped(float least, float most) {
      return new Range(Math.min(Math.max(low, least), most), Math.max(Math.min(high, most), least));
    }

    Range plus(float number) {
      return new Range(low + number, high + number);
    }

    Range times(float number) {
      return number < 0
          ? new Range(high * number, low * number)
          : new Range(low * number, high * number);
    }
  }

  /**
   * Refuses an output that lies in 0 to 1.
   *
   * @throws IllegalArgumentException in one line that names the node that makes it
   */
  void refuse(Path file, String output) {
    Range range = of(output, 0);
    if (range.low >= -SLACK && range.high <= 1 + SLACK) {
      throw new NodeReader(file, links.maker(output))
          .refuse(
              "keeps the output from 0 to 1, as a probability: that is no logit, and cannot be"
                  + " taken off here; export the network without it");
    }
  }

  private Range of(String value, int depth) {
    NodeProto node = links.maker(value);
    if (node == null || depth > LONGEST) {
      return Range.ANY;
    }
    String first = GraphLinks.input(node, 0);
    boolean swapped = !links.isActivation(first);
    String inner = swapped ? GraphLinks.input(node, 1) : first;
    float number =
        node.getInputCount() == 2
            ? links.number(GraphLinks.input(node, swapped ? 0 : 1))
            : Float.NaN;
    return switch (node.getOpType()) {
      case "Tanh", "Erf", "Softsign", "Sin", "Cos" -> new Range(-1, 1);
      case "Sigmoid", "HardSigmoid" -> new Range(0, 1);
      case "Relu" -> of(inner, depth + 1).clipped(0, Float.POSITIVE_INFINITY);
      case "Clip" -> of(inner, depth + 1).clipped(links.low(node), links.high(node));
      case "Max" -> of(inner, depth + 1).clipped(number, Float.POSITIVE_INFINITY);
      case "Min" -> of(inner, depth + 1).clipped(Float.NEGATIVE_INFINITY, number);
      case "Add" -> of(inner, depth + 1).plus(number);
      case "Sub" ->
          swapped
              ? of(inner, depth + 1).times(-1).plus(number)
              : of(inner, depth + 1).plus(-number);
      case "Mul" -> of(inner, depth + 1).times(number);
      case "Div" -> swapped ? Range.ANY : of(inner, depth + 1).times(1 / number);
      case "Neg" -> of(inner, depth + 1).times(-1);
      default -> UNCHANGED.contains(node.getOpType()) ? of(inner, depth + 1) : Range.ANY;
    };
  }
}
