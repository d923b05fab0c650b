package org.segmentattribution.model.huggingface.network;

/** transformers' {@code ConvNextForImageClassification} (Liu et al. 2022). */
final class ConvNextNetwork {
  /** Fixed in transformers but for the last normalisation. */
  private static final double EPSILON = 1e-6;

  private static final long KERNEL = 7;

  private ConvNextNetwork() {}

  static String build(ModuleGraph graph, NetworkConfig config) {
    Modules modules = new Modules(graph);
    long[] sizes = config.sizes("hidden_sizes", "depths");
    long[] depths = config.json().sizes("depths");
    String kind = config.activation("gelu");
    String embeddings = "convnext.embeddings.";
    long[] patch = config.sides("patch_size");
    String x =
        modules.patches(
            embeddings + "patch_embeddings", ModuleGraph.INPUT, config.channels(), sizes[0], patch);
    x = modules.channelNorm(embeddings + "layernorm", x, sizes[0], EPSILON);
    for (int stage = 0; stage < sizes.length; stage++) {
      String name = "convnext.encoder.stages." + stage + ".";
      if (stage > 0) {
        String down = name + "downsampling_layer.";
        x = modules.channelNorm(down + "0", x, sizes[stage - 1], EPSILON);
        x = modules.patches(down + "1", x, sizes[stage - 1], sizes[stage], 2, 2);
      }
      for (int i = 0; i < depths[stage]; i++) {
        String layer = name + "layers." + i + ".";
        Names names =
            new Names(
                layer + "dwconv",
                layer + "layernorm",
                layer + "pwconv1",
                layer + "pwconv2",
                layer + "layer_scale_parameter");
        x = block(graph, names, kind, x, sizes[stage]);
      }
    }
    long size = sizes[sizes.length - 1];
    String pooled = graph.mean("convnext.mean", x, 2, 3);
    double epsilon = config.json().number("layer_norm_eps", 1e-12);
    return modules.classes(
        "classifier", modules.layerNorm("convnext.layernorm", pooled, size, epsilon), size);
  }

  /** Names of the parts of a block. */
  record Names(String convolution, String norm, String first, String second, String scale) {}

  /** A residual block of N x C x H x W. */
  static String block(ModuleGraph graph, Names names, String kind, String x, long size) {
    Modules modules = new Modules(graph);
    String name = names.convolution();
    String made = modules.convolution(name, x, 1, KERNEL / 2, size, size, 1, KERNEL, KERNEL);
    made = graph.transpose(name + ".last", made, 0, 2, 3, 1);
    made = modules.layerNorm(names.norm(), made, size, EPSILON);
    made = modules.perceptron(names.first(), names.second(), kind, made, size, 4 * size);
    made = modules.scaled(names.scale() + ".scaled", names.scale(), made, size);
    made = graph.transpose(name + ".first", made, 0, 3, 1, 2);
    return graph.add(name + ".residual", x, made);
  }
}
