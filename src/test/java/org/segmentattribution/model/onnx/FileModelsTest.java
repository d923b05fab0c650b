package org.segmentattribution.model.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.DeclarationJson;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.onnx.check.SelfCheck;

/**
 * One network in many forms of ONNX files (see scripts/make-file-models.py): logits and gradients
 * against PyTorch's in float64, logits against ONNX Runtime's.
 */
class FileModelsTest {
  private static final double TOLERANCE = 1e-5;
  private static final int IMAGES = 3;
  private static final int SIZE = 16;
  private static final List<String> CLASSES = List.of("a", "b", "c", "d", "e", "f");

  /** What this ONNX Runtime cannot run, and why. */
  private static final Map<String, String> UNCHECKED =
      Map.of(
          "net@28.onnx", "it uses operator set 28, and this version knows those up to",
          "brain@all.onnx", "bfloat16");

  @TempDir Path folder;

  static List<String> models() throws IOException {
    try (Stream<Path> files = Files.list(Fixtures.resource("onnx/files"))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".onnx") && !f.contains("twins"))
          .sorted()
          .toList();
    }
  }

  private static float[] array(String model, String what) throws IOException {
    String network = model.substring(0, model.indexOf('@'));
    return NpyFile.read(Fixtures.resource("onnx/files/" + network + "." + what + ".npy")).values();
  }

  private static LoadedClassifier load(Path file) throws IOException {
    return Classifiers.loadFor(new ModelFile(file, null, "cpu"), 3, SIZE, SIZE);
  }

  private static void assertAgrees(String model, LoadedClassifier classifier) throws IOException {
    float[] input = array(model, "input");
    assertEquals(new Shape(3, SIZE, SIZE), classifier.inputShape());
    InputGradient made = InputGradient.of(classifier, input, IMAGES);
    double logits = Fixtures.deviation(array(model, "logits"), made.logits());
    double gradient = Fixtures.deviation(array(model, "gradient"), made.gradient());
    assertTrue(logits <= TOLERANCE, "logits: " + logits);
    assertTrue(gradient <= TOLERANCE, "gradient: " + gradient);
  }

  @ParameterizedTest
  @MethodSource("models")
  void agreesWithPyTorchAndOnnxRuntime(String model) throws IOException {
    try (LoadedClassifier classifier = load(Fixtures.resource("onnx/files/" + model))) {
      assertAgrees(model, classifier);
      SelfCheck check = SelfCheck.of(classifier, array(model, "input"), IMAGES);
      if (UNCHECKED.containsKey(model)) {
        assertTrue(check.failed() && check.line().contains(UNCHECKED.get(model)), check.line());
        return;
      }
      assertNull(check.notChecked());
      double allowed = model.equals("half@all.onnx") ? 2e-3 : TOLERANCE;
      assertTrue(check.largestDifference() <= allowed * check.peak(), check.line());
    }
  }

  @Test
  void aDeclarationSaysWhichOfTwoOutputs() throws IOException {
    Path file = folder.resolve("twins.onnx");
    Files.copy(Fixtures.resource("onnx/files/net@twins.onnx"), file);
    ModelDeclaration declared =
        new ModelDeclaration(CLASSES, Map.of(), Preprocessing.simple(SIZE, SIZE), null, "main_row");
    Files.writeString(ModelDeclaration.fileOf(file), DeclarationJson.write(declared));
    try (LoadedClassifier classifier = load(file)) {
      assertEquals("main_row", classifier.declaration().output());
      assertAgrees("net@", classifier);
      SelfCheck check = SelfCheck.of(classifier, array("net@", "input"), IMAGES);
      assertTrue(check.largestDifference() <= TOLERANCE * check.peak(), check.line());
    }
  }
}
