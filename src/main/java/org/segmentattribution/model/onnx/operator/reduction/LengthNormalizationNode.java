package org.segmentattribution.model.onnx.operator.reduction;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.segmentattribution.model.layer.Arithmetic;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.Mean;
import org.segmentattribution.model.layer.Norm;
import org.segmentattribution.model.layer.Power;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
import org.segmentattribution.model.onnx.graph.ScaleShift;
import org.segmentattribution.model.onnx.operator.reduction.ReductionEmitter.Along;

/** LpNormalization and RMSNormalization: division by a length along axes. */
final class LengthNormalizationNode {
  private LengthNormalizationNode() {}

  /** Divides by the sum of magnitudes or by the Euclidean length along an axis. */
  static void byLength(NodeReader node, GraphBuilder graph) {
    node.allow("axis", "p");
    long p = node.integer("p", 2);
    if (p != 1 && p != 2) {
      throw node.refuse("p is 1 or 2, not " + p);
    }
    Axes axes = new Axes(graph);
    Activation input = graph.activation(node, 0);
    int axis = axes.axis(node, input, node.integer("axis", -1));
    Activation x = axes.with(node, input, axis);
    int[] stored = {x.layout().stored(axis)};
    if (p == 2) {
      graph.emit(node, new Norm(node.name(), stored), x);
    } else {
      FurtherReductions.magnitudes(node, graph, new Along(x, new int[] {axis}, stored));
    }
    Layer quotient = new Arithmetic(node.name(), Arithmetic.Operation.DIV);
    graph.emit(node, quotient, x, graph.made(node));
  }

  /** x / √(mean x² + ε) · scale over all axes from one on, Zhang and Sennrich 2019. */
  static void byRootMeanSquare(NodeReader node, GraphBuilder graph) {
    node.allow("axis", "epsilon", "stash_type");
    Axes axes = new Axes(graph);
    Activation input = graph.activation(node, 0);
    Constant scale = graph.constants().weights(node, 1);
    int from = axes.axis(node, input, node.integer("axis", -1));
    int[] along = IntStream.range(from, input.rank()).toArray();
    Arrays.stream(along).forEach(axis -> axes.axis(node, input, axis));
    Activation x = axes.with(node, input, along);
    int[] stored = IntStream.of(along).map(x.layout()::stored).toArray();
    String name = node.name();
    graph.emit(node, new Arithmetic(name + ".square", Arithmetic.Operation.MUL), x, x);
    graph.then(node, new Mean(name + ".mean", stored));
    Activation mean = graph.made(node);
    new ScaleShift(graph).line(node, mean, 1, node.real("epsilon", 1e-5f));
    graph.then(node, new Power(name + ".root", graph.array(new float[] {-0.5f}, x.ones())));
    Layer product = new Arithmetic(name + ".product", Arithmetic.Operation.MUL);
    graph.emit(node, product, x, graph.made(node));
    new ScaleShift(graph)
        .add(node, graph.made(node), scale.dims(), scale.floats(), new float[scale.size()]);
  }
}
