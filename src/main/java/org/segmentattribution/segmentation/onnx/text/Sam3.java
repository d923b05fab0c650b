package org.segmentattribution.segmentation.onnx.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.runtime.Tokenizer;
import org.segmentattribution.segmentation.onnx.ground.ImageFeed;
import org.segmentattribution.segmentation.onnx.ground.Instance;
import org.segmentattribution.segmentation.onnx.ground.ModelFolder;
import org.segmentattribution.segmentation.onnx.ground.OnnxModel;
import org.segmentattribution.segmentation.onnx.ground.PlaneResize;
import org.segmentattribution.segmentation.onnx.ground.Scores;
import org.segmentattribution.segmentation.onnx.ground.WantedSegment;

/**
 * SAM 3 with text, exported as three graphs: encodes the image once, then encodes each text and
 * looks for it. There are two exports, with different names and paddings.
 */
public final class Sam3 implements OnnxModel {
  private static final int SIDE = 1008;
  private static final int TOKENS = 32;

  private final OnnxGraph images;
  private final OnnxGraph texts;
  private final OnnxGraph decoder;
  private final boolean tracker;
  private final Tokenizer tokenizer;
  private final ImageFeed feed;

  /**
   * Combines three graphs.
   *
   * @param tracker whether the text encoder takes {@code tokens}, as the export for the tracker
   *     does
   */
  public Sam3(
      OnnxGraph images, OnnxGraph texts, OnnxGraph decoder, boolean tracker, ModelFolder folder) {
    this.images = images;
    this.texts = texts;
    this.decoder = decoder;
    this.tracker = tracker;
    tokenizer = folder.tokenizer();
    feed =
        ImageFeed.of(
            images,
            images.onlyImage(),
            SIDE,
            ImageFeed.Normalisation.HALVES,
            folder.declaredFeed());
  }

  @Override
  public List<String> classes() {
    return null;
  }

  @Override
  public double threshold() {
    return 0.5;
  }

  @Override
  public void check(List<WantedSegment> wanted) {
    wanted.forEach(text -> tokens(tracker ? "tokens" : "input_ids", text, 0));
  }

  @Override
  public List<Instance> find(RgbImage image, List<WantedSegment> wanted) throws IOException {
    Map<String, Tensor> features = images.run(Map.of(feed.input(), feed.stretched(image)));
    List<Instance> found = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      found.addAll(
          tracker
              ? tracked(image, features, wanted.get(i), i)
              : detected(image, features, wanted.get(i), i));
    }
    return found;
  }

  private Tokenizer.Texts tokens(String input, WantedSegment text, long padding) {
    long length = texts.inputs().get(input).shape()[1];
    return tokenizer.encode(List.of(text.text()), length > 0 ? length : TOKENS, TOKENS, padding);
  }

  private List<Instance> tracked(
      RgbImage image, Map<String, Tensor> features, WantedSegment wanted, int number)
      throws IOException {
    Tensor ids = tokens("tokens", wanted, 0).ids();
    List<Tensor> language = List.copyOf(texts.run(Map.of("tokens", ids)).values());
    Map<String, Tensor> inputs = new HashMap<>(features);
    inputs.put("original_height", Tensor.of(new long[] {image.height()}));
    inputs.put("original_width", Tensor.of(new long[] {image.width()}));
    inputs.put("language_mask", language.get(0));
    inputs.put("language_features", language.get(1));
    inputs.put("language_embeds", language.get(2));
    inputs.put("box_coords", Tensor.of(new float[4], 1, 1, 4));
    inputs.put("box_labels", Tensor.full(1, 1, 1));
    inputs.put("box_masks", Tensor.full(1, 1, 1));
    Map<String, Tensor> made = decoder.run(inputs);
    float[] scores = made.get("scores").reals();
    Tensor masks = made.get("masks");
    return above(image, scores, masks, 0.5f, wanted, number);
  }

  private List<Instance> detected(
      RgbImage image, Map<String, Tensor> features, WantedSegment wanted, int number)
      throws IOException {
    Tokenizer.Texts tokens =
        tokens("input_ids", wanted, Math.max(0, tokenizer.id("<|endoftext|>")));
    Map<String, Tensor> language =
        texts.run(Map.of("input_ids", tokens.ids(), "attention_mask", tokens.mask()));
    Map<String, Tensor> known = new LinkedHashMap<>(features);
    known.putAll(language);
    known.putIfAbsent("text_mask", tokens.mask());
    known.putIfAbsent("attention_mask", tokens.mask());
    // no box: some exports also take one
    known.put("input_boxes", Tensor.of(new float[4], 1, 1, 4));
    known.put("input_boxes_labels", Tensor.full(-10, 1, 1));
    Map<String, Tensor> made = decoder.run(matched(known));
    float[] logits = made.get("pred_logits").reals();
    double there = Scores.sigmoid(made.get("presence_logits").reals()[0]);
    float[] scores = new float[logits.length];
    for (int q = 0; q < scores.length; q++) {
      scores[q] = (float) (Scores.sigmoid(logits[q]) * there);
    }
    return above(image, scores, made.get("pred_masks"), 0, wanted, number);
  }

  /** Returns the detector's inputs, found by name or else by shape, each used once. */
  private Map<String, Tensor> matched(Map<String, Tensor> known) {
    Map<String, Tensor> inputs = new HashMap<>(known);
    List<Tensor> free = new ArrayList<>();
    known.forEach(
        (name, value) -> {
          if (!decoder.inputs().containsKey(name)) {
            free.add(value);
          }
        });
    decoder
        .inputs()
        .forEach(
            (name, port) -> {
              if (!inputs.containsKey(name)) {
                free.stream()
                    .filter(value -> fits(port.shape(), value.shape()))
                    .findFirst()
                    .ifPresent(
                        value -> {
                          inputs.put(name, value);
                          free.remove(value);
                        });
              }
            });
    return inputs;
  }

  private static boolean fits(long[] port, long[] shape) {
    boolean fits = port.length == shape.length;
    for (int i = 0; fits && i < port.length; i++) {
      fits = port[i] < 0 || port[i] == shape[i];
    }
    return fits;
  }

  private List<Instance> above(
      RgbImage image, float[] scores, Tensor masks, float level, WantedSegment wanted, int number)
      throws IOException {
    int height = masks.size(-2);
    int width = masks.size(-1);
    float[] planes = masks.reals();
    if (planes.length != (long) scores.length * height * width) {
      throw new IOException(
          decoder.file()
              + ": makes masks "
              + Arrays.toString(masks.shape())
              + " and "
              + scores.length
              + " scores");
    }
    PlaneResize resize = PlaneResize.of(width, height, image.width(), image.height());
    List<Instance> found = new ArrayList<>();
    for (int q = 0; q < scores.length; q++) {
      if (scores[q] > wanted.threshold()) {
        found.add(new Instance(number, scores[q], resize.above(planes, q * height * width, level)));
      }
    }
    return found;
  }
}
