package org.segmentattribution.segmentation.onnx.ground;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.runtime.Tokenizer;

/**
 * The texts of a run as {@code input_ids} and {@code attention_mask}, encoded once: all together,
 * or as many at a time as the graph's signature fixes. Safe for several threads.
 */
public final class TextBatch {
  private final OnnxGraph graph;
  private final Tokenizer tokenizer;
  private final int most;
  private final boolean filled;
  private final long padding;
  private volatile Encoded last;

  /**
   * Texts of one pass.
   *
   * @param texts as many as the graph takes; the last may occur several times to fill up
   * @param from index of the first text
   * @param count number of texts that were asked for
   */
  public record Part(Tokenizer.Texts texts, int from, int count) {}

  private record Encoded(List<WantedSegment> wanted, List<Part> parts) {}

  /**
   * Prepares texts for a graph.
   *
   * @param most largest number of tokens of one text
   * @param filled whether texts are always as long as that
   * @param padding number of the token that fills short texts, if the file has none
   */
  public TextBatch(OnnxGraph graph, Tokenizer tokenizer, int most, boolean filled, long padding) {
    this.graph = graph;
    this.tokenizer = tokenizer;
    this.most = most;
    this.filled = filled;
    this.padding = tokenizer.padding(padding);
  }

  /** Returns how many texts the graph's signature fixes; -1 = any. */
  public long fixed() {
    return graph.inputs().get("input_ids").shape()[0];
  }

  /**
   * Returns the texts, in order.
   *
   * @throws WrongInput naming a text that is too long
   */
  public List<Part> of(List<WantedSegment> wanted) {
    Encoded known = last;
    if (known == null || known.wanted != wanted) {
      int each = fixed() > 0 ? Math.toIntExact(fixed()) : wanted.size();
      known = new Encoded(wanted, parts(all(wanted), wanted.size(), each));
      last = known;
    }
    return known.parts;
  }

  /** Returns the same texts, each alone. */
  public List<Part> singles(List<WantedSegment> wanted) {
    return parts(all(wanted), wanted.size(), 1);
  }

  private Tokenizer.Texts all(List<WantedSegment> wanted) {
    long length = graph.inputs().get("input_ids").shape()[1];
    return tokenizer.encode(
        wanted.stream().map(WantedSegment::text).toList(),
        length < 0 && filled ? most : length,
        most,
        padding);
  }

  private static List<Part> parts(Tokenizer.Texts all, int count, int each) {
    List<Part> parts = new ArrayList<>();
    for (int from = 0; from < count; from += each) {
      Tokenizer.Texts some =
          new Tokenizer.Texts(rows(all.ids(), from, each), rows(all.mask(), from, each));
      parts.add(new Part(some, from, Math.min(each, count - from)));
    }
    return List.copyOf(parts);
  }

  private static Tensor rows(Tensor matrix, int from, int count) {
    int columns = matrix.size(1);
    long[] rows = new long[count * columns];
    for (int i = 0; i < count; i++) {
      int row = Math.min(from + i, matrix.size(0) - 1);
      long[] own = Arrays.copyOfRange(matrix.integers(), row * columns, (row + 1) * columns);
      System.arraycopy(own, 0, rows, i * columns, columns);
    }
    return Tensor.of(rows, count, columns);
  }
}
