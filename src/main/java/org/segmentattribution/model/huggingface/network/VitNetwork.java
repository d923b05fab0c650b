package org.segmentattribution.model.huggingface.network;

/** transformers' {@code ViTForImageClassification} (Dosovitskiy et al. 2021). */
final class VitNetwork {
  private VitNetwork() {}

  static String build(ModuleGraph graph, NetworkConfig config) {
    Modules modules = new Modules(graph);
    long size = config.json().size("hidden_size");
    long heads =
        config.heads("num_attention_heads", config.json().size("num_attention_heads"), size);
    long hidden = config.json().size("intermediate_size");
    double epsilon = config.json().number("layer_norm_eps", 1e-12);
    String kind = config.activation("gelu");
    config.requireImageSize();
    long[] patch = config.sides("patch_size");
    long[] grid = config.grid("patch_size", patch);
    long tokens = grid[0] * grid[1] + 1;
    String embeddings = "vit.embeddings.";
    String x =
        new PatchTokens(graph, config.channels(), size, grid)
            .of(embeddings + "patch_embeddings.projection", embeddings + "cls_token", patch);
    x =
        graph.add(
            embeddings + "add",
            x,
            graph.weight(embeddings + "position_embeddings", 1, tokens, size));
    Attention attention = new Attention(graph, 0, tokens, size, heads);
    for (int i = 0; i < config.json().size("num_hidden_layers"); i++) {
      String layer = "vit.encoder.layer." + i + ".";
      String own = layer + "attention.attention.";
      String normed = modules.layerNorm(layer + "layernorm_before", x, size, epsilon);
      String context =
          attention.separate(
              layer + "attention", own + "query", own + "key", own + "value", normed, null);
      String attended = modules.linear(layer + "attention.output.dense", context, size, size);
      x = graph.add(layer + "attention.residual", attended, x);
      normed = modules.layerNorm(layer + "layernorm_after", x, size, epsilon);
      String made =
          modules.perceptron(
              layer + "intermediate.dense", layer + "output.dense", kind, normed, size, hidden);
      x = graph.add(layer + "residual", made, x);
    }
    x = modules.layerNorm("vit.layernorm", x, size, epsilon);
    return modules.classes("classifier", PatchTokens.first(graph, "vit.token", x, size), size);
  }
}
