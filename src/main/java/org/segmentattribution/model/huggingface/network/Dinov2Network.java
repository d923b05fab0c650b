package org.segmentattribution.model.huggingface.network;

/**
 * transformers' {@code Dinov2ForImageClassification} (Oquab et al. 2024): a linear layer over the
 * class token and the mean of the patches.
 */
final class Dinov2Network {
  private Dinov2Network() {}

  static String build(ModuleGraph graph, NetworkConfig config) {
    Modules modules = new Modules(graph);
    long size = config.json().size("hidden_size");
    long heads =
        config.heads("num_attention_heads", config.json().size("num_attention_heads"), size);
    double epsilon = config.json().number("layer_norm_eps", 1e-6);
    if (config.json().flag("use_swiglu_ffn", false)) {
      throw config.json().refuse("use_swiglu_ffn", "is not built from weights; export ONNX");
    }
    long hidden = (long) (size * config.json().number("mlp_ratio", 4));
    String kind = config.activation("gelu");
    long[] patch = config.sides("patch_size");
    long[] grid = config.grid("patch_size", patch);
    String embeddings = "dinov2.embeddings.";
    String x =
        new PatchTokens(graph, config.channels(), size, grid)
            .of(embeddings + "patch_embeddings.projection", embeddings + "cls_token", patch);
    String positions = embeddings + "position_embeddings";
    x = graph.add(embeddings + "add", x, positions(graph, positions, size, grid));
    long tokens = grid[0] * grid[1] + 1;
    Attention attention = new Attention(graph, 0, tokens, size, heads);
    for (int i = 0; i < config.json().size("num_hidden_layers"); i++) {
      String layer = "dinov2.encoder.layer." + i + ".";
      String own = layer + "attention.attention.";
      String normed = modules.layerNorm(layer + "norm1", x, size, epsilon);
      String context =
          attention.separate(
              layer + "attention", own + "query", own + "key", own + "value", normed, null);
      String attended = modules.linear(layer + "attention.output.dense", context, size, size);
      String first = layer + "layer_scale1";
      attended = modules.scaled(first, first + ".lambda1", attended, size);
      x = graph.add(layer + "attention.residual", attended, x);
      normed = modules.layerNorm(layer + "norm2", x, size, epsilon);
      String made =
          modules.perceptron(layer + "mlp.fc1", layer + "mlp.fc2", kind, normed, size, hidden);
      String second = layer + "layer_scale2";
      made = modules.scaled(second, second + ".lambda1", made, size);
      x = graph.add(layer + "residual", made, x);
    }
    x = modules.layerNorm("dinov2.layernorm", x, size, epsilon);
    String patches =
        graph.mean("dinov2.mean", graph.slice("dinov2.patches", x, 1, 1, tokens, 1), 1);
    String first = PatchTokens.first(graph, "dinov2.token", x, size);
    return modules.classes(
        "classifier", graph.concatenate("dinov2.joined", 1, first, patches), 2 * size);
  }

  /** Positions of the class token and the patches, interpolated as transformers does it. */
  private static String positions(ModuleGraph graph, String key, long size, long... grid) {
    long found = graph.sizes(key, 3)[1];
    if (found == grid[0] * grid[1] + 1 && grid[0] == grid[1]) {
      return graph.weight(key, 1, found, size);
    }
    int side = (int) Math.round(Math.sqrt(found - 1));
    if (side < 1 || (long) side * side != found - 1) {
      throw graph.refuse(key, "has " + found + " positions, which are no square and one");
    }
    if ((grid[0] * grid[1] + 1) * size > 1 << 27) {
      throw graph.refuse(key, "cannot be interpolated for pictures that large");
    }
    float[] values = graph.values(key, 1, found, size);
    float[] resized = PositionGrid.resized(values, side, (int) size, (int) grid[0], (int) grid[1]);
    return graph.constant(key + ".resized", resized, 1, grid[0] * grid[1] + 1, size);
  }
}
