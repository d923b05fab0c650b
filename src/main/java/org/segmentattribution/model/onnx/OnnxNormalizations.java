package org.segmentattribution.model.onnx;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.segmentattribution.model.layer.Arithmetic;
import org.segmentattribution.model.layer.GlobalAveragePooling;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerNormalization;
import org.segmentattribution.model.layer.MaxPooling;
import org.segmentattribution.model.layer.Maximum;
import org.segmentattribution.model.layer.Mean;
import org.segmentattribution.model.layer.Norm;
import org.segmentattribution.model.layer.Scale;
import org.segmentattribution.model.layer.Window;

/**
 * Means, sums, extremes and norms along axes, normalisations by them, and moves to and from depth.
 */
final class OnnxNormalizations {
  private final OnnxImporter graph;
  private final OnnxAxes axes;
  private final OnnxAffine affine;

  OnnxNormalizations(OnnxImporter graph) {
    this.graph = graph;
    this.axes = new OnnxAxes(graph);
    this.affine = new OnnxAffine(graph);
  }

  /** Whether it knows the node, which is then added. */
  boolean adds(OnnxNode node) {
    switch (node.operator()) {
      case "ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceL2" -> reduce(node);
      case "LayerNormalization" -> layerNormalization(node);
      case "InstanceNormalization" -> instanceNormalization(node);
      case "GroupNormalization" -> groupNormalization(node);
      case "LpNormalization" -> lengths(node);
      case "DepthToSpace", "SpaceToDepth" -> new OnnxDepth(graph, node).add();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void reduce(OnnxNode node) {
    OnnxValue input = graph.activation(node, 0);
    int[] along =
        Arrays.stream(OnnxReduction.axes(graph, node, input.rank()))
            .mapToInt(axis -> axes.axis(node, input, axis))
            .sorted()
            .distinct()
            .toArray();
    if (along.length == 0) {
      graph.pass(node, input);
      return;
    }
    OnnxValue x = axes.with(node, input, along);
    int[] stored = IntStream.of(along).map(x.layout()::stored).toArray();
    boolean planes = x.stored().dimension() == 4 && Arrays.equals(stored, new int[] {2, 3});
    switch (node.operator()) {
      case "ReduceMean" -> mean(node, x, planes, stored);
      case "ReduceSum" -> {
        mean(node, x, planes, stored);
        scaled(node, (float) IntStream.of(along).mapToLong(x::size).reduce(1, (a, b) -> a * b));
      }
      case "ReduceMax" -> maximum(node, x, planes, stored);
      case "ReduceMin" -> {
        // min x = -max -x
        graph.pass(node, x);
        scaled(node, -1);
        maximum(node, graph.made(node), planes, stored);
        scaled(node, -1);
      }
      default -> graph.emit(node, new Norm(node.name(), stored), x);
    }
    if (node.integer("keepdims", 1) == 0) {
      OnnxShapes.drop(graph, node, graph.made(node), along);
    }
  }

  private void mean(OnnxNode node, OnnxValue x, boolean planes, int... stored) {
    Layer layer = planes ? new GlobalAveragePooling(node.name()) : new Mean(node.name(), stored);
    graph.emit(node, layer, x);
  }

  /** What the node has made so far, times a number. */
  private void scaled(OnnxNode node, float factor) {
    OnnxValue x = graph.made(node);
    long[] one = new long[x.stored().dimension()];
    Arrays.fill(one, 1);
    Layer layer =
        new Scale(
            node.name() + ".scale",
            graph.array(new float[] {factor}, one),
            graph.array(new float[1], one));
    graph.emit(node, layer, x);
  }

  private void maximum(OnnxNode node, OnnxValue x, boolean planes, int... stored) {
    if (planes) {
      Shape shape = x.stored();
      graph.emit(node, new MaxPooling(node.name(), Window.of(shape.get(2), shape.get(3))), x);
      return;
    }
    graph.pass(node, x);
    for (int axis : stored) {
      graph.then(node, new Maximum(node.name(), axis));
    }
  }

  private void layerNormalization(OnnxNode node) {
    node.allow("axis", "epsilon", "stash_type");
    OnnxValue input = graph.activation(node, 0);
    OnnxTensor scale = graph.weights(node, 1, -1);
    int from = axes.axis(node, input, node.integer("axis", -1));
    boolean fits =
        from > input.images() && Arrays.equals(scale.dims(), input.shape().slice(from).getShape());
    if (!fits) {
      throw node.refuse(
          "scale " + Arrays.toString(scale.dims()) + " does not fit " + input.shape());
    }
    OnnxValue x = axes.with(node, input, IntStream.range(from, input.rank()).toArray());
    float[] shift =
        graph.given(node, 2) ? graph.weights(node, 2, -1).floats() : new float[scale.size()];
    if (shift.length != scale.size()) {
      throw node.refuse("has " + scale.size() + " scales and " + shift.length + " shifts");
    }
    graph.emit(
        node,
        new LayerNormalization(
            node.name(),
            graph.array(scale.floats(), scale.dims()),
            graph.array(shift, scale.dims()),
            node.real("epsilon", 1e-5f)),
        x);
  }

  /** Every channel by itself (Ulyanov et al. 2016), which is also how group norm is exported. */
  private void instanceNormalization(OnnxNode node) {
    node.allow("epsilon", "consumed_inputs");
    OnnxValue x = graph.activation(node, 0);
    if (x.rank() < 3) {
      throw node.refuse("takes N x C x ..., not " + x.shape());
    }
    centred(node, x, 2, node.real("epsilon", 1e-5f));
    perChannel(node, graph.made(node), node.output());
  }

  private void perChannel(OnnxNode node, OnnxValue x, String output) {
    float[] scale = graph.weights(node, 1, 1).floats();
    float[] shift = graph.weights(node, 2, 1).floats();
    if (scale.length != x.size(1) || shift.length != scale.length) {
      throw node.refuse(
          "has " + scale.length + " scales and " + shift.length + " shifts for " + x.shape());
    }
    boolean identity = true;
    for (int c = 0; c < scale.length; c++) {
      identity &= scale[c] == 1 && shift[c] == 0;
    }
    if (!identity) {
      affine.channels(node, x, scale, shift);
    } else if (!output.isEmpty()) {
      graph.pass(node, x);
    }
  }

  /** Less its mean and by its deviation over all axes from one on. */
  private void centred(OnnxNode node, OnnxValue input, int from, float epsilon) {
    int[] along = IntStream.range(from, input.rank()).toArray();
    IntStream.of(along).forEach(axis -> axes.axis(node, input, axis));
    OnnxValue x = axes.with(node, input, along);
    long[] sizes = x.shape().slice(from).getShape();
    float[] ones = new float[graph.room(node, sizes)];
    Arrays.fill(ones, 1);
    graph.emit(
        node,
        new LayerNormalization(
            node.name(),
            graph.array(ones, sizes),
            graph.array(new float[ones.length], sizes),
            epsilon),
        x);
  }

  /** Groups of channels together (Wu, He 2018); scales are each group's before operator set 21. */
  private void groupNormalization(OnnxNode node) {
    node.allow("epsilon", "num_groups", "stash_type");
    OnnxValue x = graph.activation(node, 0);
    long groups = node.integer("num_groups", 0);
    if (x.rank() < 3 || groups < 1 || x.size(1) % groups != 0) {
      throw node.refuse(groups + " groups do not fit " + x.shape());
    }
    axes.axis(node, x, 1);
    Shape grouped = new Shape(x.size(0), groups, x.size(1) / groups).addAll(x.shape().slice(2));
    boolean known = x.images() == 0;
    int left = x.imagesFirst() ? 0 : -1;
    OnnxLayout layout = new OnnxLayout(left, known ? 0 : -1, x.layout().outer());
    centred(node, axes.as(node, x, grouped, layout), 2, node.real("epsilon", 1e-5f));
    boolean byGroup = graph.weights(node, 1, 1).size() == groups && groups != x.size(1);
    if (byGroup) {
      perChannel(node, graph.made(node), "");
    }
    graph.pass(
        node,
        axes.as(
            node,
            graph.made(node),
            x.shape(),
            new OnnxLayout(left, layout.images(), layout.outer())));
    if (!byGroup) {
      perChannel(node, graph.made(node), node.output());
    }
  }

  /** Divided by its Euclidean length along an axis. */
  private void lengths(OnnxNode node) {
    node.allow("axis", "p");
    if (node.integer("p", 2) != 2) {
      throw node.refuse("p other than 2 is not supported");
    }
    OnnxValue input = graph.activation(node, 0);
    int axis = axes.axis(node, input, node.integer("axis", -1));
    OnnxValue x = axes.with(node, input, axis);
    OnnxValue length =
        graph.emit(node, "", x.layout(), new Norm(node.name(), x.layout().stored(axis)), x);
    Layer layer = new Arithmetic(node.name(), Arithmetic.Operation.DIV);
    graph.emit(node, layer, x, length);
  }
}
