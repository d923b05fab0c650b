package org.segmentattribution.segmentation.onnx.box;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.runtime.Tokenizer;
import org.segmentattribution.segmentation.onnx.ground.WantedSegment;

/**
 * Captions of Grounding DINO: phrases with a full stop after each. The tokens between two
 * separators ([CLS], [SEP], {@code .} and {@code ?}) see one another and the separator behind them.
 */
final class Captions {
  private static final int MOST_TOKENS = 256;

  private final OnnxGraph graph;
  private final Tokenizer tokenizer;
  private final Set<Long> separators;

  /**
   * A caption.
   *
   * @param inputs of the graph, by name, for both layouts
   * @param tokens places of each phrase's tokens, without separators
   */
  record Caption(Map<String, Tensor> inputs, List<int[]> tokens) {}

  Captions(OnnxGraph graph, Tokenizer tokenizer) {
    this.graph = graph;
    this.tokenizer = tokenizer;
    separators =
        LongStream.of(
                tokenizer.id("[CLS]"), tokenizer.id("[SEP]"), tokenizer.id("."), tokenizer.id("?"))
            .boxed()
            .collect(Collectors.toSet());
  }

  /**
   * Returns how many separators a phrase has: one at its end, and those in it. [CLS] and [SEP] do
   * not count.
   */
  int stops(WantedSegment phrase) {
    long[] own = tokenizer.encode(phrase.text());
    return (int) Arrays.stream(own, 1, own.length - 1).filter(separators::contains).count() + 1;
  }

  /**
   * Returns the caption of phrases.
   *
   * @param stops separators that it must have at least; more full stops at its end fill it up
   * @throws WrongInput where it has more tokens than the graph takes
   */
  Caption of(List<WantedSegment> wanted, int stops) {
    long stop = Math.max(0, tokenizer.id("."));
    int missing = stops;
    List<Long> all = new ArrayList<>(List.of(tokenizer.id("[CLS]")));
    List<int[]> places = new ArrayList<>();
    for (WantedSegment phrase : wanted) {
      long[] own = tokenizer.encode(phrase.text());
      List<Integer> kept = new ArrayList<>();
      for (int k = 1; k < own.length - 1; k++) {
        if (!separators.contains(own[k])) {
          kept.add(all.size());
        }
        all.add(own[k]);
      }
      places.add(kept.stream().mapToInt(Integer::intValue).toArray());
      all.add(stop);
      missing -= own.length - 2 - kept.size() + 1;
    }
    for (; missing > 0; missing--) {
      all.add(stop);
    }
    all.add(tokenizer.id("[SEP]"));
    long limit = length() > 0 ? length() : MOST_TOKENS;
    if (all.size() > limit) {
      throw new WrongInput(
          "the segments have "
              + all.size()
              + " tokens, but "
              + graph.file()
              + " takes "
              + limit
              + "; ask for fewer");
    }
    return new Caption(inputs(all), places);
  }

  private long length() {
    return graph.inputs().get("input_ids").shape()[1];
  }

  private Map<String, Tensor> inputs(List<Long> tokens) {
    int length = length() > 0 ? (int) length() : tokens.size();
    long[] ids = new long[length];
    long[] there = new long[length];
    long[] positions = new long[length];
    long[] sees = new long[length * length];
    int start = 0;
    for (int i = 0; i < tokens.size(); i++) {
      ids[i] = tokens.get(i);
      there[i] = 1;
      positions[i] = i - start;
      if (separators.contains(ids[i])) {
        for (int a = start; a <= i; a++) {
          Arrays.fill(sees, a * length + start, a * length + i + 1, 1);
        }
        start = i + 1;
      }
    }
    for (int i = tokens.size(); i < length; i++) {
      sees[i * length + i] = 1;
    }
    Map<String, Tensor> inputs = new HashMap<>();
    inputs.put("input_ids", Tensor.of(ids, 1, length));
    inputs.put("attention_mask", Tensor.of(there, 1, length));
    inputs.put("token_type_ids", Tensor.full(0, 1, length));
    inputs.put("position_ids", Tensor.of(positions, 1, length));
    inputs.put("text_token_mask", Tensor.of(sees, 1, length, length));
    return inputs;
  }
}
