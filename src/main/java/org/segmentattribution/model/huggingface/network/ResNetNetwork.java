package org.segmentattribution.model.huggingface.network;

import java.util.List;

/** transformers' {@code ResNetForImageClassification} (He et al. 2016). */
final class ResNetNetwork {
  /** Channels within a bottleneck: a quarter of those behind it. */
  private static final long REDUCTION = 4;

  private final ModuleGraph graph;
  private final Modules modules;
  private final NetworkConfig config;
  private final String kind;
  private final boolean bottleneck;

  private ResNetNetwork(ModuleGraph graph, NetworkConfig config) {
    this.graph = graph;
    this.modules = new Modules(graph);
    this.config = config;
    kind = config.activation("relu");
    String type = config.json().text("layer_type", "bottleneck");
    bottleneck = type.equals("bottleneck");
    if (!bottleneck && !type.equals("basic")) {
      throw config.json().refuse("layer_type", "'" + type + "' is neither bottleneck nor basic");
    }
  }

  static String build(ModuleGraph graph, NetworkConfig config) {
    return new ResNetNetwork(graph, config).build();
  }

  private String build() {
    long[] sizes = config.sizes("hidden_sizes", "depths");
    long[] depths = config.json().sizes("depths");
    long in = config.json().size("embedding_size", 64);
    String stem = "resnet.embedder.embedder";
    String x = unit(stem, ModuleGraph.INPUT, 2, in, config.channels(), 7);
    x = modules.activation(stem + ".activation", kind, x);
    x = pool(graph, "resnet.embedder.pooler", x);
    for (int stage = 0; stage < sizes.length; stage++) {
      boolean down = stage > 0 || config.json().flag("downsample_in_first_stage", false);
      for (int i = 0; i < depths[stage]; i++) {
        String layer = "resnet.encoder.stages." + stage + ".layers." + i + ".";
        x = residual(layer, x, in, sizes[stage], down && i == 0 ? 2 : 1);
        in = sizes[stage];
      }
    }
    return modules.classes("classifier.1", graph.mean("resnet.pooler", x, 2, 3), in);
  }

  /** Max pooling as behind every ResNet's first convolution. */
  static String pool(ModuleGraph graph, String name, String x) {
    return graph.node(
        "MaxPool",
        name,
        List.of(x),
        ModuleGraph.wholes("kernel_shape", 3, 3),
        ModuleGraph.wholes("strides", 2, 2),
        ModuleGraph.wholes("pads", 1, 1, 1, 1));
  }

  private String residual(String name, String x, long in, long out, long stride) {
    String made;
    if (bottleneck) {
      boolean early = config.json().flag("downsample_in_bottleneck", false);
      long narrow = out / REDUCTION;
      made = active(name + "layer.0", x, early ? stride : 1, narrow, in, 1);
      made = active(name + "layer.1", made, early ? 1 : stride, narrow, narrow, 3);
      made = unit(name + "layer.2", made, 1, out, narrow, 1);
    } else {
      made = unit(name + "layer.0", x, stride, out, in, 3);
      made = graph.node("Relu", name + "layer.0.activation", List.of(made));
      made = unit(name + "layer.1", made, 1, out, out, 3);
    }
    boolean shortcut = in != out || stride != 1;
    String past = shortcut ? unit(name + "shortcut", x, stride, out, in, 1) : x;
    return modules.activation(name + "activation", kind, graph.add(name + "add", made, past));
  }

  /** Within blocks transformers always takes ReLU. */
  private String active(String name, String x, long stride, long out, long in, long kernel) {
    return graph.node(
        "Relu", name + ".activation", List.of(unit(name, x, stride, out, in, kernel)));
  }

  private String unit(String name, String x, long stride, long out, long in, long kernel) {
    String made =
        modules.convolution(
            name + ".convolution", x, stride, kernel / 2, 1, out, in, kernel, kernel);
    return modules.batchNorm(name + ".normalization", made, out);
  }
}
