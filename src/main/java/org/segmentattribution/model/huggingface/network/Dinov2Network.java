package org.segmentattribution.model.huggingface.network;

/**
 * transformers' {@code Dinov2ForImageClassification} (Oquab et al. 2024): a linear layer over the
 * class token and the mean of the patches.
 */
final class Dinov2Network {
  private static final TokenNetwork.Names NAMES =
      new TokenNetwork.Names("dinov2", "norm1", "norm2", "mlp.fc1", "mlp.fc2");

  private Dinov2Network() {}

  static String build(ModuleGraph graph, NetworkConfig config) {
    if (config.json().flag("use_swiglu_ffn", false)) {
      throw config.json().refuse("use_swiglu_ffn", "is not built from weights; export ONNX");
    }
    double ratio = config.json().number("mlp_ratio", 4);
    long hidden = (long) (config.json().size("hidden_size") * ratio);
    TokenNetwork network = new TokenNetwork(graph, config, NAMES, 1e-6, hidden);
    long size = network.size();
    String x = network.encoded(network.embedded(() -> positions(graph, network)));
    String patches =
        graph.mean("dinov2.mean", graph.slice("dinov2.patches", x, 1, 1, network.tokens(), 1), 1);
    return network.classes(
        graph.concatenate("dinov2.joined", 1, network.token(x), patches), 2 * size);
  }

  /** Positions of the class token and the patches, interpolated as transformers does it. */
  private static String positions(ModuleGraph graph, TokenNetwork network) {
    String key = network.positionKey();
    long size = network.size();
    long[] grid = network.grid();
    long found = graph.sizes(key, 3)[1];
    if (found == network.tokens() && grid[0] == grid[1]) {
      return graph.weight(key, 1, found, size);
    }
    int side = (int) Math.round(Math.sqrt(found - 1));
    if (side < 1 || (long) side * side != found - 1) {
      throw graph.refuse(key, "has " + found + " positions, which are no square and one");
    }
    if (network.tokens() * size > 1 << 27) {
      throw graph.refuse(key, "cannot be interpolated for pictures that large");
    }
    float[] values = graph.values(key, 1, found, size);
    float[] resized = PositionGrid.resized(values, side, (int) size, (int) grid[0], (int) grid[1]);
    return graph.constant(key + ".resized", resized, 1, network.tokens(), size);
  }
}
