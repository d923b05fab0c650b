package org.segmentattribution.model.huggingface.network;

import java.util.function.Supplier;

/**
 * What transformers' networks of one row of tokens share: patches behind a class token, then blocks
 * of attention and perceptron.
 */
final class TokenNetwork {
  private final ModuleGraph graph;
  private final NetworkConfig config;
  private final Modules modules;
  private final Names names;
  private final double epsilon;
  private final long hidden;
  private final String kind;
  private final long size;
  private final long heads;
  private final long[] patch;
  private final long[] grid;

  /**
   * Names of modules.
   *
   * @param network in front of all names
   * @param before normalisation before attention
   * @param after normalisation after it
   * @param wide first layer of the perceptron
   * @param narrow its second layer
   */
  record Names(String network, String before, String after, String wide, String narrow) {}

  /**
   * Reads the sizes.
   *
   * @param epsilon of normalisations where {@code config.json} has none
   * @param hidden values between the layers of a perceptron
   */
  TokenNetwork(ModuleGraph graph, NetworkConfig config, Names names, double epsilon, long hidden) {
    this.graph = graph;
    this.config = config;
    this.names = names;
    this.hidden = hidden;
    modules = new Modules(graph);
    this.epsilon = config.json().number("layer_norm_eps", epsilon);
    size = config.json().size("hidden_size");
    heads = config.heads("num_attention_heads", config.json().size("num_attention_heads"), size);
    kind = config.activation("gelu");
    patch = config.sides("patch_size");
    grid = config.grid("patch_size", patch);
  }

  /** Features of a token. */
  long size() {
    return size;
  }

  /** Rows and columns of patches. */
  long[] grid() {
    return grid;
  }

  /** Number of tokens: the patches and the class token. */
  long tokens() {
    return grid[0] * grid[1] + 1;
  }

  /** Key of the positions. */
  String positionKey() {
    return names.network() + ".embeddings.position_embeddings";
  }

  /** Class token and patches with their positions, N x T x C; the positions are read after them. */
  String embedded(Supplier<String> positions) {
    String embeddings = names.network() + ".embeddings.";
    String x =
        new PatchTokens(graph, config.channels(), size, grid)
            .of(embeddings + "patch_embeddings.projection", embeddings + "cls_token", patch);
    return graph.add(embeddings + "add", x, positions.get());
  }

  /** All blocks and the last normalisation. */
  String encoded(String x) {
    Attention attention = new Attention(graph, 0, tokens(), size, heads);
    String made = x;
    for (int i = 0; i < config.json().size("num_hidden_layers"); i++) {
      made = block(names.network() + ".encoder.layer." + i + ".", made, attention);
    }
    return modules.layerNorm(names.network() + ".layernorm", made, size, epsilon);
  }

  private String block(String layer, String x, Attention attention) {
    String own = layer + "attention.attention.";
    String normed = modules.layerNorm(layer + names.before(), x, size, epsilon);
    String context =
        attention.separate(
            layer + "attention", own + "query", own + "key", own + "value", normed, null);
    String attended = modules.linear(layer + "attention.output.dense", context, size, size);
    String middle = graph.add(layer + "attention.residual", scaled(layer, 1, attended), x);
    normed = modules.layerNorm(layer + names.after(), middle, size, epsilon);
    String made =
        modules.perceptron(
            layer + names.wide(), layer + names.narrow(), kind, normed, size, hidden);
    return graph.add(layer + "residual", scaled(layer, 2, made), middle);
  }

  /** A learned factor for each feature, where the network has one. */
  private String scaled(String layer, int number, String x) {
    String name = layer + "layer_scale" + number;
    return modules.scaled(name, name + ".lambda1", x, size);
  }

  /** The class token N x C. */
  String token(String x) {
    return PatchTokens.first(graph, names.network() + ".token", x, size);
  }

  /** The logits of rows of some features. */
  String classes(String x, long features) {
    return modules.classes("classifier", x, features);
  }
}
