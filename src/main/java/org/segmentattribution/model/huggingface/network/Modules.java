package org.segmentattribution.model.huggingface.network;

import java.util.List;

/** PyTorch's modules as nodes of a graph. Names of modules are those of their tensors. */
final class Modules {
  /** PyTorch's default for batch normalisation, which all of these networks keep. */
  private static final double BATCH_EPSILON = 1e-5;

  private final ModuleGraph graph;

  Modules(ModuleGraph graph) {
    this.graph = graph;
  }

  /**
   * A convolution.
   *
   * @param sizes of the weights: out, in ÷ groups, height, width
   */
  String convolution(String name, String x, long stride, long pad, long groups, long... sizes) {
    String weight = graph.weight(name + ".weight", sizes);
    List<String> inputs =
        graph.has(name + ".bias")
            ? List.of(x, weight, graph.weight(name + ".bias", sizes[0]))
            : List.of(x, weight);
    return graph.node(
        "Conv",
        name,
        inputs,
        ModuleGraph.wholes("kernel_shape", sizes[2], sizes[3]),
        ModuleGraph.wholes("strides", stride, stride),
        ModuleGraph.wholes("pads", pad, pad, pad, pad),
        ModuleGraph.whole("group", groups));
  }

  /** A convolution whose windows lie side by side. */
  String patches(String name, String x, long channels, long out, long... patch) {
    String weight = graph.weight(name + ".weight", out, channels, patch[0], patch[1]);
    List<String> inputs =
        graph.has(name + ".bias")
            ? List.of(x, weight, graph.weight(name + ".bias", out))
            : List.of(x, weight);
    return graph.node(
        "Conv",
        name,
        inputs,
        ModuleGraph.wholes("kernel_shape", patch[0], patch[1]),
        ModuleGraph.wholes("strides", patch[0], patch[1]));
  }

  /** Batch normalisation in inference mode. */
  String batchNorm(String name, String x, long channels) {
    return graph.node(
        "BatchNormalization",
        name,
        List.of(
            x,
            graph.weight(name + ".weight", channels),
            graph.weight(name + ".bias", channels),
            graph.weight(name + ".running_mean", channels),
            graph.weight(name + ".running_var", channels)),
        ModuleGraph.real("epsilon", BATCH_EPSILON));
  }

  /** A linear layer over the last axis; without a bias where the files hold none. */
  String linear(String name, String x, long in, long out) {
    String weight = graph.weight(name + ".weight", out, in);
    String turned = graph.transpose(name + ".weight.turned", weight, 1, 0);
    String made = graph.product(name, x, turned);
    return graph.has(name + ".bias")
        ? graph.add(name + ".add", made, graph.weight(name + ".bias", out))
        : made;
  }

  /** The linear layer that makes logits of rows; its weights say how many. */
  String classes(String name, String x, long in) {
    long out = graph.sizes(name + ".weight", 2)[0];
    String weight = graph.weight(name + ".weight", out, in);
    List<String> inputs =
        graph.has(name + ".bias")
            ? List.of(x, weight, graph.weight(name + ".bias", out))
            : List.of(x, weight);
    return graph.node("Gemm", name, inputs, ModuleGraph.whole("transB", 1));
  }

  /** Layer normalisation over the last axis. */
  String layerNorm(String name, String x, long size, double epsilon) {
    return graph.node(
        "LayerNormalization",
        name,
        List.of(x, graph.weight(name + ".weight", size), graph.weight(name + ".bias", size)),
        ModuleGraph.whole("axis", -1),
        ModuleGraph.real("epsilon", epsilon));
  }

  /** Layer normalisation over the channels of N x C x H x W. */
  String channelNorm(String name, String x, long size, double epsilon) {
    String last = graph.transpose(name + ".last", x, 0, 2, 3, 1);
    return graph.transpose(name + ".first", layerNorm(name, last, size, epsilon), 0, 3, 1, 2);
  }

  /** A factor for each value of the last axis; the value itself where the files hold no factor. */
  String scaled(String name, String tensor, String x, long size) {
    return graph.has(tensor) ? graph.multiply(name, x, graph.weight(tensor, size)) : x;
  }

  /**
   * An activation by its name in transformers.
   *
   * @return null for a name that is not known
   */
  String activation(String name, String kind, String x) {
    return switch (kind) {
      case "gelu" -> graph.node("Gelu", name, List.of(x));
      case "gelu_new", "gelu_fast", "gelu_pytorch_tanh" ->
          graph.node("Gelu", name, List.of(x), ModuleGraph.text("approximate", "tanh"));
      case "relu" -> graph.node("Relu", name, List.of(x));
      case "silu", "swish" ->
          graph.multiply(name, x, graph.node("Sigmoid", name + ".sigmoid", List.of(x)));
      default -> null;
    };
  }

  /** Two linear layers with an activation between them. */
  String perceptron(String first, String second, String kind, String x, long size, long hidden) {
    String wide = linear(first, x, size, hidden);
    return linear(second, activation(first + ".activation", kind, wide), hidden, size);
  }
}
