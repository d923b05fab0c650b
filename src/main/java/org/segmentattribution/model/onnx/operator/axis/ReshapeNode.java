package org.segmentattribution.model.onnx.operator.axis;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.onnx.constant.AxisNumbers;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.AxisLayout;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
import org.segmentattribution.model.onnx.graph.Reshapes;

/** Flatten, Reshape, Squeeze and Unsqueeze. */
final class ReshapeNode {
  private ReshapeNode() {}

  static void flatten(NodeReader node, GraphBuilder graph) {
    Activation x = graph.activation(node, 0);
    node.allow("axis");
    long axis = node.integer("axis", 1);
    axis = axis < 0 ? axis + x.rank() : axis;
    if (axis < 0 || axis > x.rank()) {
      throw node.refuse("axis " + axis + " is none of " + x.shape());
    }
    long[] sizes = graph.sizes(x);
    long rows = LongStream.of(sizes).limit(axis).reduce(1, (a, b) -> a * b);
    new Reshapes(graph).to(node, x, rows, BroadcastShapes.elements(sizes) / rows);
  }

  static void reshape(NodeReader node, GraphBuilder graph) {
    Activation x = graph.activation(node, 0);
    node.allow("shape", "allowzero");
    long[] given = graph.constants().integers(node, 1, "shape");
    new Reshapes(graph).to(node, x, AxisNumbers.resolved(node, given, graph.sizes(x)));
  }

  static void squeeze(NodeReader node, GraphBuilder graph) {
    Activation x = graph.activation(node, 0);
    node.allow("axes");
    long[] axes = axes(node, graph, x.rank());
    long[] sizes = graph.sizes(x);
    if (axes.length == 0) {
      // an axis that grows with the images is not of length 1
      int images = graph.takesOne() ? -1 : x.images();
      axes =
          LongStream.range(0, x.rank()).filter(i -> sizes[(int) i] == 1 && i != images).toArray();
    }
    for (long axis : axes) {
      if (sizes[(int) axis] != 1) {
        throw node.refuse("axis " + axis + " of " + x.shape() + " is not 1");
      }
      if (axis == x.images() && !graph.takesOne()) {
        throw node.refuse("axis " + axis + " of " + x.shape() + " is that of the images");
      }
    }
    new Reshapes(graph).drop(node, x, Arrays.stream(axes).mapToInt(Math::toIntExact).toArray());
  }

  private static long[] axes(NodeReader node, GraphBuilder graph, int rank) {
    return AxisNumbers.axes(node, rank, graph.constants().integers(node, 1, "axes"));
  }

  static void unsqueeze(NodeReader node, GraphBuilder graph) {
    Activation x = graph.activation(node, 0);
    node.allow("axes");
    int rank = x.rank() + graph.constants().integers(node, 1, "axes").length;
    long[] axes = axes(node, graph, rank);
    int[] places = IntStream.range(0, rank).filter(i -> Arrays.binarySearch(axes, i) < 0).toArray();
    long[] sizes = new long[rank];
    Arrays.fill(sizes, 1);
    for (int i = 0; i < places.length; i++) {
      sizes[places[i]] = x.size(i);
    }
    AxisLayout layout = x.layout();
    int images = layout.images() < 0 ? -1 : places[layout.images()];
    int left = layout.left() < 0 ? (int) axes[0] : places[layout.left()];
    AxisLayout more = new AxisLayout(left, images, layout.outer());
    new Reshapes(graph).as(node, x, new Shape(sizes), more);
  }
}
