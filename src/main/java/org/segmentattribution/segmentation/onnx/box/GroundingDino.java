package org.segmentattribution.segmentation.onnx.box;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.runtime.Tokenizer;
import org.segmentattribution.segmentation.onnx.ground.Box;
import org.segmentattribution.segmentation.onnx.ground.ImageFeed;
import org.segmentattribution.segmentation.onnx.ground.ModelFolder;
import org.segmentattribution.segmentation.onnx.ground.Scores;
import org.segmentattribution.segmentation.onnx.ground.WantedSegment;

/**
 * Grounding DINO (Liu et al. 2023): finds boxes for the phrases of a caption. The export of the
 * original code takes all phrases at once; the hub's best known export was traced with one phrase
 * and is wrong with several, so it is asked phrase by phrase.
 */
public final class GroundingDino implements BoxModel {
  private static final int SIDE = 800;
  private static final int TOKENS = 256;

  private final OnnxGraph graph;
  private final Tokenizer tokenizer;
  private final ImageFeed feed;
  private final boolean original;

  /** A caption's tokens, and the place of each phrase among them. */
  private record Caption(List<Long> tokens, List<int[]> spans) {}

  public GroundingDino(OnnxGraph graph, ModelFolder folder) {
    this.graph = graph;
    tokenizer = folder.tokenizer();
    original = graph.takes("text_token_mask");
    feed =
        ImageFeed.of(
            graph,
            graph.onlyImage(),
            SIDE,
            ImageFeed.Normalisation.IMAGENET,
            folder.json("preprocessor_config.json"));
  }

  @Override
  public double threshold() {
    return 0.3;
  }

  @Override
  public void check(List<WantedSegment> wanted) {
    caption(wanted);
  }

  @Override
  public List<Box> boxes(RgbImage image, List<WantedSegment> wanted) throws IOException {
    Tensor pixels = feed.stretched(image);
    if (original) {
      return boxes(image, pixels, wanted);
    }
    List<Box> all = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      for (Box box : boxes(image, pixels, wanted.subList(i, i + 1))) {
        all.add(box.of(i));
      }
    }
    return all;
  }

  private List<Box> boxes(RgbImage image, Tensor pixels, List<WantedSegment> wanted)
      throws IOException {
    Caption caption = caption(wanted);
    Map<String, Tensor> inputs = tokens(caption);
    inputs.put(feed.input(), pixels);
    inputs.put("pixel_mask", graph.ones("pixel_mask", 1, pixels.size(-2), pixels.size(-1)));
    Map<String, Tensor> made = graph.run(inputs);
    Tensor logits = made.get("logits");
    float[] boxes = made.get(original ? "boxes" : "pred_boxes").floats();
    return new QueryBoxes(logits.size(1), boxes)
        .best((query, text) -> score(logits, query, caption.spans.get(text)), wanted, image);
  }

  private static double score(Tensor logits, int query, int[] span) {
    float most = Float.NEGATIVE_INFINITY;
    for (int token = span[0]; token < Math.min(span[1], logits.size(2)); token++) {
      most = Math.max(most, logits.floats()[query * logits.size(2) + token]);
    }
    return Scores.sigmoid(most);
  }

  /** Makes a caption of phrases in lower case with a full stop after each. */
  private Caption caption(List<WantedSegment> wanted) {
    long stop = Math.max(0, tokenizer.id("."));
    List<Long> tokens = new ArrayList<>(List.of(tokenizer.id("[CLS]")));
    List<int[]> spans = new ArrayList<>();
    for (WantedSegment phrase : wanted) {
      long[] own = tokenizer.encode(phrase.text());
      int from = tokens.size();
      for (int k = 1; k < own.length - 1; k++) {
        tokens.add(own[k]);
      }
      spans.add(new int[] {from, tokens.size()});
      tokens.add(stop);
    }
    tokens.add(tokenizer.id("[SEP]"));
    long fixed = graph.inputs().get("input_ids").shape()[1];
    long limit = fixed > 0 ? fixed : TOKENS;
    if (tokens.size() > limit) {
      throw new WrongInput(
          "the segments have "
              + tokens.size()
              + " tokens, but "
              + graph.file()
              + " takes "
              + limit);
    }
    return new Caption(tokens, spans);
  }

  private Map<String, Tensor> tokens(Caption caption) {
    long fixed = graph.inputs().get("input_ids").shape()[1];
    int length = fixed > 0 ? (int) fixed : caption.tokens.size();
    long[] ids = new long[length];
    long[] there = new long[length];
    long[] positions = new long[length];
    long[] sees = new long[length * length];
    int start = 0;
    int blocks = 0;
    for (int i = 0; i < caption.tokens.size(); i++) {
      ids[i] = caption.tokens.get(i);
      there[i] = 1;
      boolean ends =
          i == 0
              || i == caption.tokens.size() - 1
              || blocks < caption.spans.size() && caption.spans.get(blocks)[1] == i;
      positions[i] = i - start;
      if (ends) {
        for (int a = start; a <= i; a++) {
          Arrays.fill(sees, a * length + start, a * length + i + 1, 1);
        }
        blocks += i == 0 ? 0 : 1;
        start = i + 1;
      }
    }
    for (int i = caption.tokens.size(); i < length; i++) {
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
