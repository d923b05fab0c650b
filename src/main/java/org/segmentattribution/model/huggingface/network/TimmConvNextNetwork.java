package org.segmentattribution.model.huggingface.network;

/** timm's {@code convnext_tiny} to {@code convnext_xlarge}. */
final class TimmConvNextNetwork {
  private static final double EPSILON = 1e-6;

  private TimmConvNextNetwork() {}

  static String build(ModuleGraph graph, NetworkConfig config) {
    Modules modules = new Modules(graph);
    long[] stem = graph.sizes("stem.0.weight", 4);
    long size = stem[0];
    String x = modules.patches("stem.0", ModuleGraph.INPUT, stem[1], size, stem[2], stem[3]);
    x = modules.channelNorm("stem.1", x, size, EPSILON);
    for (int stage = 0; graph.has("stages." + stage + ".blocks.0.norm.weight"); stage++) {
      String name = "stages." + stage + ".";
      String down = name + "downsample.";
      if (graph.has(down + "1.weight")) {
        long[] kernel = graph.sizes(down + "1.weight", 4);
        x = modules.channelNorm(down + "0", x, size, EPSILON);
        x = modules.patches(down + "1", x, size, kernel[0], kernel[2], kernel[3]);
        size = kernel[0];
      }
      for (int i = 0; graph.has(name + "blocks." + i + ".norm.weight"); i++) {
        String block = name + "blocks." + i + ".";
        ConvNextNetwork.Names names =
            new ConvNextNetwork.Names(
                block + "conv_dw",
                block + "norm",
                block + "mlp.fc1",
                block + "mlp.fc2",
                block + "gamma");
        x = ConvNextNetwork.block(graph, names, "gelu", x, size);
      }
    }
    String pooled = graph.mean("head.global_pool", x, 2, 3);
    return modules.classes("head.fc", modules.layerNorm("head.norm", pooled, size, EPSILON), size);
  }
}
