package org.segmentattribution.command.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.ExplainerRequest;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.command.open.ModelOpener;
import org.segmentattribution.image.ChannelOrder;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.Head;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.ModelFile;

class RequestedModelTest {
  @TempDir Path folder;

  private static ModelFile of(Path file, Map<String, List<String>> declared) {
    ExplainerRequest.Model model =
        new ExplainerRequest.Model(file, declared, true, null, Duration.ofMinutes(1));
    return new RequestedModel(model).on("cpu");
  }

  private static String refused(String key, String... values) {
    return assertThrows(
            WrongInput.class, () -> of(TestCalls.MODEL, Map.of(key, Arrays.asList(values))))
        .show(name -> "--" + name);
  }

  /** What is declared here wins over what stands beside the file. */
  @Test
  void declaredPartsReachTheModel() throws IOException {
    Path bare = Files.copy(TestCalls.MODEL, folder.resolve("bare.onnx"));
    ModelFile file =
        of(
            bare,
            Map.of(
                "classes", List.of("Pferd", "Zebra"),
                "head", List.of("sigmoid"),
                "input-size", List.of("64", "64"),
                "resize", List.of("70"),
                "range", List.of("0", "255"),
                "mean", List.of("1", "2", "3"),
                "std", List.of("58.5", "57", "56"),
                "channel-order", List.of("BGR")));
    try (LoadedClassifier classifier = ModelOpener.model(file)) {
      ModelDeclaration declaration = classifier.declaration();
      assertEquals(List.of("Pferd", "Zebra"), declaration.classes());
      assertEquals(Head.SIGMOID, declaration.head());
      assertEquals(70, declaration.input().cropping().rows());
      assertEquals(255, declaration.input().scaling().high());
      assertEquals(2, declaration.input().scaling().mean()[1]);
      assertEquals(58.5f, declaration.input().scaling().std()[0]);
      assertEquals(ChannelOrder.BGR, declaration.input().channels());
    }
  }

  @Test
  void classesMayBeTextsOfClip() {
    Path towers = Path.of("clip:" + Fixtures.resource("clip/clip-one"));
    Map<String, List<String>> texts =
        Map.of("classes", List.of("zebra", "horse"), "template", List.of("art of a {}"));
    try (LoadedClassifier classifier = ModelOpener.model(of(towers, texts))) {
      assertEquals(List.of("zebra", "horse"), classifier.declaration().classes());
      assertEquals("clip-one", classifier.name());
    }
    assertTrue(refused("template", "art of a {}").contains("--template goes with --model clip:"));
  }

  @Test
  void withoutAnythingDeclaredTheFileSpeaks() {
    try (LoadedClassifier classifier = ModelOpener.model(of(TestCalls.MODEL, Map.of()))) {
      assertEquals(List.of("horse", "zebra"), classifier.declaration().classes());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "head, softmin",
    "head, SOFTMAX",
    "interpolation, cubic",
    "crop-mode, middle",
    "antialias, yes",
    "channel-order, rgb",
    "input-layout, HWC",
    "input-type, int8",
    "input-size, 64",
    "input-size, 64 64 3",
    "input-size, 64 -1",
    "input-size, 64 0",
    "input-size, 64 wide",
    "resize, 0",
    "resize, 70 70",
    "range, 1",
    "mean, 1 2",
    "std, one",
    "crop-fraction, most"
  })
  void aPartThatDoesNotFitIsNamed(String key, String values) {
    String said = refused(key, values.split(" "));
    assertTrue(said.startsWith("--" + key + ": "), said);
    assertEquals(1, said.lines().count(), said);
  }

  @Test
  void anUnknownPartIsRefusedWithThoseThatThereAre() {
    String said = refused("input_size", "64", "64");
    assertTrue(said.startsWith("input_size: no part of a model's declaration; there are "), said);
    assertTrue(said.contains("input-size") && said.contains("crop-fraction"), said);
  }

  @Test
  void trustIsGivenOrNot() {
    assertFalse(of(TestCalls.MODEL, Map.of()).trust().given());
    assertEquals(Duration.ofMinutes(1), of(TestCalls.MODEL, Map.of()).trust().pass());
    ExplainerRequest.Model wrong =
        new ExplainerRequest.Model(
            TestCalls.MODEL, Map.of(), true, "not a hash", Duration.ofMinutes(1));
    String said =
        assertThrows(WrongInput.class, () -> new RequestedModel(wrong).on("cpu"))
            .show(key -> "--" + key);
    assertTrue(said.startsWith("--trust-model: "), said);
  }
}
