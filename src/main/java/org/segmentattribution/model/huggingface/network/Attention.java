package org.segmentattribution.model.huggingface.network;

import java.util.stream.LongStream;

/**
 * Self-attention with several heads (Vaswani et al. 2017), for tokens in one row or in windows.
 *
 * @param graph where nodes are added
 * @param windows number of windows; 0 for tokens N x T x C
 * @param tokens in a row or window
 * @param size features of a token
 * @param heads into which they are cut
 */
record Attention(ModuleGraph graph, long windows, long tokens, long size, long heads) {
  /** Query, key and value from three linear layers. */
  String separate(String name, String query, String key, String value, String x, String bias) {
    Modules modules = new Modules(graph);
    return attend(
        name,
        modules.linear(query, x, size, size),
        modules.linear(key, x, size, size),
        modules.linear(value, x, size, size),
        bias);
  }

  /** Query, key and value from one linear layer, one behind the other. */
  String fused(String name, String all, String x) {
    String joined = new Modules(graph).linear(all, x, size, 3 * size);
    String[] parts = new String[3];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = graph.slice(all + "." + i, joined, -1, i * size, (i + 1) * size, 1);
    }
    return attend(name, parts[0], parts[1], parts[2], null);
  }

  /**
   * The weighted values, heads joined.
   *
   * @param bias added before the softmax; null for none
   */
  private String attend(String name, String query, String key, String value, String bias) {
    boolean rows = windows == 0;
    long[] swapped = rows ? new long[] {0, 2, 1, 3} : new long[] {0, 1, 3, 2, 4};
    long[] turned = rows ? new long[] {0, 2, 3, 1} : new long[] {0, 1, 3, 4, 2};
    String q = graph.transpose(name + ".query", cut(name + ".query.heads", query), swapped);
    String k = graph.transpose(name + ".key", cut(name + ".key.heads", key), turned);
    String v = graph.transpose(name + ".value", cut(name + ".value.heads", value), swapped);
    float[] factor = {(float) Math.pow((double) size / heads, -0.5)};
    String scores =
        graph.multiply(
            name + ".scaled",
            graph.product(name + ".scores", q, k),
            graph.constant(name + ".scale", factor));
    String biased = bias == null ? scores : graph.add(name + ".biased", scores, bias);
    String context = graph.product(name + ".context", graph.softmax(name, biased), v);
    String back = graph.transpose(name + ".back", context, swapped);
    return graph.reshape(name + ".joined", back, sizes(size));
  }

  private String cut(String name, String x) {
    return graph.reshape(name, x, sizes(heads, size / heads));
  }

  private long[] sizes(long... last) {
    LongStream first = windows == 0 ? LongStream.of(0, tokens) : LongStream.of(0, windows, tokens);
    return LongStream.concat(first, LongStream.of(last)).toArray();
  }
}
