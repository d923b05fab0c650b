package org.segmentattribution.segmentation.onnx.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.runtime.Tokenizer;
import org.segmentattribution.segmentation.onnx.ground.FolderPicture;
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

  private static final List<String> SIZES = List.of("original_height", "original_width");

  /** Words in names of inputs that are not the mask of a text, though they look like one. */
  private static final Pattern OTHER =
      Pattern.compile("box|point|label|valid|pad|memory|reference", Pattern.CASE_INSENSITIVE);

  private final OnnxGraph images;
  private final OnnxGraph texts;
  private final OnnxGraph detector;
  private final PortLinks links;
  private final Tokenizer tokenizer;
  private final FolderPicture picture;
  private final String maskInput;
  private final Sam3Values values;
  private final Map<String, Encoded> encoded = new ConcurrentHashMap<>();

  /** A text's tokens and what the text encoder makes of them; equal for all images. */
  private record Encoded(Tokenizer.Texts tokens, Map<String, Tensor> made) {}

  /**
   * Combines three graphs.
   *
   * @throws WrongInput in one line that names the detector, where nothing is known for an input
   */
  public Sam3(OnnxGraph images, OnnxGraph texts, OnnxGraph detector, ModelFolder folder) {
    this.images = images;
    this.texts = texts;
    this.detector = detector;
    Set<String> own = new HashSet<>(NoBoxes.names());
    own.addAll(SIZES);
    links = PortLinks.of(List.of(images, texts), detector, own, usual(texts));
    tokenizer = folder.tokenizer();
    maskInput = maskInput(own);
    values = Sam3Values.of(detector, folder);
    Sam3Scores.check(detector);
    picture = new FolderPicture(images, folder, SIDE, ImageFeed.Normalisation.HALVES);
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

  /** Returns the input for the text's mask, where the text encoder makes none; null if not. */
  private String maskInput(Set<String> own) {
    List<String> open = new ArrayList<>(detector.inputs().keySet());
    open.removeAll(links.sources().keySet());
    open.removeAll(own);
    if (open.isEmpty()) {
      return null;
    }
    OnnxGraph.Port port = detector.inputs().get(open.get(0));
    boolean mask = open.size() == 1 && !port.real() && port.rank() == 2;
    long length = length();
    if (!mask
        || OTHER.matcher(open.get(0)).find()
        || port.shape()[1] > 0 && length > 0 && port.shape()[1] != length) {
      throw WrongInput.of(
          "%s: nothing is known for its inputs %s: they are no features of %s or %s, and no boxes;"
              + " a file %s beside it says which output each one is, if they are",
          detector.file(),
          open,
          images.file().getFileName(),
          texts.file().getFileName(),
          ModelFolder.DECLARATION);
    }
    return open.get(0);
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
    Map<String, Tensor> features = images.run(picture.inputs(images, image));
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

  private long length() {
    return texts.inputs().get(tokensInput()).shape()[1];
  }

  private Tokenizer.Texts tokens(String text) {
    long length = length();
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
    if (maskInput != null) {
      inputs.put(maskInput, text.tokens.mask());
    }
    NoBoxes.put(detector, inputs);
    inputs.put("original_height", Tensor.of(new long[] {image.height()}, size("original_height")));
    inputs.put("original_width", Tensor.of(new long[] {image.width()}, size("original_width")));
    links.put(List.of(features, text.made), inputs);
    return Sam3Answer.of(detector.run(inputs), values).instances(image, wanted.threshold(), number);
  }

  /** Returns the shape of an input with one value: none, or one axis. */
  private long[] size(String input) {
    OnnxGraph.Port port = detector.inputs().get(input);
    return port == null || port.rank() == 0 ? new long[0] : new long[] {1};
  }
}
