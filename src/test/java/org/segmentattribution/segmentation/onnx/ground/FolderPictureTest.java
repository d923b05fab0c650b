package org.segmentattribution.segmentation.onnx.ground;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.runtime.OnnxGraph;

class FolderPictureTest {
  private static final Path GRAPH =
      Path.of("src/test/resources/segmenters-refused/torchvision.onnx");

  /** Its processor never moves values, also where its file has a mean and says so. */
  @ParameterizedTest
  @ValueSource(strings = {"", "\"do_normalize\": true,"})
  void mobileVitTakesBlueFirstAndValuesAsTheyAre(String key, @TempDir Path folder)
      throws IOException {
    RgbImage image = RgbImage.black(1, 1);
    image.set(0, 0, 153, 102, 51);
    String config =
        """
        {"image_processor_type": "MobileViTImageProcessor", %s "image_mean": [0.5, 0.5, 0.5],
         "image_std": [0.5, 0.5, 0.5], "resample": 3, "size": {"height": 4, "width": 4}}
        """
            .formatted(key);
    float[] values = values(folder, GRAPH, config, image);
    int plane = values.length / 3;
    float[] first = {values[0], values[plane], values[2 * plane]};
    assertArrayEquals(new float[] {0.2f, 0.4f, 0.6f}, first, 1e-6f);
  }

  /** One of nine pixels is white: without smoothing it is all that counts. */
  @ParameterizedTest
  @CsvSource({"RfDetr, 1", "Detr, 0.1843"})
  void rfDetrDoesNotSmooth(String type, float expected, @TempDir Path folder) throws IOException {
    RgbImage image = RgbImage.black(3, 3);
    image.set(1, 1, 255, 255, 255);
    String config =
        """
        {"image_processor_type": "%sImageProcessor", "do_normalize": false,
         "size": {"height": 1, "width": 1}}
        """
            .formatted(type);
    Path graph = Path.of("src/test/resources/segmenters/real-plane-open/model.onnx");
    assertEquals(expected, values(folder, graph, config, image)[0], 1e-3f);
  }

  private static float[] values(Path folder, Path from, String config, RgbImage image)
      throws IOException {
    Files.copy(from, folder.resolve("model.onnx"));
    Files.writeString(folder.resolve("preprocessor_config.json"), config);
    try (ModelFolder files = ModelFolder.of(folder, "cpu")) {
      OnnxGraph graph = files.named().get(0);
      FolderPicture picture =
          new FolderPicture(graph, files, 512, ImageFeed.Normalisation.IMAGENET);
      return picture.inputs(graph, image).get(graph.onlyImage()).floats();
    }
  }
}
