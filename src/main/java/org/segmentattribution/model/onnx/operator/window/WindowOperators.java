package org.segmentattribution.model.onnx.operator.window;

import java.util.List;
import org.segmentattribution.model.layer.GlobalAveragePooling;
import org.segmentattribution.model.layer.MaxPooling;
import org.segmentattribution.model.layer.Window;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
import org.segmentattribution.model.onnx.operator.OnnxOperator;

/** The operators that move a window over planes, or blocks of pixels to and from channels. */
public final class WindowOperators {
  private WindowOperators() {}

  /** All of them. */
  public static List<OnnxOperator> all() {
    return List.of(
        planes("Conv", ConvolutionNode::emit),
        planes("ConvTranspose", TransposedConvolutionNode::emit),
        planes("MaxPool", PoolingNode::max),
        planes("AveragePool", PoolingNode::average),
        planes("LpPool", LengthPoolingNode::windows),
        planes("GlobalLpPool", LengthPoolingNode::all),
        planes("GlobalMaxPool", WindowOperators::globalMax),
        planes("GlobalAveragePool", WindowOperators::globalAverage),
        OnnxOperator.of("DepthToSpace", BlockNode::depthToSpace),
        OnnxOperator.of("SpaceToDepth", BlockNode::spaceToDepth));
  }

  private static OnnxOperator planes(String name, PlaneEmitter.Body body) {
    return OnnxOperator.of(name, new PlaneEmitter(body));
  }

  private static void globalMax(NodeReader node, GraphBuilder graph, Activation x) {
    Window all = Window.of(x.size(2), x.size(3));
    graph.emit(node, new MaxPooling(node.name(), all), x);
  }

  private static void globalAverage(NodeReader node, GraphBuilder graph, Activation x) {
    graph.emit(node, new GlobalAveragePooling(node.name()), x);
  }
}
