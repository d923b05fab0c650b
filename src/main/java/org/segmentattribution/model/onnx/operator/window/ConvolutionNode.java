package org.segmentattribution.model.onnx.operator.window;

import java.util.Arrays;
import org.segmentattribution.model.layer.Convolution;
import org.segmentattribution.model.layer.Window;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/** Conv, in one or two dimensions. */
final class ConvolutionNode {
  private ConvolutionNode() {}

  static void emit(NodeReader node, GraphBuilder graph, Activation x) {
    node.allow("kernel_shape", "strides", "pads", "dilations", "group", "auto_pad");
    WindowAttributes attributes = new WindowAttributes(node, graph);
    boolean line = attributes.line();
    int rank = line ? WindowAttributes.LINE : WindowAttributes.PLANE;
    Constant w = graph.constants().weights(node, 1, rank);
    w = line ? w.withDims(w.dims()[0], w.dims()[1], 1, w.dims()[2]) : w;
    long groups = node.integer("group", 1);
    if (groups < 1 || x.size(1) != w.dims()[1] * groups || w.dims()[0] % groups != 0) {
      throw node.refuse(
          "weights "
              + Arrays.toString(w.dims())
              + " in "
              + groups
              + " groups do not fit "
              + x.size(1)
              + " input channels");
    }
    long[] kernel = attributes.kernel(w.dims()[2], w.dims()[3]);
    if (kernel[0] != w.dims()[2] || kernel[1] != w.dims()[3]) {
      throw node.refuse("kernel_shape is not that of the weights");
    }
    Window window = attributes.window(x, kernel);
    float[] bias = graph.constants().bias(node, 2, w.dims()[0]);
    graph.emit(
        node,
        new Convolution(
            node.name(),
            graph.array(w.floats(), w.dims()),
            graph.array(bias, bias.length),
            window,
            Math.toIntExact(groups)),
        x);
  }
}
