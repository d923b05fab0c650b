package org.segmentattribution.segmentation.onnx.ground;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.runtime.OnnxGraph;

class FolderPictureTest {
  private static final Path GRAPH =
      Path.of("src/test/resources/segmenters-refused/torchvision.onnx");

  /** transformers 5 writes MobileViT's mean and deviation, and leaves out that it uses neither. */
  @ParameterizedTest
  @CsvSource({"'',0.2,0.4,0.6", "'\"do_normalize\": true,',-0.6,-0.2,0.2"})
  void mobileVitTakesBlueFirstAndValuesAsTheyAre(
      String key, float blue, float green, float red, @TempDir Path folder) throws IOException {
    Files.copy(GRAPH, folder.resolve("model.onnx"));
    Files.writeString(
        folder.resolve("preprocessor_config.json"),
        """
        {"image_processor_type": "MobileViTImageProcessor", %s "image_mean": [0.5, 0.5, 0.5],
         "image_std": [0.5, 0.5, 0.5], "resample": 3, "size": {"height": 4, "width": 4}}
        """
            .formatted(key));
    RgbImage image = RgbImage.black(1, 1);
    image.set(0, 0, 153, 102, 51);
    try (ModelFolder files = ModelFolder.of(folder, "cpu")) {
      OnnxGraph graph = files.named().get(0);
      FolderPicture picture =
          new FolderPicture(graph, files, 512, ImageFeed.Normalisation.IMAGENET);
      float[] values = picture.inputs(graph, image).get(graph.onlyImage()).floats();
      int plane = values.length / 3;
      float[] first = {values[0], values[plane], values[2 * plane]};
      assertArrayEquals(new float[] {blue, green, red}, first, 1e-6f);
    }
  }
}
