package org.segmentattribution.model.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.DeclarationFlags;
import org.segmentattribution.model.DeclarationJson;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.InputFacts;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.onnx.check.SelfCheck;
import org.segmentattribution.model.onnx.write.OnnxWriter;

/**
 * Networks whose inputs are grey, bytes or channels last, beside what numpy (float64) and Pillow
 * make of them ({@code scripts/make-input-models.py}).
 */
class InputFormsTest {
  @TempDir Path folder;

  private static float[] array(String name) throws IOException {
    return NpyFile.read(Fixtures.resource("onnx/inputs/" + name + ".npy")).values();
  }

  private static ModelFile file(String name, String layout) {
    DeclarationFlags flags =
        new DeclarationFlags(
            null,
            null,
            DeclarationFlags.InputSize.NONE,
            DeclarationFlags.InputValues.NONE,
            new DeclarationFlags.InputForm(null, layout, null));
    return new ModelFile(Fixtures.resource("onnx/inputs/" + name + ".onnx"), null, "cpu", flags);
  }

  private ModelFile declared(String name, String input) throws IOException {
    Path model = folder.resolve(name + ".onnx");
    Files.copy(Fixtures.resource("onnx/inputs/" + name + ".onnx"), model);
    Files.writeString(
        ModelDeclaration.fileOf(model),
        "{\"classes\": [\"a\", \"b\", \"c\"], \"input\": {" + input + "}}");
    return new ModelFile(model, null, "cpu");
  }

  @ParameterizedTest
  @CsvSource({
    "grey, , 1, 24",
    "grey, NCHW, 1, 24",
    "bytes-last, , 3, 24",
    "bytes-last, NHWC, 3, 24",
    "open-last, NHWC, 3, 24",
    "cube-last, NHWC, 3, 3"
  })
  void logitsAndGradientsAreRight(String name, String layout, int channels, int side)
      throws IOException {
    try (LoadedClassifier classifier =
        Classifiers.loadFor(file(name, layout), channels, side, side)) {
      float[] input = array(name + ".input");
      InputGradient found = InputGradient.of(classifier, input, 2);
      assertTrue(Fixtures.deviation(array(name + ".logits"), found.logits()) < 1e-5);
      assertTrue(Fixtures.deviation(array(name + ".gradient"), found.gradient()) < 1e-5);
      SelfCheck check = SelfCheck.of(classifier, input, 2);
      assertEquals(2, check.images(), check.line());
      assertEquals(name.startsWith("bytes"), classifier.takesBytes());
    }
  }

  @Test
  void whatMayBeEitherLayoutIsRefused() {
    String said =
        assertThrows(
                IllegalArgumentException.class,
                () -> Classifiers.loadFor(file("cube-last", null), 3, 3, 3))
            .getMessage();
    assertTrue(said.contains("cube-last.onnx") && said.contains("input.layout"), said);
    said =
        assertThrows(
                IllegalArgumentException.class,
                () -> Classifiers.loadFor(file("open-last", null), 3, 24, 24))
            .getMessage();
    assertTrue(said.contains("declare input.layout \"NHWC\""), said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "grey | \"mean\": [0.4], \"std\": [0.2], \"interpolation\": \"bicubic\","
            + " \"channels\": \"grey\", \"crop_fraction\": 0.888",
        "grey | \"mean\": [0.4], \"std\": [0.2], \"interpolation\": \"bicubic\","
            + " \"resize\": 27",
        "bytes-last | \"interpolation\": \"nearest\"",
        "bytes-last | \"interpolation\": \"nearest\", \"type\": \"uint8\", \"range\": [0, 255],"
            + " \"layout\": \"NHWC\", \"channels\": \"RGB\""
      })
  void picturesBecomeInputsAsDeclared(String name, String keys) throws IOException {
    try (LoadedClassifier classifier =
        Classifiers.load(declared(name, "\"size\": [24, 24], " + keys))) {
      Preprocessing input = classifier.declaration().input();
      float[] values = new float[input.length()];
      Path picture = Fixtures.resource("onnx/inputs/picture.png");
      input.toInput(input.toGrid(new ImageDecoder().decode(picture)), values, 0);
      float[] logits = Fixtures.logits(((OnnxClassifier) classifier).network(), values, 1);
      assertTrue(Fixtures.deviation(array(name + ".picture"), logits) < 1e-5);
      // what was assumed is written down, and read back as it was
      ModelDeclaration written = classifier.declaration();
      assertEquals(
          written,
          DeclarationJson.read(
              Path.of("x"),
              DeclarationJson.write(written),
              DeclarationFlags.NONE,
              InputFacts.UNKNOWN));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "grey | \"channels\": \"RGB\" | takes one channel; declare \"grey\"",
        "grey | \"channels\": \"gray\" | \"gray\" is not known; known: \"RGB\", \"BGR\", \"grey\"",
        "grey | \"mean\": [0, 0, 0] | input.mean: 1 number",
        "grey | \"std\": 1 | input.std: 1 number",
        "grey | \"type\": \"uint8\" | takes float; \"range\": [0, 255]",
        "grey | \"type\": \"int8\" | known: \"float\", \"uint8\"",
        "grey | \"layout\": \"CHW\" | known: \"NCHW\", \"NHWC\"",
        "grey | \"layout\": \"NHWC\" | takes images of 1x24",
        "grey | \"interpolation\": \"bilinaer\" | known: \"nearest\", \"bilinear\", \"bicubic\","
            + " \"lanczos\", \"box\", \"hamming\"; did you mean \"bilinear\"?",
        "grey | \"crop\": 0 | input.crop: one of center, squash, border; a share is"
            + " input.crop_fraction",
        "grey | \"crop\": 1.5 | a share is input.crop_fraction",
        "grey | \"crop_fraction\": 1.5 | a number above 0, up to 1",
        "grey | \"antialias\": \"yes\" | input.antialias: true or false, not \"yes\"",
        "grey | \"antialias\": false, \"interpolation\": \"lanczos\" | input.antialias: lanczos"
            + " always smooths; without it there are bilinear and bicubic",
        "grey | \"antialias\": false, \"interpolation\": \"nearest\" | input.antialias: nearest"
            + " takes one pixel",
        "grey | \"crop_start\": \"floor\" | input.crop_start: nothing is cropped; declare"
            + " input.resize or input.crop_fraction",
        "grey | \"resize\": [24, 20] | input.resize [24, 20] is smaller than input.size",
        "grey | \"resize\": [24] | input.resize: a positive whole number",
        "grey | \"grey\": \"after\", \"resize_as\": \"float\" | input.grey: floats cannot be made"
            + " grey as by Pillow",
        "bytes-last | \"grey\": \"after\" | input.grey: is for channels \"grey\" alone",
        "bytes-last | \"resize_as\": \"float\" | but the network takes uint8",
        "grey | \"crop_fraction\": 1.1 | input.crop_fraction: a number above 0, up to 1",
        "grey | \"crop_fraction\": 0 | input.crop_fraction: a number above 0, up to 1",
        "grey | \"crop_fraction\": \"0.9\" | input.crop_fraction: a number above 0, up to 1",
        "grey | \"crop_fraction\": 0.9, \"resize\": 27 | give one of them",
        "grey | \"crop_pct\": 0.9 | input.crop_pct: unknown key; known: antialias,",
        "grey | \"crop_pct\": 0.9 | did you mean \"crop_fraction\"?",
        "bytes-last | \"channels\": \"grey\" | the network takes three",
        "bytes-last | \"type\": \"float\" | the network takes uint8",
        "bytes-last | \"range\": [0, 1] | uint8 takes the bytes as they are",
        "bytes-last | \"mean\": [1, 0, 0] | uint8 takes the bytes as they are"
      })
  void whatDoesNotFitTheFileIsRefused(String name, String keys, String reason) throws IOException {
    ModelFile model = declared(name, "\"size\": [24, 24], " + keys);
    String said =
        assertThrows(IllegalArgumentException.class, () -> Classifiers.load(model)).getMessage();
    assertTrue(said.contains(name + ".onnx") && said.contains(reason), said);
  }

  @Test
  void theCropFractionIsThatOfTimm() throws IOException {
    int[] sides = {224, 224, 224, 288, 299, 384, 240};
    double[] fractions = {0.875, 0.9, 0.95, 0.96, 0.875, 1, 0.882};
    // math.floor(side / fraction) in Python
    int[] expected = {256, 248, 235, 300, 341, 384, 272};
    for (int i = 0; i < sides.length; i++) {
      String json =
          "{\"classes\": [\"a\"], \"input\": {\"size\": [%d, %d], \"crop_fraction\": %s}}"
              .formatted(sides[i], sides[i], fractions[i]);
      ModelDeclaration read = DeclarationJson.read(Path.of("x"), json);
      assertEquals(expected[i], read.input().cropping().rows());
    }
  }

  @Test
  void aNetworkThatIsWrittenAnewHasNoLayoutToDeclare() throws IOException {
    ModelFile model =
        declared("bytes-last", "\"size\": [24, 24], \"layout\": \"NHWC\", \"type\": \"uint8\"");
    Path copy = folder.resolve("copy.onnx");
    float[] input = array("bytes-last.input");
    try (LoadedClassifier classifier = Classifiers.load(model)) {
      OnnxNetwork network = ((OnnxClassifier) classifier).network();
      OnnxWriter.write(network, classifier.declaration(), copy);
      try (LoadedClassifier again = Classifiers.load(copy, "cpu")) {
        assertArrayEquals(
            Fixtures.logits(network, input, 2),
            Fixtures.logits(((OnnxClassifier) again).network(), input, 2),
            1e-5f);
        assertEquals(255, again.declaration().input().scaling().high());
        assertEquals(List.of("a", "b", "c"), again.declaration().classes());
      }
    }
  }
}
