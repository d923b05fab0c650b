package org.segmentattribution.segmentation.onnx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.segmentation.onnx.ground.FolderPicture;
import org.segmentattribution.segmentation.onnx.ground.ImageFeed;
import org.segmentattribution.segmentation.onnx.ground.ModelFolder;
import org.segmentattribution.segmentation.onnx.ground.TextBatch;
import org.segmentattribution.segmentation.onnx.ground.WantedSegment;

/**
 * How much longer an image takes than the one pass of a model that takes a picture, alone or with
 * all texts: the same graph with the same inputs, in turn. Medians.
 */
final class PassRatio {
  private static final int ROUNDS = 7;

  private PassRatio() {}

  static void print(Path model, Path photograph, List<String> prompts) throws IOException {
    RgbImage image = new ImageDecoder().decode(photograph);
    double[] whole = new double[ROUNDS];
    double[] pass = new double[ROUNDS];
    try (ModelFolder folder = ModelFolder.of(model, "cpu");
        OnnxSegmenter segmenter =
            OnnxSegmenter.open(model, "cpu", PromptList.of(prompts), Double.NaN, null)) {
      OnnxGraph graph = folder.named().get(0);
      Map<String, Tensor> inputs = inputs(graph, folder, image, prompts);
      for (int round = -2; round < ROUNDS; round++) {
        long start = System.nanoTime();
        segmenter.segment("", image);
        long between = System.nanoTime();
        graph.run(inputs);
        long end = System.nanoTime();
        if (round >= 0) {
          whole[round] = (between - start) / 1e6;
          pass[round] = (end - between) / 1e6;
        }
      }
    }
    Arrays.sort(whole);
    Arrays.sort(pass);
    double all = whole[ROUNDS / 2];
    double own = pass[ROUNDS / 2];
    System.out.printf(
        Locale.ROOT, "an image %.0f ms, its pass %.0f ms: %.3f%n", all, own, all / own);
  }

  private static Map<String, Tensor> inputs(
      OnnxGraph graph, ModelFolder folder, RgbImage image, List<String> prompts) {
    Map<String, Tensor> inputs =
        new HashMap<>(
            new FolderPicture(graph, folder, 352, ImageFeed.Normalisation.IMAGENET)
                .inputs(graph, image));
    if (graph.takes("input_ids")) {
      TextBatch texts = new TextBatch(graph, folder.tokenizer(), 77, false, 0);
      List<WantedSegment> wanted =
          prompts.stream().map(name -> new WantedSegment(name, -1, 0)).toList();
      inputs.put("input_ids", texts.of(wanted).get(0).texts().ids());
      inputs.put("attention_mask", texts.of(wanted).get(0).texts().mask());
    }
    return inputs;
  }
}
