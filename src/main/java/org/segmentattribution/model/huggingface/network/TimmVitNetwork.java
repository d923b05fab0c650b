package org.segmentattribution.model.huggingface.network;

import org.segmentattribution.model.huggingface.file.FolderJson;

/** timm's {@code vit_*} and {@code deit_*} with a class token or the mean of the patches. */
final class TimmVitNetwork {
  private static final double EPSILON = 1e-6;

  /** Features of a head in these networks, where timm's file does not say the number of heads. */
  private static final long HEAD = 64;

  private TimmVitNetwork() {}

  static String build(ModuleGraph graph, NetworkConfig config) {
    Modules modules = new Modules(graph);
    long[] projection = graph.sizes("patch_embed.proj.weight", 4);
    long size = projection[0];
    long[] patch = {projection[2], projection[3]};
    long[] grid = config.grid("pretrained_cfg", patch);
    FolderJson given = config.json().inner("model_args");
    long heads = given == null ? size / HEAD : given.size("num_heads", Math.max(1, size / HEAD));
    config.heads("architecture", heads, size);
    boolean token = graph.has("cls_token");
    long patches = grid[0] * grid[1];
    long tokens = patches + (token ? 1 : 0);
    long positions = graph.sizes("pos_embed", 3)[1];
    if (positions != patches && positions != tokens) {
      throw graph.refuse(
          "pos_embed",
          "has "
              + positions
              + " positions, but pictures of "
              + config.height()
              + "x"
              + config.width()
              + " have "
              + patches
              + " patches; positions are not interpolated: export ONNX for that size");
    }
    String learned = graph.weight("pos_embed", 1, positions, size);
    PatchTokens cut = new PatchTokens(graph, projection[1], size, grid);
    String x = cut.of("patch_embed.proj", null, patch);
    // some networks give the class token no position
    boolean early = positions == patches;
    x = early ? graph.add("pos_embed.add", x, learned) : x;
    if (token) {
      x = graph.concatenate("cls_token.joined", 1, graph.weight("cls_token", 1, 1, size), x);
    }
    x = early ? x : graph.add("pos_embed.add", x, learned);
    Attention attention = new Attention(graph, 0, tokens, size, heads);
    for (int i = 0; graph.has("blocks." + i + ".norm1.weight"); i++) {
      x = block(graph, "blocks." + i + ".", x, attention);
    }
    if (graph.has("norm.weight")) {
      x = modules.layerNorm("norm", x, size, EPSILON);
    }
    String pool = config.json().text("global_pool", token ? "token" : "avg");
    if (!pool.equals("avg") && !(token && pool.equals("token"))) {
      throw config.json().refuse("global_pool", "'" + pool + "' is not known here");
    }
    x =
        pool.equals("token")
            ? PatchTokens.first(graph, "token", x, size)
            : graph.mean("pool", token ? graph.slice("patches", x, 1, 1, tokens, 1) : x, 1);
    if (graph.has("fc_norm.weight")) {
      x = modules.layerNorm("fc_norm", x, size, EPSILON);
    }
    return modules.classes("head", x, size);
  }

  private static String block(ModuleGraph graph, String name, String x, Attention attention) {
    Modules modules = new Modules(graph);
    long size = attention.size();
    String normed = modules.layerNorm(name + "norm1", x, size, EPSILON);
    String context = attention.fused(name + "attn", name + "attn.qkv", normed);
    String attended = modules.linear(name + "attn.proj", context, size, size);
    attended = modules.scaled(name + "ls1", name + "ls1.gamma", attended, size);
    String middle = graph.add(name + "attn.residual", x, attended);
    normed = modules.layerNorm(name + "norm2", middle, size, EPSILON);
    long hidden = graph.sizes(name + "mlp.fc1.weight", 2)[0];
    String made =
        modules.perceptron(name + "mlp.fc1", name + "mlp.fc2", "gelu", normed, size, hidden);
    made = modules.scaled(name + "ls2", name + "ls2.gamma", made, size);
    return graph.add(name + "residual", middle, made);
  }
}
