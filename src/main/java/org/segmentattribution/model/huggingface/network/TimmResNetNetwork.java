package org.segmentattribution.model.huggingface.network;

import java.util.List;

/** timm's {@code resnet18} to {@code resnet152}, ResNeXt and wide ones: torchvision's names. */
final class TimmResNetNetwork {
  private final ModuleGraph graph;
  private final Modules modules;

  private TimmResNetNetwork(ModuleGraph graph) {
    this.graph = graph;
    this.modules = new Modules(graph);
  }

  static String build(ModuleGraph graph, NetworkConfig config) {
    return new TimmResNetNetwork(graph).build();
  }

  private String build() {
    long[] stem = graph.sizes("conv1.weight", 4);
    String x = relu("act1", unit("conv1", "bn1", ModuleGraph.INPUT, stem[1], 2));
    x = ResNetNetwork.pool(graph, "maxpool", x);
    long size = stem[0];
    for (int stage = 1; graph.has("layer" + stage + ".0.conv1.weight"); stage++) {
      for (int i = 0; graph.has("layer" + stage + "." + i + ".conv1.weight"); i++) {
        String name = "layer" + stage + "." + i + ".";
        x = residual(name, x, size, stage > 1 && i == 0 ? 2 : 1);
        size = last(name);
      }
    }
    return modules.classes("fc", graph.mean("global_pool", x, 2, 3), size);
  }

  private long last(String name) {
    String conv = graph.has(name + "conv3.weight") ? "conv3" : "conv2";
    return graph.sizes(name + conv + ".weight", 4)[0];
  }

  private String residual(String name, String x, long in, long stride) {
    boolean bottleneck = graph.has(name + "conv3.weight");
    long narrow = graph.sizes(name + "conv1.weight", 4)[0];
    String made = unit(name + "conv1", name + "bn1", x, in, bottleneck ? 1 : stride);
    made = relu(name + "act1", made);
    made = unit(name + "conv2", name + "bn2", made, narrow, bottleneck ? stride : 1);
    if (bottleneck) {
      long wide = graph.sizes(name + "conv2.weight", 4)[0];
      made = relu(name + "act2", made);
      made = unit(name + "conv3", name + "bn3", made, wide, 1);
    }
    String down = name + "downsample.";
    String past = graph.has(down + "0.weight") ? unit(down + "0", down + "1", x, in, stride) : x;
    return relu(name + "act", graph.add(name + "add", made, past));
  }

  private String relu(String name, String x) {
    return graph.node("Relu", name, List.of(x));
  }

  private String unit(String name, String norm, String x, long in, long stride) {
    long[] sizes = graph.sizes(name + ".weight", 4);
    if (in % sizes[1] != 0) {
      throw graph.refuse(name + ".weight", "does not fit " + in + " channels");
    }
    long pad = sizes[2] / 2;
    String made = modules.convolution(name, x, stride, pad, in / sizes[1], sizes);
    return modules.batchNorm(norm, made, sizes[0]);
  }
}
