package org.segmentattribution.model.onnx;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.fuse.LayerFusion;
import org.segmentattribution.model.layer.shape.Reshaping;
import org.segmentattribution.model.onnx.constant.ConstantFolding;
import org.segmentattribution.model.onnx.file.LiveNodes;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.file.OnnxFile;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
import org.segmentattribution.model.onnx.graph.NamedValue;
import org.segmentattribution.model.onnx.head.GraphEnd;
import org.segmentattribution.model.onnx.operator.OnnxOperator;

/** Walks the nodes of an ONNX graph: constants are computed, other nodes become layers. */
final class OnnxImporter {
  private final OnnxFile source;
  private final GraphEnd end;
  private final OnnxOperators operators = OnnxOperators.load();
  private final List<NodeProto> nodes;
  private final GraphBuilder graph;
  private final ConstantFolding folding;
  private final NDManager manager;
  private final Shape image;
  private LayerGraph parts;
  private LayerFusion fusion;
  private int classes;

  /**
   * Prepares to import a file for images of one shape.
   *
   * @param manager will own the weights
   * @param image (1, C, H, W)
   */
  OnnxImporter(OnnxFile file, NDManager manager, Shape image) {
    this.manager = manager;
    this.image = image;
    end = GraphEnd.of(file);
    source = end.cut(file);
    nodes = new LiveNodes(source.graph()).inOrder();
    requireOneInput();
    graph = new GraphBuilder(source, nodes, manager, image, this::add);
    folding = new ConstantFolding(graph.constants(), this::sizes);
  }

  private void requireOneInput() {
    Set<String> needed = new HashSet<>();
    nodes.forEach(node -> needed.addAll(LiveNodes.needs(node)));
    List<String> others =
        source.graph().getInputList().stream()
            .map(ValueInfoProto::getName)
            .filter(name -> needed.contains(name) && !source.constants().containsKey(name))
            .filter(name -> !name.equals(source.input().name()))
            .toList();
    if (!others.isEmpty()) {
      throw source.refuse(
          "its output needs another input beside '%s': %s; a classifier has one"
              .formatted(source.input().name(), String.join(", ", others)));
    }
  }

  /** Builds the layers. */
  LayerGraph build() {
    nodes.forEach(node -> add(new NodeReader(source.file(), node)));
    parts = graph.endingIn(endWithTwoAxes());
    fusion = LayerFusion.of(parts, image, manager);
    return fusion.graph();
  }

  private long[] sizes(String name) {
    Activation value = graph.value(name);
    return value == null ? null : graph.sizes(value);
  }

  private void add(NodeReader node) {
    for (String output : node.outputs()) {
      if (graph.value(output) != null || graph.constants().has(output)) {
        throw node.refuse("makes '" + output + "', which there is already");
      }
    }
    try {
      addNew(node);
    } catch (IndexOutOfBoundsException | NegativeArraySizeException | ArithmeticException e) {
      throw node.refuse("its inputs or attributes do not go together (" + e.getMessage() + ")");
    } catch (IllegalArgumentException e) {
      throw e.getMessage().startsWith(source.file() + ": ") ? e : node.refuse(e.getMessage());
    }
  }

  private void addNew(NodeReader node) {
    ForeignNodes.require(node);
    if (folding.folds(node)) {
      return;
    }
    OnnxOperator operator = operators.find(node.operator());
    if (operator == null) {
      ForeignNodes.requireFloats(node);
      String supported = String.join(", ", operators.names());
      throw node.refuse("this operator is not supported; supported: " + supported);
    }
    operator.emit(node, graph);
    if (node.inputs().stream().noneMatch(name -> graph.value(name) != null)) {
      graph.compute(node);
    }
  }

  /**
   * ONNX leaves some classifiers' logits as N x K x 1 x 1, N x 1 x K, or one logit as N. Returns
   * the number of the last value.
   */
  private int endWithTwoAxes() {
    String name = source.graph().getOutput(0).getName();
    Activation result = graph.value(name);
    if (result == null || !graph.depends(result)) {
      throw source.refuse("output '" + name + "' does not depend on the input");
    }
    if (!graph.hasGradient(result)) {
      throw source.refuse(
          "output '" + name + "' depends on the input by comparisons alone: it has no gradient");
    }
    boolean row = result.images() <= 0 || graph.takesOne();
    if (!row || result.rank() == 0 || result.size(0) != 1) {
      throw source.refuse(
          "gives no row of logits for each image, but " + result.shape() + " for one");
    }
    end.requireClasses(source, result);
    long all = result.shape().size();
    if (LongStream.of(result.shape().getShape()).noneMatch(size -> size == all)) {
      throw source.refuse(
          "gives "
              + result.shape()
              + " for one image; a classifier gives N x classes"
              + (result.rank() == 4 ? ", and this looks like a segmenter" : ""));
    }
    classes = Math.toIntExact(all);
    return result.stored().dimension() == 2
        ? result.number()
        : graph.append(new Reshaping(name + ".flat", new Shape(all)), result);
  }

  /** Number of logits. */
  int classes() {
    return classes;
  }

  /** What the file ends in and the layers do not. */
  GraphEnd end() {
    return end;
  }

  /** The file's names of the values of the layers that were built. */
  List<NamedValue> named() {
    return graph.named(parts).stream()
        .filter(value -> fusion.numbers().get(value.number()) > 0)
        .map(
            value ->
                new NamedValue(fusion.numbers().get(value.number()), value.name(), value.shape()))
        .toList();
  }
}
