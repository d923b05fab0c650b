package org.segmentattribution.model.onnx;

import ai.djl.ndarray.types.Shape;
import org.segmentattribution.model.layer.shape.Reshaping;
import org.segmentattribution.model.layer.shape.Transposition;

/**
 * DepthToSpace and SpaceToDepth: blocks of pixels from and to channels, as reshapes and a
 * transpose.
 */
final class OnnxDepth {
  private final OnnxImporter graph;
  private final OnnxNode node;

  OnnxDepth(OnnxImporter graph, OnnxNode node) {
    this.graph = graph;
    this.node = node;
  }

  void add() {
    node.allow("blocksize", "mode");
    OnnxValue x = new OnnxAxes(graph).planes(node, graph.activation(node, 0), 4);
    long block = node.integer("blocksize", 0);
    boolean out = node.operator().equals("DepthToSpace");
    long square = block * block;
    boolean fits = out ? x.size(1) % square == 0 : x.size(2) % block == 0 && x.size(3) % block == 0;
    if (block < 1 || block > 1 << 15 || !fits || !x.imagesFirst()) {
      throw node.refuse("blocks of " + block + " do not fit " + x.shape());
    }
    long h = x.size(2);
    long w = x.size(3);
    if (out) {
      long c = x.size(1) / square;
      boolean columns = node.text("mode", "DCR").equals("CRD");
      Shape apart = columns ? new Shape(c, block, block, h, w) : new Shape(block, block, c, h, w);
      int[] order = columns ? new int[] {0, 1, 4, 2, 5, 3} : new int[] {0, 3, 4, 1, 5, 2};
      moved(x, apart, order, new Shape(c, h * block, w * block));
    } else {
      Shape apart = new Shape(x.size(1), h / block, block, w / block, block);
      moved(
          x,
          apart,
          new int[] {0, 3, 5, 1, 2, 4},
          new Shape(x.size(1) * square, h / block, w / block));
    }
  }

  private void moved(OnnxValue x, Shape apart, int[] order, Shape result) {
    // six axes of the array, none of which the file knows
    OnnxLayout layout = x.layout();
    OnnxValue spread =
        graph.emit(node, "", layout, new Reshaping(node.name() + ".blocks", apart), x);
    OnnxValue turned =
        graph.emit(node, "", layout, new Transposition(node.name() + ".order", order), spread);
    graph.emit(node, new Reshaping(node.name(), result), turned);
  }
}
