package org.segmentattribution.model.huggingface.network;

/** transformers' {@code ViTForImageClassification} (Dosovitskiy et al. 2021). */
final class VitNetwork {
  private static final TokenNetwork.Names NAMES =
      new TokenNetwork.Names(
          "vit", "layernorm_before", "layernorm_after", "intermediate.dense", "output.dense");

  private VitNetwork() {}

  static String build(ModuleGraph graph, NetworkConfig config) {
    config.requireImageSize();
    long hidden = config.json().size("intermediate_size");
    TokenNetwork network = new TokenNetwork(graph, config, NAMES, 1e-12, hidden);
    long size = network.size();
    String x =
        network.encoded(
            network.embedded(() -> graph.weight(network.positionKey(), 1, network.tokens(), size)));
    return network.classes(network.token(x), size);
  }
}
