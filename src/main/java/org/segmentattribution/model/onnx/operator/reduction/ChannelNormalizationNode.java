package org.segmentattribution.model.onnx.operator.reduction;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.segmentattribution.model.layer.LayerNormalization;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.Axes;
import org.segmentattribution.model.onnx.graph.AxisLayout;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
import org.segmentattribution.model.onnx.graph.ScaleShift;

/** InstanceNormalization and GroupNormalization: channels alone or in groups. */
final class ChannelNormalizationNode {
  private final NodeReader node;
  private final GraphBuilder graph;
  private final Axes axes;

  private ChannelNormalizationNode(NodeReader node, GraphBuilder graph) {
    this.node = node;
    this.graph = graph;
    this.axes = new Axes(graph);
  }

  /** Each channel alone (Ulyanov et al. 2016); exporters also write group norm so. */
  static void instances(NodeReader node, GraphBuilder graph) {
    node.allow("epsilon", "consumed_inputs");
    new ChannelNormalizationNode(node, graph).instances();
  }

  private void instances() {
    Activation x = graph.activation(node, 0);
    if (x.rank() < 3) {
      throw node.refuse("takes N x C x ..., not " + x.shape());
    }
    centred(x);
    perChannel(graph.made(node), node.output());
  }

  /** Groups of channels (Wu, He 2018). Before operator set 21, scales are one a group. */
  static void groups(NodeReader node, GraphBuilder graph) {
    node.allow("epsilon", "num_groups", "stash_type");
    new ChannelNormalizationNode(node, graph).groups();
  }

  private void groups() {
    Activation x = graph.activation(node, 0);
    long groups = node.integer("num_groups", 0);
    if (x.rank() < 3 || groups < 1 || x.size(1) % groups != 0) {
      throw node.refuse(groups + " groups do not fit " + x.shape());
    }
    axes.axis(node, x, 1);
    Shape grouped = new Shape(x.size(0), groups, x.size(1) / groups).addAll(x.shape().slice(2));
    boolean known = x.images() == 0;
    int left = x.imagesFirst() ? 0 : -1;
    AxisLayout layout = new AxisLayout(left, known ? 0 : -1, x.layout().outer());
    centred(axes.as(node, x, grouped, layout));
    boolean byGroup = graph.constants().weights(node, 1, 1).size() == groups && groups != x.size(1);
    if (byGroup) {
      perChannel(graph.made(node), "");
    }
    graph.pass(node, axes.as(node, graph.made(node), x.shape(), layout));
    if (!byGroup) {
      perChannel(graph.made(node), node.output());
    }
  }

  /** Takes off the mean and divides by the deviation over all axes from the third on. */
  private void centred(Activation input) {
    int from = 2;
    int[] along = IntStream.range(from, input.rank()).toArray();
    IntStream.of(along).forEach(axis -> axes.axis(node, input, axis));
    Activation x = axes.with(node, input, along);
    long[] sizes = x.shape().slice(from).getShape();
    float[] ones = new float[graph.constants().room(node, sizes)];
    Arrays.fill(ones, 1);
    graph.emit(
        node,
        new LayerNormalization(
            node.name(),
            graph.array(ones, sizes),
            graph.array(new float[ones.length], sizes),
            node.real("epsilon", 1e-5f)),
        x);
  }

  private void perChannel(Activation x, String output) {
    float[] scale = graph.constants().weights(node, 1, 1).floats();
    float[] shift = graph.constants().weights(node, 2, 1).floats();
    if (scale.length != x.size(1) || shift.length != scale.length) {
      throw node.refuse(
          "has " + scale.length + " scales and " + shift.length + " shifts for " + x.shape());
    }
    boolean identity = true;
    for (int c = 0; c < scale.length; c++) {
      identity &= scale[c] == 1 && shift[c] == 0;
    }
    if (!identity) {
      new ScaleShift(graph).channels(node, x, scale, shift);
    } else if (!output.isEmpty()) {
      graph.pass(node, x);
    }
  }
}
