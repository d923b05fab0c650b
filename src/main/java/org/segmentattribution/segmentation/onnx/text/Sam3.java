package org.segmentattribution.segmentation.onnx.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.runtime.Tokenizer;
import org.segmentattribution.segmentation.onnx.ground.ImageFeed;
import org.segmentattribution.segmentation.onnx.ground.Instance;
import org.segmentattribution.segmentation.onnx.ground.ModelFolder;
import org.segmentattribution.segmentation.onnx.ground.OnnxModel;
import org.segmentattribution.segmentation.onnx.ground.PortLinks;
import org.segmentattribution.segmentation.onnx.ground.WantedSegment;

/**
 * SAM 3 with text, exported as three graphs: encodes each text once, each image once, and looks for
 * each text in the image. Exports differ in names, in the padding of texts, and in whether the
 * detector gives scores or logits. Many detectors take several texts at once; on one thread that is
 * no faster and needs memory for each text (docs/segments.md), so each text has its own pass.
 */
public final class Sam3 implements OnnxModel {
  private static final int SIDE = 1008;
  private static final int TOKENS = 32;

  /** Inputs of a detector that say "no box", and the picture's size. */
  private static final Set<String> OWN =
      Set.of(
          "original_height",
          "original_width",
          "box_coords",
          "box_labels",
          "box_masks",
          "input_boxes",
          "input_boxes_labels");

  private final OnnxGraph images;
  private final OnnxGraph texts;
  private final OnnxGraph detector;
  private final PortLinks links;
  private final Tokenizer tokenizer;
  private final ImageFeed feed;
  private final Map<String, Encoded> encoded = new ConcurrentHashMap<>();

  /** A text's tokens and what the text encoder makes of them; equal for all images. */
  private record Encoded(Tokenizer.Texts tokens, Map<String, Tensor> made) {}

  /** Combines three graphs. */
  public Sam3(OnnxGraph images, OnnxGraph texts, OnnxGraph detector, ModelFolder folder) {
    this.images = images;
    this.texts = texts;
    this.detector = detector;
    links = PortLinks.of(List.of(images, texts), detector, OWN, usual(texts));
    tokenizer = folder.tokenizer();
    feed =
        ImageFeed.of(
            images,
            images.onlyImage(),
            SIDE,
            ImageFeed.Normalisation.HALVES,
            folder.declaredFeed());
  }

  /** Returns what the text encoder of the tracker's export makes, by position. */
  private static Map<String, PortLinks.Source> usual(OnnxGraph texts) {
    List<String> made = List.copyOf(texts.outputs().keySet());
    List<String> language = List.of("language_mask", "language_features", "language_embeds");
    Map<String, PortLinks.Source> usual = new HashMap<>();
    for (int i = 0; i < 3 && made.size() == 3; i++) {
      usual.put(language.get(i), new PortLinks.Source(1, made.get(i)));
    }
    return usual;
  }

  @Override
  public double threshold() {
    return 0.5;
  }

  @Override
  public void check(List<WantedSegment> wanted) {
    wanted.forEach(text -> tokens(text.text()));
  }

  @Override
  public List<Instance> find(RgbImage image, List<WantedSegment> wanted) throws IOException {
    Map<String, Tensor> features = images.run(Map.of(feed.input(), feed.stretched(image)));
    List<Instance> found = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      found.addAll(detected(image, features, wanted.get(i), i));
    }
    return found;
  }

  /** Returns the input that takes the tokens: the first, where it has no usual name. */
  private String tokensInput() {
    for (String name : List.of("input_ids", "tokens")) {
      if (texts.takes(name)) {
        return name;
      }
    }
    return texts.inputs().keySet().iterator().next();
  }

  private Tokenizer.Texts tokens(String text) {
    long length = texts.inputs().get(tokensInput()).shape()[1];
    // a graph without a mask tells padding by its zeros
    long padding = texts.inputs().size() > 1 ? Math.max(0, tokenizer.id("<|endoftext|>")) : 0;
    return tokenizer.encode(List.of(text), length > 0 ? length : TOKENS, TOKENS, padding);
  }

  private Encoded encoded(String text) throws IOException {
    Encoded known = encoded.get(text);
    if (known == null) {
      Tokenizer.Texts tokens = tokens(text);
      Map<String, Tensor> inputs = new HashMap<>();
      texts.inputs().keySet().forEach(name -> inputs.put(name, tokens.mask()));
      inputs.put(tokensInput(), tokens.ids());
      known = new Encoded(tokens, texts.run(inputs));
      encoded.put(text, known);
    }
    return known;
  }

  private List<Instance> detected(
      RgbImage image, Map<String, Tensor> features, WantedSegment wanted, int number)
      throws IOException {
    Encoded text = encoded(wanted.text());
    Map<String, Tensor> inputs = new HashMap<>();
    Set<String> open = new HashSet<>(detector.inputs().keySet());
    open.removeAll(links.sources().keySet());
    for (String name : open) {
      OnnxGraph.Port port = detector.inputs().get(name);
      // the one that is left is the text's mask, where the text encoder makes none
      if (!port.real() && port.rank() == 2) {
        inputs.put(name, text.tokens.mask());
      }
    }
    noBoxes(inputs);
    inputs.put("original_height", Tensor.of(new long[] {image.height()}, size("original_height")));
    inputs.put("original_width", Tensor.of(new long[] {image.width()}, size("original_width")));
    links.put(List.of(features, text.made), inputs);
    return Sam3Answer.of(detector.file(), detector.run(inputs))
        .instances(image, wanted.threshold(), number);
  }

  /** Returns the shape of an input with one value: none, or one axis. */
  private long[] size(String input) {
    OnnxGraph.Port port = detector.inputs().get(input);
    return port == null || port.rank() == 0 ? new long[0] : new long[] {1};
  }

  /** Fills the inputs of boxes, all of which are masked or labelled as none. */
  private void noBoxes(Map<String, Tensor> inputs) {
    Tensor box = detector.ones("box_coords", 1, 1, 4);
    inputs.put("box_coords", Tensor.of(new float[box.integers().length], box.shape()));
    inputs.put("box_labels", detector.ones("box_labels", 1, 1));
    inputs.put("box_masks", detector.ones("box_masks", 1, 1));
    Tensor boxes = detector.ones("input_boxes", 1, 1, 4);
    inputs.put("input_boxes", Tensor.of(new float[boxes.integers().length], boxes.shape()));
    Tensor labels = detector.ones("input_boxes_labels", 1, 1);
    inputs.put("input_boxes_labels", Tensor.full(-10, labels.shape()));
  }
}
