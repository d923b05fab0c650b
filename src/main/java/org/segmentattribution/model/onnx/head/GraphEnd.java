package org.segmentattribution.model.onnx.head;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.segmentattribution.model.Head;
import org.segmentattribution.model.onnx.file.GraphLinks;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.file.OnnxFile;
import org.segmentattribution.model.onnx.graph.Activation;

/**
 * The end of an ONNX graph: a softmax or sigmoid, as one operator or written out, is taken off, so
 * that the network gives logits. Only nodes are read here. {@link #requireClasses} checks that a
 * softmax is over the classes, once shapes are known.
 *
 * @param kind {@link Head#SOFTMAX} or {@link Head#SIGMOID}; null where the graph ends in neither
 * @param logits name of the value in the file that holds the logits
 * @param nodes operators that were taken off, the last one first
 * @param node that makes the probabilities; null for none
 * @param axes that a softmax is over; null for none
 * @param single whether there must be exactly one logit
 */
public record GraphEnd(
    Head kind,
    String logits,
    List<String> nodes,
    NodeProto node,
    SoftmaxAxes axes,
    boolean single) {
  private static final Set<String> SHAPES =
      Set.of("Identity", "Flatten", "Reshape", "Squeeze", "Unsqueeze", "Transpose", "Dropout");

  /** Floating-point types of ONNX; behind a cast to another type there is no logit. */
  private static final Set<Long> REAL = Set.of(1L, 10L, 11L, 16L);

  /** Guards against 0 and 1 are of this size at most. */
  private static final float GUARD = 1e-3f;

  /** Nodes behind a softmax, at most: a file may go in circles. */
  private static final int LONGEST = 64;

  /**
   * Finds the end of a file's graph.
   *
   * @throws IllegalArgumentException where the output is a probability that cannot be taken off
   */
  public static GraphEnd of(OnnxFile file) {
    GraphLinks links = new GraphLinks(file.graph(), file.constants(), file.files());
    String output = file.graph().getOutput(0).getName();
    GraphEnd head = new Search(links, file.opset(), output).end();
    new ProbabilitySources(links, file.opset()).refuse(file.file(), head.logits);
    new OutputRange(links).refuse(file.file(), head.logits);
    return head;
  }

  private boolean cuts() {
    return !nodes.isEmpty();
  }

  /** The file without the nodes that are taken off. */
  public OnnxFile cut(OnnxFile file) {
    return cuts()
        ? file.with(new GraphLinks(file.graph(), file.constants(), file.files()).endingIn(logits))
        : file;
  }

  /** The nodes that were taken off, in the order in which they run: {@code Softmax, Identity}. */
  public String text() {
    List<String> order = new ArrayList<>(nodes);
    Collections.reverse(order);
    return String.join(", ", order);
  }

  /**
   * Refuses a softmax that is not one over the classes.
   *
   * @param value the logits
   */
  public void requireClasses(OnnxFile file, Activation value) {
    long each = value.shape().size();
    if (single && each != 1) {
      throw new NodeReader(file.file(), node).refuse("joins 1 - p and p of " + each + " logits");
    }
    if (axes != null && !axes.areClasses(value)) {
      throw new NodeReader(file.file(), node)
          .refuse("a softmax over " + axes.text() + " is not one over the classes");
    }
  }

  /** Walks from the output towards the input. */
  private static final class Search {
    private final GraphLinks links;
    private final String output;
    private final List<String> passed = new ArrayList<>();
    private final ClosingFunction closing;
    private String at;

    Search(GraphLinks links, long opset, String output) {
      this.links = links;
      this.output = output;
      closing = new ClosingFunction(links, opset);
      at = output;
    }

    GraphEnd end() {
      int squeezes = 0;
      String squeezed = output;
      boolean onlyShapes = true;
      for (NodeProto node = links.maker(at);
          node != null && passed.size() < LONGEST;
          node = links.maker(at)) {
        ClosingFunction.Found found = closing.of(node);
        if (found != null) {
          passed.add(found.name());
          return new GraphEnd(
              found.kind(),
              found.logits(),
              List.copyOf(passed),
              node,
              found.axes(),
              found.single());
        }
        if (!passes(node)) {
          break;
        }
        passed.add(node.getOpType());
        // logits as [N] or as another float type are those before
        onlyShapes &= node.getOpType().equals("Squeeze") || isCast(node);
        if (onlyShapes) {
          squeezes = passed.size();
          squeezed = at;
        }
      }
      return new GraphEnd(
          null, squeezed, List.copyOf(passed.subList(0, squeezes)), null, null, false);
    }

    /** Whether behind a softmax or sigmoid the node changes nothing that counts. */
    private boolean passes(NodeProto node) {
      String first = GraphLinks.input(node, 0);
      boolean swapped = !links.isActivation(first);
      String other = GraphLinks.input(node, swapped ? 0 : 1);
      float number = node.getInputCount() == 2 ? links.number(other) : Float.NaN;
      boolean passes =
          switch (node.getOpType()) {
            case "Clip" -> !swapped && guards(links.low(node), links.high(node));
            case "Max" -> guards(number, Float.POSITIVE_INFINITY);
            case "Min" -> guards(Float.NEGATIVE_INFINITY, number);
            case "Add" -> Math.abs(number) <= GUARD;
            case "Sub" -> !swapped && Math.abs(number) <= GUARD;
            case "Mul" -> number > 0;
            case "Relu", "Abs" -> !behindLog(first);
            case "Div" -> !swapped && number > 0;
            case "Log" -> true;
            case "Exp" -> behindLog(first);
            default -> SHAPES.contains(node.getOpType()) || isCast(node);
          };
      at = passes ? (swapped ? GraphLinks.input(node, 1) : first) : at;
      return passes;
    }

    private boolean behindLog(String value) {
      NodeProto node = links.maker(value);
      return node != null && Set.of("LogSoftmax", "Log").contains(node.getOpType());
    }

    /** A bound that moves nothing but what is next to 0 or 1, or is the logarithm of such. */
    private static boolean guards(float low, float high) {
      return low <= GUARD && (high >= 1 - GUARD || (low < -1 && high >= -GUARD));
    }

    private static boolean isCast(NodeProto node) {
      return node.getOpType().equals("Cast")
          && node.getAttributeList().stream()
              .anyMatch(a -> a.getName().equals("to") && REAL.contains(a.getI()));
    }
  }
}
