package org.segmentattribution.model.huggingface.network;

/**
 * Patches of a picture as tokens.
 *
 * @param graph where nodes are added
 * @param channels of pictures
 * @param size features of a token
 * @param grid rows and columns of patches
 */
record PatchTokens(ModuleGraph graph, long channels, long size, long... grid) {
  /**
   * The tokens N x T x C.
   *
   * @param projection name of the convolution
   * @param first tensor of the class token; null for none
   * @param patch height and width of a patch
   */
  String of(String projection, String first, long... patch) {
    String plane = new Modules(graph).patches(projection, ModuleGraph.INPUT, channels, size, patch);
    String rows = graph.reshape(projection + ".flat", plane, 0, size, grid[0] * grid[1]);
    String tokens = graph.transpose(projection + ".tokens", rows, 0, 2, 1);
    return first == null
        ? tokens
        : graph.concatenate(first + ".joined", 1, graph.weight(first, 1, 1, size), tokens);
  }

  /** The class token N x C. */
  static String first(ModuleGraph graph, String name, String x, long size) {
    return graph.reshape(name, graph.slice(name + ".first", x, 1, 0, 1, 1), 0, size);
  }
}
