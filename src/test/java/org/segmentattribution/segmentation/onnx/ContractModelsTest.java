package org.segmentattribution.segmentation.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.segmentation.pixels.RunLengths;

/** Models of every contract against masks that were computed without ONNX Runtime. */
class ContractModelsTest {
  private static final Path FOLDER = Path.of("src/test/resources/segmenters");

  static Stream<Path> models() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders.filter(Files::isDirectory).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void findsTheExpectedMasks(Path folder) throws IOException {
    JsonNode expected = new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
    RgbImage picture = picture(folder.resolve(expected.path("picture").asText("picture.png")));
    List<String> prompts = new ArrayList<>();
    expected.path("prompts").forEach(prompt -> prompts.add(prompt.asText()));
    Map<String, Mask> masks = new TreeMap<>();
    Map<String, Double> scores = new TreeMap<>();
    try (OnnxSegmenter segmenter =
        OnnxSegmenter.open(folder, "cpu", PromptList.of(prompts), Double.NaN, null)) {
      for (Detection found : segmenter.segment("picture", picture)) {
        masks.merge(found.name(), found.mask(), Mask::union);
        scores.merge(found.name(), found.score(), Math::max);
      }
    }
    Map<String, Mask> wanted = new TreeMap<>();
    for (JsonNode one : expected.path("detections")) {
      JsonNode code = one.path("mask").isObject() ? one.path("mask") : one;
      String counts = code.path("counts").asText(one.path("mask").asText());
      Mask mask = RunLengths.coco(counts, picture.width(), picture.height());
      if (!mask.isEmpty()) {
        wanted.merge(one.path("name").asText(), mask, Mask::union);
      }
    }
    assertEquals(wanted.keySet(), masks.keySet());
    wanted.forEach(
        (name, mask) -> {
          double overlap = overlap(mask, masks.get(name));
          double least = expected.path("iou_if_resized_by_pillow").path(name).asDouble(1) - 0.01;
          assertTrue(overlap >= least, name + ": " + overlap);
        });
  }

  /** Where the hub keeps files: graphs in a folder of their own, everything else above it. */
  @Test
  void readsTheLayoutOfTheHub(@TempDir Path hub) throws IOException {
    Path onnx = Files.createDirectory(hub.resolve("onnx"));
    Path source = FOLDER.resolve("clipseg");
    Files.copy(source.resolve("model.onnx"), onnx.resolve("model.onnx"));
    for (String name : List.of("tokenizer.json", "preprocessor_config.json")) {
      Files.copy(source.resolve(name), hub.resolve(name));
    }
    RgbImage picture = picture(source.resolve("picture.png"));
    for (Path given : List.of(hub, onnx, onnx.resolve("model.onnx"))) {
      assertEquals(found(source, picture), found(given, picture));
    }
    Files.copy(onnx.resolve("model.onnx"), onnx.resolve("model_fp16.onnx"));
    Exception e = assertThrows(IllegalArgumentException.class, () -> found(hub, picture));
    assertTrue(e.getMessage().endsWith("model.onnx, model_fp16.onnx"), e.getMessage());
  }

  private static List<Detection> found(Path given, RgbImage picture) throws IOException {
    PromptList red = PromptList.of(List.of("red"));
    try (OnnxSegmenter segmenter = OnnxSegmenter.open(given, "cpu", red, Double.NaN, null)) {
      return segmenter.segment("", picture);
    }
  }

  private static double overlap(Mask a, Mask b) {
    int all = a.union(b).area();
    return (double) (a.area() + b.area() - all) / all;
  }

  static RgbImage picture(Path file) throws IOException {
    BufferedImage pixels = ImageIO.read(file.toFile());
    RgbImage image = RgbImage.black(pixels.getWidth(), pixels.getHeight());
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        int rgb = pixels.getRGB(x, y);
        image.set(x, y, rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255);
      }
    }
    return image;
  }
}
