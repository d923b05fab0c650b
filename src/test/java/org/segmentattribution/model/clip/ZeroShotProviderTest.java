package org.segmentattribution.model.clip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.image.Interpolation;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.DeclarationFlags;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.Head;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.ModelTrust;
import org.segmentattribution.model.ZeroShot;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.LayerRule;
import org.segmentattribution.model.onnx.check.SelfCheck;

/** Small CLIP and SigLIP networks, whose logits transformers computed. */
class ZeroShotProviderTest {
  private static final List<String> CLASSES = List.of("zebra", "horse", "fire engine");
  private static final List<String> MORE = List.of("a bad photo of the {}", "art of a {}, in red");

  @TempDir Path folder;

  private static ModelFile model(Path path, List<String> classes, List<String> templates) {
    DeclarationFlags none = DeclarationFlags.NONE;
    return new ModelFile(
        path,
        null,
        "cpu",
        new DeclarationFlags(classes, null, none.size(), none.values(), none.form()),
        true,
        ModelTrust.NONE,
        new ZeroShot(templates));
  }

  private static float[] logits(LoadedClassifier classifier, float[] pixels, int images) {
    try (NDManager scope = classifier.newScope()) {
      NDArray x = scope.create(pixels, new Shape(images).addAll(classifier.inputShape()));
      return Gradients.without(() -> classifier.logits(x, LayerRule.PLAIN)).toFloatArray();
    }
  }

  private static float[] npy(String name) throws IOException {
    return NpyFile.read(Fixtures.resource("clip/" + name + ".npy")).values();
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip-two", "clip-one", "siglip-two", "siglip-one"})
  void logitsAreThoseOfTransformers(String name) throws IOException {
    String family = name.replaceFirst("-.*", "");
    float[] pixels = npy(family + "-pixels");
    String first = family.equals("clip") ? "a photo of a {}" : "This is a photo of {}.";
    List<List<String>> templates = List.of(List.of(), List.of(first, MORE.get(0), MORE.get(1)));
    for (int i = 0; i < templates.size(); i++) {
      ModelFile model = model(Fixtures.resource("clip/" + name), CLASSES, templates.get(i));
      // nothing but the texts: the scale is in SigLIP's files, and CLIP's two graphs have none
      double share = name.equals("clip-two") ? 60.0 / 100 : 1;
      try (LoadedClassifier classifier = Classifiers.load(model)) {
        float[] found = logits(classifier, pixels, 3);
        for (int k = 0; k < found.length; k++) {
          found[k] *= (float) share;
        }
        float[] expected = npy(family + "-logits-" + (i == 0 ? 1 : 3));
        assertTrue(Fixtures.deviation(expected, found) < 1e-5, name + i);
        SelfCheck check = SelfCheck.of(classifier, pixels, 3);
        assertEquals(3, check.images(), check.line());
        assertEquals(
            family.equals("clip") ? Head.SOFTMAX : Head.SIGMOID, classifier.declaration().head());
        assertEquals(CLASSES, classifier.declaration().classes());
        assertEquals(name, classifier.name());
        assertTrue(classifier.layered());
      }
    }
  }

  /** The output of {@code scripts/make-clip-models.py DIR}; runs where -Dsat.clip=DIR names it. */
  @TestFactory
  Stream<DynamicTest> fullSizesAgree() throws IOException {
    String root = System.getProperty("sat.clip", "");
    if (root.isEmpty()) {
      return Stream.of(
          DynamicTest.dynamicTest(
              "no models",
              () -> assumeTrue(false, "-Dsat.clip=DIR is not given: full-size CLIP not run")));
    }
    try (Stream<Path> found = Files.list(Path.of(root))) {
      List<Path> folders = found.filter(Files::isDirectory).sorted().toList();
      return folders.stream()
          .map(one -> DynamicTest.dynamicTest(one.getFileName() + "", () -> fullSize(one)));
    }
  }

  private static void fullSize(Path one) throws IOException {
    String family = one.getFileName().toString().replaceFirst("-.*", "");
    Path root = one.getParent();
    NpyFile pixels = NpyFile.read(root.resolve(family + "-pixels.npy"));
    String first = family.equals("clip") ? "a photo of a {}" : "This is a photo of {}.";
    float share = one.getFileName().toString().startsWith("clip-two") ? 60f / 100 : 1;
    for (int count : new int[] {1, 3}) {
      List<String> templates =
          count == 1 ? List.of() : Stream.concat(Stream.of(first), MORE.stream()).toList();
      try (LoadedClassifier classifier = Classifiers.load(model(one, CLASSES, templates))) {
        float[] found = logits(classifier, pixels.values(), pixels.shape()[0]);
        for (int k = 0; k < found.length; k++) {
          found[k] *= share;
        }
        float[] there = NpyFile.read(root.resolve(family + "-logits-" + count + ".npy")).values();
        double deviation = Fixtures.deviation(there, found);
        SelfCheck check = SelfCheck.of(classifier, pixels.values(), pixels.shape()[0]);
        System.out.printf(
            "%s, %d templates: logits %.1e; %s%n",
            one.getFileName(), count, deviation, check.line());
        assertTrue(deviation <= 1e-4, "logits differ by " + deviation);
      }
    }
  }

  @Test
  void preprocessingIsThatOfTheFolder() throws IOException {
    ModelFile clip = model(Fixtures.resource("clip/clip-one"), CLASSES, List.of());
    try (LoadedClassifier classifier = Classifiers.load(clip)) {
      Preprocessing input = classifier.declaration().input();
      assertEquals(16, input.cropping().rows());
      assertTrue(input.cropping().down(), "transformers cuts half a pixel off");
      assertEquals(Interpolation.BICUBIC, input.resizing().interpolation());
      assertEquals(0.4578275f, input.scaling().mean()[1]);
      assertEquals(1, input.scaling().high(), 1e-6);
    }
    ModelFile siglip = model(Fixtures.resource("clip/siglip-one"), CLASSES, List.of());
    try (LoadedClassifier classifier = Classifiers.load(siglip)) {
      assertEquals(0, classifier.declaration().input().cropping().rows());
    }
  }

  @Test
  void aProcessorWithoutANameIsThatOfTheFamily() throws IOException {
    Path clip = copy("clip-one");
    Path processor = clip.resolve("preprocessor_config.json");
    edit(processor, "\"image_processor_type\": \"CLIPImageProcessor\",", "");
    edit(processor, "\"resample\": 3,", "");
    try (LoadedClassifier classifier = Classifiers.load(model(clip, CLASSES, List.of()))) {
      Preprocessing input = classifier.declaration().input();
      assertEquals(16, input.cropping().rows());
      assertEquals(Interpolation.BICUBIC, input.resizing().interpolation());
    }
    Path siglip = copy("siglip-one");
    edit(siglip.resolve("preprocessor_config.json"), "SiglipImage", "Siglip2Image");
    String shapes = refusal(siglip, CLASSES);
    assertTrue(shapes.contains("what Siglip2's processor does cannot be declared"), shapes);
  }

  @Test
  void otherTextsAreAnotherModel() throws IOException {
    Path clip = Fixtures.resource("clip/clip-two");
    String plain = Classifiers.sha256(model(clip, CLASSES, List.of()));
    assertEquals(plain, Classifiers.sha256(model(clip, CLASSES, List.of("a photo of a {}"))));
    assertNotEquals(plain, Classifiers.sha256(model(clip, CLASSES.subList(0, 2), List.of())));
    assertNotEquals(plain, Classifiers.sha256(model(clip, CLASSES, MORE)));
    Path copy = copy("clip-two");
    assertEquals(plain, Classifiers.sha256(model(copy, CLASSES, List.of())));
    Files.writeString(folder.resolve("clip-two.json"), "{\"logit_scale\": 4}");
    assertNotEquals(plain, Classifiers.sha256(model(copy, CLASSES, List.of())));
  }

  @Test
  void declarationBesideTheFolderWins() throws IOException {
    Path copy = copy("clip-two");
    Files.writeString(
        folder.resolve("clip-two.json"),
        "{\"classes\": [\"zebra\", \"horse\", \"fire engine\"], \"aliases\": {\"n02391049\": 0},"
            + " \"logit_scale\": 4.0943445622221, \"templates\": [\"a photo of a {}\"],"
            + " \"input\": {\"interpolation\": \"bilinear\"}}");
    try (LoadedClassifier classifier = Classifiers.load(model(copy, null, List.of()))) {
      float[] found = logits(classifier, npy("clip-pixels"), 3);
      assertTrue(Fixtures.deviation(npy("clip-logits-1"), found) < 1e-5);
      assertEquals(0, classifier.declaration().classIndex("n02391049"));
      assertEquals(
          Interpolation.BILINEAR, classifier.declaration().input().resizing().interpolation());
    }
  }

  /** Copies a folder of the test resources. */
  private Path copy(String name) throws IOException {
    Path from = Fixtures.resource("clip/" + name);
    Path to = folder.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copied = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copied);
        } else {
          Files.copy(file, copied, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    return to;
  }

  private static String refusal(Path path, List<String> classes, String... templates) {
    String message =
        assertThrows(
                WrongInput.class,
                () -> Classifiers.load(model(path, classes, List.of(templates))).close())
            .getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  @ParameterizedTest
  @CsvSource({
    "zebra,                    at least two classes are needed",
    "zebra|,                   name 2 of 2 classes is empty",
    "zebra|horse| zebra ,      names 1 and 3 of classes are both 'zebra'",
    "zebra|Zebra,              'zebra' and 'Zebra' of classes are the same",
  })
  void wrongClassesAreRefused(String classes, String why) {
    List<String> names = List.of(classes.split("\\|", -1));
    String message = refusal(Fixtures.resource("clip/clip-one"), names);
    assertTrue(message.contains(why), message);
  }

  @Test
  void wrongTextsAreRefused() {
    Path clip = Fixtures.resource("clip/clip-one");
    String none = refusal(clip, null);
    assertTrue(none.contains("says which texts are its classes"), none);
    String place = refusal(clip, CLASSES, "a photo");
    assertTrue(place.contains("'a photo' has no {}"), place);
    String twice = refusal(clip, CLASSES, "{}", "{}");
    assertTrue(twice.contains("given twice"), twice);
    String tokens = refusal(clip, List.of("zebra", "x".repeat(40)));
    assertTrue(tokens.contains("has 46 tokens; the model takes 32"), tokens);
    assertTrue(tokens.contains("'xxxxx"), tokens);
  }

  private void edit(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertTrue(text.contains(from), text);
    Files.writeString(file, text.replace(from, to));
  }

  @Test
  void incompleteFoldersAreRefused() throws IOException {
    Path absent = folder.resolve("absent");
    assertTrue(refusal(absent, CLASSES).endsWith("absent: no such folder"));
    Path empty = Files.createDirectory(folder.resolve("empty"));
    String graphs = refusal(empty, CLASSES);
    assertTrue(graphs.contains("neither vision_model.onnx and text_model.onnx nor"), graphs);
    Path half = copy("clip-two");
    Files.delete(half.resolve("onnx/text_model.onnx"));
    String other = refusal(half, CLASSES);
    assertTrue(other.contains("has no text_model.onnx beside it"), other);
    Path clip = copy("clip-one");
    for (String name : List.of("preprocessor_config.json", "tokenizer.json", "config.json")) {
      Files.delete(clip.resolve(name));
      String message = refusal(clip, CLASSES);
      assertTrue(message.contains("has no " + name), message);
    }
  }

  @Test
  void filesThatDoNotGoTogetherAreRefused() throws IOException {
    Path clip = copy("clip-one");
    Path config = clip.resolve("config.json");
    edit(config, "\"model_type\": \"clip\"", "\"model_type\": \"align\"");
    assertTrue(refusal(clip, CLASSES).contains("model_type: 'align' is none of"));
    edit(config, "\"model_type\": \"align\"", "\"model_type\": \"clip\"");
    edit(config, "\"eos_token_id\": ", "\"eos_token_id\": 3");
    String end = refusal(clip, CLASSES);
    assertTrue(end.contains("the tokenizer is another model's"), end);
    Path siglip = copy("siglip-two");
    Files.delete(siglip.resolve("model.safetensors"));
    String scale = refusal(siglip, CLASSES);
    assertTrue(scale.contains("logit_scale and logit_bias"), scale);
    Path mixed = copy("clip-two");
    Files.copy(
        mixed.resolve("onnx/vision_model.onnx"),
        mixed.resolve("onnx/text_model.onnx"),
        StandardCopyOption.REPLACE_EXISTING);
    String output = refusal(mixed, CLASSES);
    assertTrue(output.contains("has no output text_embeds, but image_embeds"), output);
    assertTrue(output.contains("CLIPTextModelWithProjection"), output);
  }

  @Test
  void templatesGoWithTowersAlone() {
    WrongInput refusal =
        assertThrows(WrongInput.class, () -> ZeroShot.of("model.onnx", List.of("a {}")));
    assertTrue(refusal.getMessage().contains("clip:FOLDER alone"), refusal.getMessage());
    assertEquals(Path.of("models/x"), ZeroShot.path("clip:models/x"));
    assertEquals(
        FileSystems.getDefault().getPath("").toAbsolutePath().getFileName(),
        ZeroShot.path("clip:.").getFileName());
  }
}
