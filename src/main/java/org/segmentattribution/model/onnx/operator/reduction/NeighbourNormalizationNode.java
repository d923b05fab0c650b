package org.segmentattribution.model.onnx.operator.reduction;

import ai.djl.ndarray.types.Shape;
import org.segmentattribution.model.layer.Arithmetic;
import org.segmentattribution.model.layer.AveragePooling;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.Power;
import org.segmentattribution.model.layer.Window;
import org.segmentattribution.model.layer.shape.Reshaping;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.AxisLayout;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
import org.segmentattribution.model.onnx.graph.ScaleShift;

/** LRN: x / (bias + α · mean of the squares of neighbouring channels)^β, Krizhevsky et al. 2012. */
final class NeighbourNormalizationNode {
  private NeighbourNormalizationNode() {}

  static void emit(NodeReader node, GraphBuilder graph) {
    node.allow("alpha", "beta", "bias", "size");
    Axes axes = new Axes(graph);
    Activation given = graph.activation(node, 0);
    long size = node.integer("size", 0);
    if (given.rank() < 3 || size < 1) {
      throw node.refuse("a size of " + size + " channels does not fit " + given.shape());
    }
    axes.axis(node, given, 1);
    Activation x = axes.with(node, given, 1);
    String name = node.name();
    graph.emit(node, new Arithmetic(name + ".square", Arithmetic.Operation.MUL), x, x);
    // channels become the rows of one plane, whose windows are one column wide
    long channels = x.size(1);
    Shape own = x.stored().slice(1);
    long before = x.layout().left() == 0 ? 1 : x.size(0);
    Shape plane = new Shape(before, channels, own.size() / before / channels);
    AxisLayout none = new AxisLayout(-1, -1, 1);
    Activation rows =
        graph.emit(node, "", none, new Reshaping(name + ".rows", plane), graph.made(node));
    long low = (size - 1) / 2;
    Window window = Window.of(size, 1).withPads(low, 0, size - 1 - low, 0);
    Activation means =
        graph.emit(node, "", none, new AveragePooling(name + ".mean", window, true), rows);
    Layer back = new Reshaping(name + ".planes", own);
    Activation spread = graph.emit(node, "", x.layout(), back, means);
    float alpha = node.real("alpha", 1e-4f);
    new ScaleShift(graph).line(node, spread, alpha, node.real("bias", 1));
    float[] power = {-node.real("beta", 0.75f)};
    graph.then(node, new Power(name + ".root", graph.array(power, x.ones())));
    Layer product = new Arithmetic(name, Arithmetic.Operation.MUL);
    graph.emit(node, product, x, graph.made(node));
  }
}
