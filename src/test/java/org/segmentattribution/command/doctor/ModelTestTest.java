package org.segmentattribution.command.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.dataset.scene.SceneClass;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.model.ModelFile;

class ModelTestTest {
  @TempDir Path folder;

  @Test
  void aModelIsDescribedAndProvesItself() throws IOException {
    Map<String, String> lines = ModelTest.run(TestCalls.model(), null);
    assertEquals(List.of("model", "input", "classes", "self-check"), List.copyOf(lines.keySet()));
    String hash = new Sha256().add(TestCalls.MODEL).hex();
    assertEquals(TestCalls.MODEL + ", SHA-256 " + hash, lines.get("model"));
    assertEquals("3 x 64 x 64, RGB", lines.get("input"));
    assertEquals("2: horse, zebra", lines.get("classes"));
    assertTrue(
        lines.get("self-check").contains("inputs: logits differ from those of ONNX Runtime"));
  }

  @Test
  void onePictureIsOneInput() throws IOException {
    Path picture = folder.resolve("a.png");
    TestCalls.draw(picture, SceneClass.HORSE, 1);
    String check = ModelTest.run(TestCalls.model(), picture).get("self-check");
    assertTrue(check.startsWith("1 input: "), check);
  }

  /** Without a declaration random numbers serve, and classes have numbers. */
  @Test
  void aModelWithoutItsJsonIsTestedOnNumbers() throws IOException {
    Path bare = Files.copy(TestCalls.MODEL, folder.resolve("bare.onnx"));
    Map<String, String> lines = ModelTest.run(new ModelFile(bare, null, "cpu"), null);
    assertEquals("3 x 64 x 64, preprocessing not declared", lines.get("input"));
    assertEquals("2: 0, 1", lines.get("classes"));
    assertTrue(lines.get("self-check").contains("ONNX Runtime"), lines.get("self-check"));
  }

  @Test
  void aModelThatCannotBeReadIsNamed() {
    ModelFile gone = new ModelFile(folder.resolve("gone.onnx"), null, "cpu");
    String said =
        assertThrows(WrongInput.class, () -> ModelTest.run(gone, null)).show(key -> "--" + key);
    assertTrue(said.startsWith("--model"), said);
  }
}
