package org.segmentattribution.segmentation.onnx.box;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.image.Interpolation;
import org.segmentattribution.image.TensorResize;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.segmentation.onnx.ground.Box;
import org.segmentattribution.segmentation.onnx.ground.ImageFeed;
import org.segmentattribution.segmentation.onnx.ground.ModelFolder;
import org.segmentattribution.segmentation.onnx.ground.PictureFilter;
import org.segmentattribution.segmentation.onnx.ground.Scores;
import org.segmentattribution.segmentation.onnx.ground.TextBatch;
import org.segmentattribution.segmentation.onnx.ground.WantedSegment;

/** OWL-ViT and OWLv2 (Minderer et al. 2022, 2023): find boxes for texts. */
public final class OwlBoxes implements BoxModel {
  private static final int FIRST_SIDE = 768;
  private static final int SECOND_SIDE = 960;
  private static final int TOKENS = 16;

  private final OnnxGraph graph;
  private final TextBatch texts;
  private final ImageFeed feed;

  /** How OWL-ViT's picture is resized; null for OWLv2, whose processor knows one way only. */
  private final Interpolation how;

  private final OwlPicture square;

  public OwlBoxes(OnnxGraph graph, ModelFolder folder) {
    this.graph = graph;
    JsonNode config = folder.json("preprocessor_config.json");
    boolean second = isSecond(graph, config, folder.json("config.json"));
    texts = new TextBatch(graph, folder.tokenizer(), TOKENS, true, 0);
    feed =
        ImageFeed.of(
            graph,
            "pixel_values",
            second ? SECOND_SIDE : FIRST_SIDE,
            ImageFeed.Normalisation.CLIP,
            config);
    how =
        second
            ? null
            : PictureFilter.of(
                folder.beside("preprocessor_config.json"), config, Interpolation.BICUBIC);
    square = second ? OwlPicture.of(feed.width(), folder.json("config.json")) : null;
  }

  private static boolean isSecond(OnnxGraph graph, JsonNode config, JsonNode model) {
    String type =
        config.path("image_processor_type").asText(config.path("feature_extractor_type").asText());
    long side = graph.inputs().get("pixel_values").shape()[2];
    String said = type.isEmpty() ? model.path("model_type").asText() : type;
    return said.toLowerCase(Locale.ROOT).startsWith("owlv2")
        || said.isEmpty() && (side == SECOND_SIDE || side == 1008);
  }

  @Override
  public double threshold() {
    return 0.1;
  }

  @Override
  public void check(List<WantedSegment> wanted) {
    texts.of(wanted);
  }

  @Override
  public List<Box> boxes(RgbImage image, List<WantedSegment> wanted) throws IOException {
    Map<String, Tensor> inputs = new HashMap<>();
    inputs.put("pixel_values", pixels(image));
    float[][] logits = new float[wanted.size()][];
    float[] boxes = null;
    for (TextBatch.Part part : texts.of(wanted)) {
      inputs.put("input_ids", part.texts().ids());
      inputs.put("attention_mask", part.texts().mask());
      Map<String, Tensor> made = graph.run(inputs);
      boxes = made.get("pred_boxes").floats();
      part(made.get("logits"), part, logits);
    }
    int queries = logits[0].length;
    int across = square == null ? image.width() : Math.max(image.width(), image.height());
    int down = square == null ? image.height() : across;
    return new QueryBoxes(queries, boxes)
        .best((query, text) -> Scores.sigmoid(logits[text][query]), wanted, across, down);
  }

  private Tensor pixels(RgbImage image) {
    if (square != null) {
      return feed.unrounded(square.values(image), feed.width(), feed.height());
    }
    return feed.tensor(TensorResize.resize(image, feed.width(), feed.height(), how));
  }

  private void part(Tensor made, TextBatch.Part part, float[][] logits) throws IOException {
    if (made.rank() != 3 || made.size(2) < part.count()) {
      throw new IOException(
          graph.file()
              + ": makes logits "
              + Arrays.toString(made.shape())
              + " of "
              + part.count()
              + " texts");
    }
    int queries = made.size(1);
    for (int i = 0; i < part.count(); i++) {
      float[] own = new float[queries];
      for (int q = 0; q < queries; q++) {
        own[q] = made.floats()[q * made.size(2) + i];
      }
      logits[part.from() + i] = own;
    }
  }
}
