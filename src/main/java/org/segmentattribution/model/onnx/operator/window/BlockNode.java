package org.segmentattribution.model.onnx.operator.window;

import ai.djl.ndarray.types.Shape;
import org.segmentattribution.model.layer.shape.Reshaping;
import org.segmentattribution.model.layer.shape.Transposition;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.AxisLayout;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/** DepthToSpace and SpaceToDepth, as two reshapes around a transpose. */
final class BlockNode {
  private static final int LARGEST = 1 << 15;

  private BlockNode() {}

  /** Makes blocks of pixels from channels. */
  static void depthToSpace(NodeReader node, GraphBuilder graph) {
    node.allow("blocksize", "mode");
    Activation x = planes(node, graph);
    long block = node.integer("blocksize", 0);
    long square = block * block;
    require(node, x, block, x.size(1) % square == 0);
    long c = x.size(1) / square;
    long h = x.size(2);
    long w = x.size(3);
    boolean columns = node.text("mode", "DCR").equals("CRD");
    Shape apart = columns ? new Shape(c, block, block, h, w) : new Shape(block, block, c, h, w);
    int[] order = columns ? new int[] {0, 1, 4, 2, 5, 3} : new int[] {0, 3, 4, 1, 5, 2};
    moved(node, graph, x, apart, order, new Shape(c, h * block, w * block));
  }

  /** Makes channels from blocks of pixels. */
  static void spaceToDepth(NodeReader node, GraphBuilder graph) {
    node.allow("blocksize", "mode");
    Activation x = planes(node, graph);
    long block = node.integer("blocksize", 0);
    require(node, x, block, x.size(2) % block == 0 && x.size(3) % block == 0);
    long h = x.size(2) / block;
    long w = x.size(3) / block;
    Shape apart = new Shape(x.size(1), h, block, w, block);
    // CRD: since operator set 28
    boolean columns = node.text("mode", "DCR").equals("CRD");
    int[] order = columns ? new int[] {0, 1, 3, 5, 2, 4} : new int[] {0, 3, 5, 1, 2, 4};
    moved(node, graph, x, apart, order, new Shape(x.size(1) * block * block, h, w));
  }

  private static Activation planes(NodeReader node, GraphBuilder graph) {
    return new Axes(graph).planes(node, graph.activation(node, 0), 4);
  }

  private static void require(NodeReader node, Activation x, long block, boolean fits) {
    if (block < 1 || block > LARGEST || !fits || !x.imagesFirst()) {
      throw node.refuse("blocks of " + block + " do not fit " + x.shape());
    }
  }

  private static void moved(
      NodeReader node, GraphBuilder graph, Activation x, Shape apart, int[] order, Shape result) {
    // six axes of the array, none of which the file knows
    AxisLayout layout = x.layout();
    Activation spread =
        graph.emit(node, "", layout, new Reshaping(node.name() + ".blocks", apart), x);
    Activation turned =
        graph.emit(node, "", layout, new Transposition(node.name() + ".order", order), spread);
    graph.emit(node, new Reshaping(node.name(), result), turned);
  }
}
