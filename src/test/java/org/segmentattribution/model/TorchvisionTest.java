package org.segmentattribution.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    for (Path expected : all) {
      String name = expected.getFileName().toString().replaceFirst("\\..*", "");
      assertEqualsTorchvision(expected.resolveSibling(name + ".safetensors"), name, expected);
    }
  }

  private static void assertEqualsTorchvision(Path weights, String name, Path expectedFile)
      throws IOException {
    SafetensorsFile expected = SafetensorsFile.open(expectedFile);
    Shape shape = expected.shape("gradient");
    ModelFile model = new ModelFile(weights, name, "cpu");
    try (NDManager manager = TorchEngine.start().newBaseManager();
        Classifier classifier =
            Classifiers.loadFor(model, 3, (int) shape.get(2), (int) shape.get(3))) {
      assertEquals(HashedWeights.CLASSES, classifier.declaration().classes().size());
      float[] input = HashedWeights.input((int) shape.size());
      InputGradient found = InputGradient.of(classifier, input, 1);
      double logits =
          Fixtures.deviation(expected.array("logits", manager).toFloatArray(), found.logits());
      double gradient =
          Fixtures.deviation(expected.array("gradient", manager).toFloatArray(), found.gradient());
      System.out.printf("%s: logits %.1e, gradient %.1e%n", expectedFile, logits, gradient);
      assertTrue(logits < 1e-5, expectedFile + ": logits differ by " + logits);
      assertTrue(gradient < 1e-4, expectedFile + ": gradients differ by " + gradient);
    }
  }
}
