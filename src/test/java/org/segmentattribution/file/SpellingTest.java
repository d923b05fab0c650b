package org.segmentattribution.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpellingTest {
  private static final List<String> METHODS = List.of("gradient", "grad-cam", "lrp-z", "lrp-gamma");

  @Test
  void guessesTheNearestWord() {
    assertEquals("; did you mean \"grad-cam\"?", Spelling.hint("gradcam", METHODS));
    assertEquals("; did you mean \"lrp-z\"?", Spelling.hint("lpr-z", METHODS), "exchanged");
    assertEquals("; did you mean \"lrp-gamma\"?", Spelling.hint("lrp-gam", METHODS), "begun");
    assertEquals(
        "; did you mean \"masks\"?", Spelling.hint("mask", List.of("maskformer-tiny", "masks")));
    assertEquals("; did you mean \"gradient\"?", Spelling.hint(" Gradients ", METHODS));
  }

  @Test
  void guessesNothingFarAway() {
    assertEquals("", Spelling.hint("zebra", METHODS));
    assertEquals("", Spelling.hint("", METHODS));
    assertEquals("", Spelling.hint("ig", METHODS));
    assertEquals("", Spelling.hint("gradient", List.of()));
    assertEquals("", Spelling.hint("n05", List.of("n04", "n06")), "another number");
    assertEquals(
        "; did you mean \"resnet18\"?", Spelling.hint("resnet81", List.of("resnet34", "resnet18")));
  }

  @Test
  void guessesTheFirstWrongPartOfAPath(@TempDir Path folder) throws IOException {
    Path file = Files.createDirectories(folder.resolve("photos")).resolve("model.onnx");
    Files.createFile(file);
    String photos = "; did you mean \"" + folder.resolve("photos") + "\"?";
    assertEquals(photos, Spelling.hint(folder.resolve("photo/model.onnx")));
    assertEquals(
        "; did you mean \"" + file + "\"?", Spelling.hint(folder.resolve("photos/model.onx")));
    assertEquals("", Spelling.hint(file), "it is there");
    assertEquals("", Spelling.hint(folder.resolve("elsewhere")));
  }
}
