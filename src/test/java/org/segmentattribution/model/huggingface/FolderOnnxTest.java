package org.segmentattribution.model.huggingface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.DeclarationFlags;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.Head;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.onnx.OnnxClassifier;
import org.segmentattribution.model.onnx.check.SelfCheck;

/** ONNX files in Hugging Face folders, as optimum writes them; they take 12 x 12 pixels. */
class FolderOnnxTest {
  private static final String FOUR =
      "{\"0\": \"ant\", \"1\": \"bee\", \"2\": \"cat\", \"3\": \"dog\"}";

  @TempDir Path home;

  private TemporaryModel model;

  @BeforeEach
  void write() throws IOException {
    model = new TemporaryModel(home.resolve("net"));
    Files.createDirectories(model.file("onnx"));
    model.config("id2label", FOUR);
    model.processor("size", "{\"height\": 12, \"width\": 12}");
    model.processor("image_mean", "0.5").processor("image_std", "0.25");
  }

  private void copy(String resource, String name) throws IOException {
    Files.copy(Fixtures.resource("onnx/" + resource), model.file(name));
  }

  @Test
  void theFileIsCheckedAsAnyOther() throws IOException {
    copy("exported.onnx", "onnx/model.onnx");
    try (LoadedClassifier classifier = model.load()) {
      assertEquals("net", classifier.name());
      assertEquals(List.of("ant", "bee", "cat", "dog"), classifier.declaration().classes());
      assertEquals(0.25f, classifier.declaration().input().scaling().std()[2]);
      float[] inputs = Fixtures.normal(3, 3 * 3 * 12 * 12);
      assertEquals(3, SelfCheck.of(classifier, inputs, 3).images());
      assertEquals(Classifiers.sha256(model.model()), classifier.sha256());
    }
  }

  @Test
  void theFileBesideConfigIsTakenFirst() throws IOException {
    copy("exported.onnx", "onnx/model.onnx");
    copy("softmax.onnx", "model.onnx");
    try (LoadedClassifier classifier = model.load()) {
      assertEquals(Head.SOFTMAX, classifier.declaration().head());
      assertTrue(classifier instanceof OnnxClassifier);
    }
    model.config("problem_type", "\"multi_label_classification\"");
    assertEquals(
        "config.json: problem_type: means a sigmoid, but model.onnx ends in a softmax",
        model.refusal());
  }

  @Test
  void whatContradictsTheFileIsRefused() throws IOException {
    copy("residual.onnx", "model.onnx");
    model.config("id2label", "{\"0\": \"ant\", \"1\": \"bee\"}");
    assertEquals("config.json: id2label: 2 classes, but model.onnx has 4 outputs", model.refusal());
    DeclarationFlags three =
        new DeclarationFlags(
            List.of("a", "b", "c"),
            null,
            DeclarationFlags.InputSize.NONE,
            DeclarationFlags.InputValues.NONE,
            DeclarationFlags.InputForm.NONE);
    assertEquals("classes: 3 names, but model.onnx has 4 outputs", model.refusal(three));
    model.config("id2label", FOUR).processor("size", "{\"height\": 16, \"width\": 12}");
    String said = model.refusal();
    assertTrue(
        said.startsWith("preprocessor_config.json: size: 16x12, but model.onnx takes"), said);
  }

  @Test
  void aJsonBesideTheFileWins() throws IOException {
    copy("exported.onnx", "model.onnx");
    Files.writeString(
        model.file("model.onnx.json"),
        "{\"classes\": [\"e\", \"f\", \"g\", \"h\"], \"input\": {\"size\": [12, 12]}}");
    try (LoadedClassifier classifier = model.load()) {
      assertEquals(List.of("e", "f", "g", "h"), classifier.declaration().classes());
    }
    Files.writeString(
        model.file("model.onnx.json"), "{\"classes\": [\"e\"], \"input\": {\"size\": [12, 12]}}");
    assertEquals(
        "model.onnx.json: classes: 1 names, but the network has 4 outputs", model.refusal());
  }
}
