package org.segmentattribution.model.huggingface;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.DeclarationFile;
import org.segmentattribution.model.DeclarationFlags;
import org.segmentattribution.model.Head;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;

class FolderDeclarationTest {
  @TempDir Path folder;

  private TemporaryModel vit;

  @BeforeEach
  void copy() throws IOException {
    vit = TemporaryModel.copy("vit", folder.resolve("my-vit"));
  }

  @Test
  void classesAreThoseOfTheIndices() throws IOException {
    assertEquals(
        List.of("crane (0)", "zebra", "owl", "crane (3)", "fox"), vit.declaration().classes());
    // files are sorted by text: 10 is before 2
    vit.config(
        "id2label",
        "{\"0\":\"a\",\"1\":\"b\",\"10\":\"k\",\"2\":\"c\",\"3\":\"d\",\"4\":\"e\",\"5\":\"f\","
            + "\"6\":\"g\",\"7\":\"h\",\"8\":\"i\",\"9\":\"j\"}");
    assertEquals("abcdefghijk", String.join("", vit.declaration().classes()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "id2label | {\"0\": \"a\", \"2\": \"b\"} | id2label: 2 labels, but none has the index 1",
        "id2label | {\"0\": \"a\", \"b\": \"b\"} | id2label: 'b' is no index of a class",
        "id2label | {\"0\": \"a\", \"1\": 7} | id2label.1: a text is needed, not '7'",
        "id2label | {} | id2label: names no class",
        "id2label | [\"a\"] | id2label: an object is needed, not '[\"a\"]'",
        "id2label | {\"0\": \"a\", \"1\": \"b\"} | id2label: 2 classes, but model.safetensors has 5"
            + " outputs",
        "id2label | ~~ | id2label: is missing, which means two classes, but model.safetensors has 5"
            + " outputs",
        "problem_type | \"regression\" | problem_type: regression gives numbers, not classes, so"
            + " there is no class to explain",
        "problem_type | \"ranking\" | problem_type: 'ranking' is not known"
      })
  void wrongLabels(String key, String value, String message) throws IOException {
    vit.config(key, value);
    assertEquals("config.json: " + message, vit.refusal());
  }

  @Test
  void headsFollowTheProblem() throws IOException {
    assertEquals(Head.SOFTMAX, vit.declaration().head());
    vit.config("problem_type", "\"multi_label_classification\"");
    assertEquals(Head.SIGMOID, vit.declaration().head());
    vit.config("problem_type", "null");
    assertEquals(null, vit.declaration().head());
  }

  /** Height, width, what a crop is cut out of, interpolation. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"image_processor_type\": \"ViTImageProcessor\", \"size\": 224} | 224 224 bilinear",
        "{\"feature_extractor_type\": \"ViTFeatureExtractor\", \"size\": 224, \"resample\": 3}"
            + " | 224 224 bicubic",
        "{\"image_processor_type\": \"ViTImageProcessorFast\", \"size\": {\"height\": 192,"
            + " \"width\": 224}, \"resample\": 0} | 192 224 nearest",
        "{\"feature_extractor_type\": \"ConvNextFeatureExtractor\", \"size\": 224, \"crop_pct\":"
            + " 0.875, \"resample\": 3} | 224 224 256x256 center floor bicubic",
        "{\"image_processor_type\": \"ConvNextImageProcessor\", \"size\": {\"shortest_edge\": 288},"
            + " \"crop_pct\": 0.95} | 288 288 303x303 center floor bicubic",
        "{\"image_processor_type\": \"ConvNextImageProcessor\", \"size\": {\"shortest_edge\": 384},"
            + " \"resample\": 2} | 384 384 bilinear",
        "{\"image_processor_type\": \"BitImageProcessor\", \"size\": {\"shortest_edge\": 256},"
            + " \"crop_size\": {\"height\": 224, \"width\": 192}}"
            + " | 224 192 256x256 center floor bicubic",
        "{\"feature_extractor_type\": \"CLIPFeatureExtractor\", \"size\": 224, \"crop_size\": 224,"
            + " \"do_center_crop\": true, \"resample\": 3}"
            + " | 224 224 224x224 center floor bicubic",
        "{\"image_processor_type\": \"MobileNetV2ImageProcessor\", \"size\": {\"shortest_edge\":"
            + " 256}, \"crop_size\": 224, \"resample\": 2}"
            + " | 224 224 256x256 center floor bilinear",
        "{\"feature_extractor_type\": \"DeiTFeatureExtractor\", \"size\": 256,"
            + " \"crop_size\": 224}"
            + " | 224 224 256x256 squash floor bicubic"
      })
  void processorsOfTransformers(String json, String expected) throws IOException {
    Files.writeString(vit.file("preprocessor_config.json"), json);
    vit.processor("image_mean", "[0.5, 0.4, 0.3]").processor("image_std", "[0.2, 0.3, 0.4]");
    ModelDeclaration declaration = vit.declaration();
    assertEquals(expected, Steps.text(declaration));
    assertArrayEquals(new float[] {0.5f, 0.4f, 0.3f}, declaration.input().scaling().mean());
    assertArrayEquals(new float[] {0.2f, 0.3f, 0.4f}, declaration.input().scaling().std());
    assertEquals(0, declaration.input().scaling().low());
    assertEquals(1, declaration.input().scaling().high());
  }

  @Test
  void valuesAreScaledAsDeclared() throws IOException {
    vit.processor("do_normalize", "false").processor("rescale_factor", "0.00784313725490196");
    vit.processor("rescale_offset", "true").processor("do_flip_channel_order", "true");
    ModelDeclaration scaled = vit.declaration();
    assertEquals(-1, scaled.input().scaling().low());
    assertEquals(1, scaled.input().scaling().high(), 1e-6);
    assertEquals("BGR", scaled.input().channels().text());
    vit.processor("do_rescale", "false");
    assertEquals(255, vit.declaration().input().scaling().high());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "do_resize | false | do_resize: false, so pictures would keep their sizes",
        "do_thumbnail | true | do_thumbnail: true is not supported",
        "resample | 7 | resample: '7' is no filter of Pillow",
        "size | {\"longest_edge\": 224} | size: height and width, or shortest_edge alone, are"
            + " needed, not '{\"longest_edge\":224}'",
        "size | {\"height\": 0, \"width\": 32} | size.height: a whole number above 0 is needed, not"
            + " '0'",
        "size | {\"shortest_edge\": 32} | size: shortest_edge without do_center_crop leaves pictures"
            + " of different shapes",
        "image_mean | ~~ | image_mean: one number a channel is needed",
        "image_std | [1, 0, 1] | image_std: holds 0",
        "image_std | [1, 1] | image_std: a list of 3 numbers is needed",
        "rescale_factor | \"x\" | rescale_factor: a number is needed, not '\"x\"'",
        "image_processor_type | \"LevitImageProcessor\" | image_processor_type: what Levit's"
            + " processor does cannot be declared"
      })
  void wrongProcessors(String key, String value, String message) throws IOException {
    vit.processor(key, value);
    assertEquals("preprocessor_config.json: " + message, vit.refusal());
  }

  @Test
  void withoutAProcessorTheSizeMustBeGiven() throws IOException {
    vit.without("preprocessor_config.json");
    assertEquals(
        "DIR: has neither preprocessor_config.json nor pretrained_cfg in config.json, which say how"
            + " pictures become the input; add it; or give input-size",
        vit.refusal());
    assertEquals(false, Classifiers.isDeclared(vit.model()));
    DeclarationFlags.InputSize size =
        new DeclarationFlags.InputSize(List.of(32, 32), null, null, null, null, null);
    DeclarationFlags flags =
        new DeclarationFlags(
            null, null, size, DeclarationFlags.InputValues.NONE, DeclarationFlags.InputForm.NONE);
    try (LoadedClassifier classifier = Classifiers.load(vit.model(flags))) {
      assertEquals("zebra", classifier.declaration().classes().get(1));
    }
  }

  @Test
  void timmSaysAll() throws IOException {
    TemporaryModel timm = TemporaryModel.copy("timm-resnet18", folder.resolve("timm"));
    ModelDeclaration declaration = timm.declaration();
    assertEquals("32 32 36x36 center bilinear", Steps.text(declaration));
    assertEquals("zebra", declaration.classes().get(1));
    timm.config(
        "pretrained_cfg",
        "{\"input_size\": [3, 384, 384], \"crop_pct\": 1.0, \"crop_mode\": \"squash\","
            + " \"interpolation\": \"bicubic\", \"num_classes\": 5}");
    timm.config("label_names", "");
    assertEquals("384 384 bicubic", Steps.text(timm.declaration()));
    assertEquals(List.of("0", "1", "2", "3", "4"), timm.declaration().classes());
    assertEquals(0.485f, timm.declaration().input().scaling().mean()[0]);
    timm.config("pretrained_cfg", "{\"input_size\": [3, 32, 32], \"interpolation\": \"random\"}");
    assertEquals(
        "config.json: pretrained_cfg.interpolation: 'random' is not known", timm.refusal());
    timm.config("pretrained_cfg", "{\"input_size\": [3, 32, 32], \"crop_pct\": 0}");
    assertTrue(timm.refusal().startsWith("config.json: pretrained_cfg.crop_pct: "));
  }

  @Test
  void flagsAndAFileBesideTheModelWin() throws IOException {
    DeclarationFlags flags =
        new DeclarationFlags(
            List.of("a", "b", "c", "d", "e"),
            "sigmoid",
            DeclarationFlags.InputSize.NONE,
            DeclarationFlags.InputValues.NONE,
            DeclarationFlags.InputForm.NONE);
    ModelDeclaration given = DeclarationFile.of(vit.model(flags));
    assertEquals("b", given.classes().get(1));
    assertEquals(Head.SIGMOID, given.head());
    Files.writeString(
        vit.file("model.safetensors.json"),
        "{\"classes\": [\"v\", \"w\", \"x\", \"y\", \"z\"], \"input\": {\"size\": [32, 32]}}");
    assertEquals("w", vit.declaration().classes().get(1));
    assertEquals(0, vit.declaration().input().scaling().mean()[0]);
  }
}
