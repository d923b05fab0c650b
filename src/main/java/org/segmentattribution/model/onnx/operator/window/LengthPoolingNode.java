package org.segmentattribution.model.onnx.operator.window;

import org.segmentattribution.model.layer.Arithmetic;
import org.segmentattribution.model.layer.AveragePooling;
import org.segmentattribution.model.layer.Elementwise;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.Power;
import org.segmentattribution.model.layer.Window;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
import org.segmentattribution.model.onnx.graph.ScaleShift;

/** LpPool and GlobalLpPool: (Σ |x|^p)^(1/p) over windows. */
final class LengthPoolingNode {
  private LengthPoolingNode() {}

  static void windows(NodeReader node, GraphBuilder graph, Activation x) {
    node.allow("auto_pad", "ceil_mode", "dilations", "kernel_shape", "p", "pads", "strides");
    pool(node, graph, x, PoolingNode.window(node, graph, x));
  }

  static void all(NodeReader node, GraphBuilder graph, Activation x) {
    node.allow("p");
    pool(node, graph, x, Window.of(x.size(2), x.size(3)));
  }

  private static void pool(NodeReader node, GraphBuilder graph, Activation x, Window window) {
    long p = node.integer("p", 2);
    if (p < 1) {
      throw node.refuse("p is at least 1, not " + p);
    }
    String name = node.name();
    if (p == 2) {
      graph.emit(node, new Arithmetic(name + ".square", Arithmetic.Operation.MUL), x, x);
    } else {
      graph.emit(node, new Elementwise(name + ".abs", Elementwise.Function.ABS, 1), x);
      power(node, graph, p);
    }
    graph.then(node, new AveragePooling(name + ".mean", window, true));
    new ScaleShift(graph).times(node, window.kernel().size());
    power(node, graph, 1f / p);
  }

  private static void power(NodeReader node, GraphBuilder graph, float exponent) {
    if (exponent != 1) {
      long[] one = graph.made(node).ones();
      Layer layer = new Power(node.name() + ".power", graph.array(new float[] {exponent}, one));
      graph.then(node, layer);
    }
  }
}
