package org.segmentattribution.model.safetensors;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.onnx.InputGradient;

/**
 * Logits and input gradients of weights files equal torchvision's in float64 ({@code
 * scripts/make-test-weights.py}).
 */
class TorchvisionTest {
  @TempDir static Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"squeezenet1_1", "resnet18"})
  void smallNetworks(String name) throws IOException {
    Path weights = folder.resolve(name + ".safetensors");
    HashedWeights.write(weights, HashedWeights.shapes(name));
    Path expected = Fixtures.resource("weights/" + name + ".expected.safetensors");
    assertEqualsTorchvision(weights, name, expected);
    assertClose(weights, name, expected, DataType.FLOAT32, 1e-5, 1e-5);
  }

  @Test
  void everyArchitecture() throws IOException {
    String given = System.getProperty("sat.weights");
    Assumptions.assumeTrue(
        given != null, "-Dsat.weights=DIR names what scripts/make-test-weights.py DIR wrote");
    List<Path> all;
    try (Stream<Path> files = Files.list(Path.of(given))) {
      all = files.filter(f -> f.toString().endsWith(".expected.safetensors")).sorted().toList();
    }
    assertTrue(all.size() >= 13, all.size() + " files of expected values");
    List<Executable> comparisons = new ArrayList<>();
    for (Path expected : all) {
      String name = expected.getFileName().toString().replaceFirst("\\..*", "");
      Path weights = expected.resolveSibling(name + ".safetensors");
      comparisons.add(() -> assertEqualsTorchvision(weights, name, expected));
    }
    assertAll(comparisons);
  }

  /** Logits in both precisions; gradients in float64, where no ReLU turns with rounding. */
  private static void assertEqualsTorchvision(Path weights, String name, Path expected)
      throws IOException {
    assertClose(weights, name, expected, DataType.FLOAT32, 1e-5, 1);
    assertClose(weights, name, expected, DataType.FLOAT64, 1e-6, 1e-6);
  }

  private static void assertClose(
      Path weights, String name, Path file, DataType type, double logitsApart, double gradientApart)
      throws IOException {
    SafetensorsFile expected = SafetensorsFile.open(file);
    Shape shape = expected.shape("gradient");
    ModelFile model = new ModelFile(weights, name, "cpu");
    try (NDManager manager = TorchEngine.start().newBaseManager();
        LoadedClassifier classifier =
            SafetensorsClassifier.load(model, "0", null, shape.slice(1), type)) {
      assertEquals(HashedWeights.CLASSES, classifier.declaration().classes().size());
      float[] input = HashedWeights.input((int) shape.size());
      InputGradient found = InputGradient.of(classifier, input, 1, type);
      double logits =
          Fixtures.deviation(expected.array("logits", manager).toFloatArray(), found.logits());
      double gradient =
          Fixtures.deviation(expected.array("gradient", manager).toFloatArray(), found.gradient());
      String figures =
          String.format("%s %s: logits %.1e, gradient %.1e", file, type, logits, gradient);
      System.out.println(figures);
      assertTrue(logits < logitsApart && gradient < gradientApart, figures);
    }
  }
}
