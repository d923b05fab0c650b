package org.segmentattribution.model.huggingface.network;

/** transformers' {@code SwinForImageClassification} (Liu et al. 2021). */
final class SwinNetwork {
  /** PyTorch's default, which transformers keeps where no epsilon is given. */
  private static final double EPSILON = 1e-5;

  private final ModuleGraph graph;
  private final Modules modules;
  private final NetworkConfig config;
  private final String kind;
  private final double epsilon;

  private SwinNetwork(ModuleGraph graph, NetworkConfig config) {
    this.graph = graph;
    this.modules = new Modules(graph);
    this.config = config;
    kind = config.activation("gelu");
    epsilon = config.json().number("layer_norm_eps", EPSILON);
  }

  static String build(ModuleGraph graph, NetworkConfig config) {
    return new SwinNetwork(graph, config).build();
  }

  private String build() {
    long[] depths = config.json().sizes("depths");
    long[] heads = config.sizes("num_heads", "depths");
    long size = config.json().size("embed_dim");
    long[] patch = config.sides("patch_size");
    long[] grid = config.grid("patch_size", patch);
    String embeddings = "swin.embeddings.";
    String x =
        new PatchTokens(graph, config.channels(), size, grid)
            .of(embeddings + "patch_embeddings.projection", null, patch);
    x = modules.layerNorm(embeddings + "norm", x, size, EPSILON);
    if (config.json().flag("use_absolute_embeddings", false)) {
      config.requireImageSize();
      String key = embeddings + "position_embeddings";
      x = graph.add(embeddings + "add", x, graph.weight(key, 1, grid[0] * grid[1], size));
    }
    for (int stage = 0; stage < depths.length; stage++) {
      String name = "swin.encoder.layers." + stage + ".";
      config.heads("num_heads", heads[stage], size);
      for (int i = 0; i < depths[stage]; i++) {
        x = block(name + "blocks." + i + ".", x, size, heads[stage], i % 2 == 1, grid);
      }
      if (stage < depths.length - 1) {
        x = merged(name + "downsample.", x, size, grid);
        size *= 2;
        grid = new long[] {grid[0] / 2, grid[1] / 2};
      }
    }
    x = modules.layerNorm("swin.layernorm", x, size, epsilon);
    return modules.classes("classifier", graph.mean("swin.pooler", x, 1), size);
  }

  private String block(String name, String x, long size, long heads, boolean odd, long... grid) {
    long window = config.json().size("window_size");
    boolean whole = Math.min(grid[0], grid[1]) <= window;
    long shift = odd && !whole ? window / 2 : 0;
    long side = whole ? Math.min(grid[0], grid[1]) : window;
    if (side != window || grid[0] % side != 0 || grid[1] % side != 0) {
      throw config
          .json()
          .refuse(
              "window_size",
              window
                  + " does not divide the grid of "
                  + grid[0]
                  + "x"
                  + grid[1]
                  + " patches of pictures of "
                  + config.height()
                  + "x"
                  + config.width()
                  + "; export ONNX for that size");
    }
    ShiftedWindows windows = new ShiftedWindows(graph, size, grid[0], grid[1], side, shift);
    String normed = modules.layerNorm(name + "layernorm_before", x, size, epsilon);
    String cut = windows.cut(name + "attention.", normed);
    String own = name + "attention.self.";
    String table = own + "relative_position_bias_table";
    Attention attention = new Attention(graph, windows.count(), side * side, size, heads);
    String context =
        attention.separate(
            name + "attention",
            own + "query",
            own + "key",
            own + "value",
            cut,
            windows.bias(table, heads));
    String attended = modules.linear(name + "attention.output.dense", context, size, size);
    x = graph.add(name + "attention.residual", x, windows.joined(name + "attention.", attended));
    normed = modules.layerNorm(name + "layernorm_after", x, size, epsilon);
    long hidden = (long) (size * config.json().number("mlp_ratio", 4));
    String made =
        modules.perceptron(
            name + "intermediate.dense", name + "output.dense", kind, normed, size, hidden);
    return graph.add(name + "residual", made, x);
  }

  /** Four neighbours become one token of twice the size. */
  private String merged(String name, String x, long size, long... grid) {
    if (grid[0] % 2 != 0 || grid[1] % 2 != 0) {
      throw config
          .json()
          .refuse(
              "patch_size",
              "a grid of "
                  + grid[0]
                  + "x"
                  + grid[1]
                  + " patches cannot be halved; export ONNX for that size");
    }
    String plane = graph.reshape(name + "plane", x, 0, grid[0], grid[1], size);
    String[] parts = new String[4];
    for (int i = 0; i < parts.length; i++) {
      String rows = graph.slice(name + "rows." + i, plane, 1, i % 2, grid[0], 2);
      parts[i] = graph.slice(name + "columns." + i, rows, 2, i / 2, grid[1], 2);
    }
    String joined = graph.concatenate(name + "joined", 3, parts);
    long tokens = grid[0] * grid[1] / 4;
    String flat = graph.reshape(name + "flat", joined, 0, tokens, 4 * size);
    String normed = modules.layerNorm(name + "norm", flat, 4 * size, EPSILON);
    return modules.linear(name + "reduction", normed, 4 * size, 2 * size);
  }
}
