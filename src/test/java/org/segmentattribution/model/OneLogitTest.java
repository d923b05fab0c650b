package org.segmentattribution.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.LayerRule;
import org.segmentattribution.model.onnx.OnnxRuntimePeer;
import org.segmentattribution.model.onnx.head.HeadModels;

/** One output is two classes. */
class OneLogitTest {
  private static final int SIDE = 16;

  @TempDir Path folder;

  private LoadedClassifier load(String tail, String json) throws IOException {
    Path file = folder.resolve("net.onnx");
    Files.write(file, HeadModels.bytes("one-logit", tail));
    Files.deleteIfExists(ModelDeclaration.fileOf(file));
    if (json != null) {
      Files.writeString(ModelDeclaration.fileOf(file), json);
    }
    return Classifiers.loadFor(new ModelFile(file, null, "cpu"), 3, SIDE, SIDE);
  }

  private static float[] logits(LoadedClassifier classifier, float[] images) {
    try (NDManager scope = classifier.newScope()) {
      NDArray x = scope.create(images, new Shape(images.length / (3 * SIDE * SIDE), 3, SIDE, SIDE));
      return Gradients.without(() -> classifier.logits(x, LayerRule.PLAIN)).toFloatArray();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Sigmoid(@)",
        "Sigmoid(@) Squeeze(@,:1)",
        "Sigmoid(@) Reshape(@,:-1)",
        "Sigmoid(@) Squeeze(@,:1) Unsqueeze(@,:1)",
        "Squeeze(@,:1)",
        "Squeeze(@,:1) Sigmoid(@)",
        "Reshape(@,:-1)",
        "Reshape(@,:-1) Sigmoid(@)",
        "Unsqueeze(@,:2,3) Sigmoid(@)",
        "Sigmoid(@) Sub(1,@) Concat(@,@-1;axis=1)",
        "Neg(@) Exp(@) Add(1,@) Div(1,@)",
      })
  void theLogitIsTheSecondClassAndItsNegativeTheFirst(String tail) throws Exception {
    float[] images = Fixtures.normal(3, 2 * 3 * SIDE * SIDE);
    try (LoadedClassifier classifier = load(tail, null)) {
      assertEquals(Head.SIGMOID, classifier.declaration().head());
      assertEquals(List.of("0", "1"), classifier.declaration().classes());
      float[] logits = logits(classifier, images);
      assertEquals(4, logits.length);
      byte[] plain = HeadModels.bytes("one-logit", "");
      for (int i = 0; i < 2; i++) {
        float[] image = new float[3 * SIDE * SIDE];
        System.arraycopy(images, i * image.length, image, 0, image.length);
        float f = OnnxRuntimePeer.run(plain, image, 1, 3, SIDE, SIDE)[0];
        assertEquals(f, logits[2 * i + 1], 1e-5);
        assertEquals(-logits[2 * i + 1], logits[2 * i]);
      }
    }
  }

  /** What follows the weights, such as a sum with another branch, is negated as a whole. */
  @ParameterizedTest
  @ValueSource(strings = {"Mul(@,2) Tanh(@)", "Neg(@) Add(@,$)", "Abs(@)"})
  void whereNoWeightsMakeItItIsNegated(String tail) throws Exception {
    float[] image = Fixtures.normal(4, 3 * SIDE * SIDE);
    float f = OnnxRuntimePeer.run(HeadModels.bytes("one-logit", tail), image, 1, 3, SIDE, SIDE)[0];
    try (LoadedClassifier classifier = load(tail, null)) {
      float[] logits = logits(classifier, image);
      assertEquals(f, logits[1], 1e-5);
      assertEquals(-logits[1], logits[0], 1e-7f);
    }
  }

  private static String json(String classes, String more) {
    return "{\"classes\": ["
        + classes
        + "], \"input\": {\"size\": [16, 16]}"
        + (more.isEmpty() ? "" : ", " + more)
        + "}";
  }

  @Test
  void theNegativeClassHasItsNameOrIsNotTheOther() throws IOException {
    try (LoadedClassifier two = load("", json("\"no\", \"yes\"", "\"aliases\": {\"ja\": 1}"))) {
      assertEquals(List.of("no", "yes"), two.declaration().classes());
      assertEquals(1, two.declaration().classIndex("ja"));
    }
    try (LoadedClassifier one = load("Sigmoid(@)", json("\"yes\"", "\"head\": \"sigmoid\""))) {
      assertEquals(List.of("not yes", "yes"), one.declaration().classes());
      assertEquals(0.29, one.declaration().probability(new float[] {0.88f, -0.88f}, 1), 0.005);
      assertEquals(0.71, one.declaration().probability(new float[] {0.88f, -0.88f}, 0), 0.005);
    }
    try (LoadedClassifier logits = load("", json("\"yes\"", "\"head\": \"logits\""))) {
      assertEquals(Head.SIGMOID, logits.declaration().head());
    }
  }

  private void assertRefused(String tail, String json, String expected) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> load(tail, json).close()).getMessage();
    assertTrue(message.contains(expected), message);
    assertTrue(message.startsWith(folder.resolve("net.onnx").toString()), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertRefused("", json("\"a\", \"b\", \"c\"", ""), "3 names, but the network has one output");
    assertRefused("", json("\"a\"", "\"aliases\": {\"x\": 0}"), "aliases need both names");
    assertRefused("", json("\"a\", \"b\"", "\"head\": \"softmax\""), "is always 1");
    assertRefused("Softmax(@)", null, "a softmax over one output is always 1");
    assertRefused(
        "Sigmoid(@)", json("\"a\", \"b\"", "\"head\": \"softmax\""), "the file ends in a sigmoid");
    assertRefused(
        "Sigmoid(@)", json("\"a\", \"b\"", "\"head\": \"logits\""), "the file ends in a sigmoid");
    assertRefused(
        "", json("\"a\", \"b\"", "\"head\": \"probabilities\""), "export the network without");
    assertRefused("", json("\"a\", \"b\"", "\"head\": 1"), "head: \"softmax\", \"sigmoid\" or");
    assertRefused("HardSigmoid(@)", json("\"a\"", ""), "makes probabilities");
  }

  @Test
  void headsAreWrittenAndReadBack() {
    for (Head head : Head.values()) {
      ModelDeclaration declared =
          new ModelDeclaration(List.of("a", "b"), Map.of("c", 1), Preprocessing.simple(4, 4), head);
      assertEquals(head, Head.named(head.text()));
      assertTrue(DeclarationJson.write(declared).contains("\"head\" : \"" + head.text() + "\""));
    }
  }
}
