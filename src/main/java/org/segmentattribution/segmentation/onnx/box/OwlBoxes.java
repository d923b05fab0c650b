package org.segmentattribution.segmentation.onnx.box;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.runtime.Tokenizer;
import org.segmentattribution.segmentation.onnx.ground.Box;
import org.segmentattribution.segmentation.onnx.ground.ImageFeed;
import org.segmentattribution.segmentation.onnx.ground.ModelFolder;
import org.segmentattribution.segmentation.onnx.ground.Scores;
import org.segmentattribution.segmentation.onnx.ground.WantedSegment;

/** OWL-ViT and OWLv2 (Minderer et al. 2022, 2023): find boxes for texts. */
public final class OwlBoxes implements BoxModel {
  private static final int FIRST_SIDE = 768;
  private static final int SECOND_SIDE = 960;
  private static final int TOKENS = 16;
  private static final int GREY = 128;

  private final OnnxGraph graph;
  private final Tokenizer tokenizer;
  private final ImageFeed feed;
  private final boolean second;

  public OwlBoxes(OnnxGraph graph, ModelFolder folder) {
    this.graph = graph;
    tokenizer = folder.tokenizer();
    JsonNode config = folder.json("preprocessor_config.json");
    String type =
        config.path("image_processor_type").asText(config.path("feature_extractor_type").asText());
    long side = graph.inputs().get("pixel_values").shape()[2];
    second = type.startsWith("Owlv2") || type.isEmpty() && (side == SECOND_SIDE || side == 1008);
    feed =
        ImageFeed.of(
            graph,
            "pixel_values",
            second ? SECOND_SIDE : FIRST_SIDE,
            ImageFeed.Normalisation.CLIP,
            config);
  }

  @Override
  public double threshold() {
    return 0.1;
  }

  @Override
  public void check(List<WantedSegment> wanted) {
    tokens(wanted);
  }

  @Override
  public List<Box> boxes(RgbImage image, List<WantedSegment> wanted) throws IOException {
    RgbImage shown = second ? squared(image) : image;
    Tokenizer.Texts tokens = tokens(wanted);
    Map<String, Tensor> inputs = new HashMap<>();
    inputs.put("pixel_values", feed.stretched(shown));
    inputs.put("input_ids", tokens.ids());
    inputs.put("attention_mask", tokens.mask());
    Map<String, Tensor> made = graph.run(inputs);
    Tensor logits = made.get("logits");
    float[] boxes = made.get("pred_boxes").floats();
    if (logits.rank() != 3 || logits.size(2) < wanted.size()) {
      throw new IOException(
          graph.file()
              + ": makes logits "
              + Arrays.toString(logits.shape())
              + " of "
              + wanted.size()
              + " texts");
    }
    return new QueryBoxes(logits.size(1), boxes)
        .best(
            (query, text) -> Scores.sigmoid(logits.floats()[query * logits.size(2) + text]),
            wanted,
            shown);
  }

  private Tokenizer.Texts tokens(List<WantedSegment> wanted) {
    long length = graph.inputs().get("input_ids").shape()[1];
    return tokenizer.encode(
        wanted.stream().map(WantedSegment::text).toList(),
        length > 0 ? length : TOKENS,
        TOKENS,
        tokenizer.padding(0));
  }

  /** Makes a picture square with grey at the right and bottom, as in OWLv2's training. */
  private static RgbImage squared(RgbImage image) {
    int side = Math.max(image.width(), image.height());
    byte[] rgb = new byte[side * side * 3];
    Arrays.fill(rgb, (byte) GREY);
    for (int y = 0; y < image.height(); y++) {
      System.arraycopy(image.rgb(), y * image.width() * 3, rgb, y * side * 3, image.width() * 3);
    }
    return new RgbImage(side, side, rgb);
  }
}
