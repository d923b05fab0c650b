package org.segmentattribution.model.huggingface;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.onnx.InputGradient;
import org.segmentattribution.model.safetensors.SafetensorsFile;

/**
 * Logits and input gradients of folders' weights equal those of transformers and timm ({@code
 * scripts/make-folder-models.py}).
 */
class FolderNetworksTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "vit",
        "vit-shards",
        "dinov2",
        "dinov2-resized",
        "convnext",
        "resnet",
        "resnet-basic",
        "swin",
        "timm-vit_tiny_patch16_224",
        "timm-deit3_small_patch16_224",
        "timm-convnext_tiny",
        "timm-resnet18"
      })
  void smallNetworks(String name) throws IOException {
    assertEqual(Fixtures.resource("folders/" + name), 1e-4);
  }

  @Test
  void networksOfFullSize() throws IOException {
    String given = System.getProperty("sat.folders");
    Assumptions.assumeTrue(
        given != null, "-Dsat.folders=DIR names what scripts/make-folder-models.py DIR wrote");
    List<Executable> comparisons = new ArrayList<>();
    try (Stream<Path> folders = Files.list(Path.of(given))) {
      folders.sorted().forEach(folder -> comparisons.add(() -> assertEqual(folder, 1e-2)));
    }
    assertTrue(comparisons.size() >= 5, comparisons.size() + " folders");
    assertAll(comparisons);
  }

  /** Steepest: in float32 some ReLU of a large network turns with rounding. */
  private static void assertEqual(Path folder, double steepest) throws IOException {
    SafetensorsFile expected = SafetensorsFile.open(folder.resolve("expected.safetensors"));
    Shape shape = expected.shape("pixels");
    try (LoadedClassifier classifier = Classifiers.load(new ModelFile(folder, null, "cpu"))) {
      assertEquals(shape.slice(1), classifier.inputShape());
      assertEquals(folder.getFileName().toString(), classifier.name());
      float[] pixels = expected.floats("pixels");
      InputGradient found =
          InputGradient.of(classifier, pixels, (int) shape.get(0), DataType.FLOAT32);
      double apart = Fixtures.deviation(expected.floats("logits"), found.logits());
      double steep = Fixtures.deviation(expected.floats("gradient"), found.gradient());
      assertTrue(apart <= 1e-5, folder + ": logits differ by " + apart);
      assertTrue(steep <= steepest, folder + ": gradients differ by " + steep);
    }
  }
}
