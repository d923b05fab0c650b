package org.segmentattribution.model.onnx.head;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.model.onnx.file.GraphLinks;
import org.segmentattribution.model.onnx.file.NodeReader;

/**
 * Finds outputs that are made only of probabilities: softmaxes and sigmoids behind which there are
 * only arithmetic with constants, means, maxima and the like. Such an output is no logit, and no
 * logits can be found for it, as for the mean of several softmaxes. Behind weights (a sigmoid in
 * the middle of a network) or a product with other activations (attention) values are none.
 */
final class ProbabilitySources {
  private static final Set<String> SOURCES =
      Set.of("Softmax", "LogSoftmax", "Sigmoid", "HardSigmoid", "Hardmax");
  private static final Set<String> THROUGH =
      Set.of(
          "Identity",
          "Flatten",
          "Reshape",
          "Squeeze",
          "Unsqueeze",
          "Transpose",
          "Dropout",
          "Cast",
          "Clip",
          "Min",
          "Max",
          "Add",
          "Sub",
          "Mul",
          "Div",
          "Neg",
          "Log",
          "Exp",
          "Sqrt",
          "Pow",
          "Abs",
          "Relu",
          "LeakyRelu",
          "PRelu",
          "Elu",
          "Softplus",
          "Tanh",
          "Reciprocal",
          "Round",
          "Mean",
          "Sum",
          "Concat",
          "Slice",
          "Gather",
          "Split",
          "Expand",
          "Where",
          "Pad",
          "ReduceMean",
          "ReduceMax",
          "ReduceMin",
          "ReduceSum",
          "ReduceProd",
          "GlobalAveragePool",
          "GlobalMaxPool",
          "AveragePool",
          "MaxPool");

  private final GraphLinks links;
  private final ClosingFunction closing;
  private final Map<String, NodeProto> sources = new HashMap<>();

  ProbabilitySources(GraphLinks links, long opset) {
    this.links = links;
    closing = new ClosingFunction(links, opset);
  }

  /**
   * Refuses an output that is made of probabilities.
   *
   * @throws IllegalArgumentException in one line that names the node that makes them
   */
  void refuse(Path file, String output) {
    NodeProto source = source(output);
    if (source != null) {
      throw new NodeReader(file, source)
          .refuse(
              "makes probabilities, from which the output comes without other weights: they are no"
                  + " logits, and cannot be taken off here; export the network without them");
    }
  }

  /** The node whose probabilities a value is made of; null where it is made of other values. */
  private NodeProto source(String output) {
    // a graph may be deeper than the stack
    Deque<String> open = new ArrayDeque<>(List.of(output));
    Set<String> waiting = new HashSet<>();
    while (!open.isEmpty()) {
      String value = open.peek();
      if (sources.containsKey(value)) {
        open.pop();
        continue;
      }
      NodeProto node = links.maker(value);
      if (node == null || isSource(node) || !THROUGH.contains(node.getOpType())) {
        sources.put(value, node != null && isSource(node) ? node : null);
        continue;
      }
      List<String> inputs =
          node.getInputList().stream()
              .filter(name -> !name.isEmpty() && links.isActivation(name))
              .toList();
      List<String> unknown = inputs.stream().filter(name -> !sources.containsKey(name)).toList();
      if (unknown.isEmpty()) {
        boolean all = !inputs.isEmpty() && inputs.stream().allMatch(n -> sources.get(n) != null);
        sources.put(value, all ? sources.get(inputs.get(0)) : null);
      } else if (!waiting.add(value)) {
        sources.put(value, null); // a circle, which the importer refuses
      } else {
        unknown.forEach(open::push);
      }
    }
    return sources.get(output);
  }

  private boolean isSource(NodeProto node) {
    if (SOURCES.contains(node.getOpType())) {
      return true;
    }
    boolean share =
        node.getOpType().equals("Div")
            && closing.sumOf(GraphLinks.input(node, 1), GraphLinks.input(node, 0)) != null;
    return share || (!node.getOpType().equals("Concat") && closing.of(node) != null);
  }
}
