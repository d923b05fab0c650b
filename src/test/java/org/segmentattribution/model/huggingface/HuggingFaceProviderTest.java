package org.segmentattribution.model.huggingface;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.DeclarationFlags;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.LayerRule;
import org.segmentattribution.model.onnx.OnnxClassifier;

class HuggingFaceProviderTest {
  @TempDir Path home;

  private TemporaryModel vit;

  @BeforeEach
  void copy() throws IOException {
    vit = TemporaryModel.copy("vit", home.resolve("my-vit.v2"));
  }

  private static float[] logits(LoadedClassifier classifier) {
    float[] pixels = Fixtures.normal(1, Math.toIntExact(2 * classifier.inputShape().size()));
    try (NDManager scope = classifier.newScope()) {
      NDArray x = scope.create(pixels, new Shape(2).addAll(classifier.inputShape()));
      return Gradients.without(() -> classifier.logits(x, LayerRule.PLAIN)).toFloatArray();
    }
  }

  private static float[] logits(TemporaryModel model) throws IOException {
    try (LoadedClassifier classifier = model.load()) {
      return logits(classifier);
    }
  }

  @Test
  void aClassifierIsCalledAfterItsFolder() throws IOException {
    try (LoadedClassifier classifier = vit.load()) {
      assertEquals("my-vit.v2", classifier.name());
      assertEquals(Classifiers.sha256(vit.model()), classifier.sha256());
    }
    String before = Classifiers.sha256(vit.model());
    vit.config("layer_norm_eps", "1e-3");
    assertNotEquals(before, Classifiers.sha256(vit.model()));
  }

  @Test
  void arraysNeedNoProcessor() throws IOException {
    vit.without("preprocessor_config.json");
    assertArrayEquals(new long[] {3, 32, 32}, Classifiers.inputShape(vit.model()));
    try (LoadedClassifier classifier = Classifiers.loadFor(vit.model(), 3, 32, 32)) {
      assertEquals(5, classifier.declaration().classes().size());
    }
  }

  @Test
  void onnxIsTakenBeforeWeights() throws IOException {
    Files.createDirectory(vit.file("onnx"));
    Files.copy(Fixtures.resource("onnx/exported.onnx"), vit.file("onnx/model.onnx"));
    assertTrue(vit.refusal().contains("model.onnx"), vit.refusal());
    Files.copy(Fixtures.resource("onnx/exported.onnx"), vit.file("model_fp16.onnx"));
    Files.delete(vit.file("onnx/model.onnx"));
    try (LoadedClassifier classifier = vit.load()) {
      assertTrue(!(classifier instanceof OnnxClassifier));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "architectures | [\"BeitForImageClassification\"] | architectures: 'BeitForImageClassification'"
            + " is not built from weights; known: ConvNextForImageClassification,",
        "architectures | ~~ | architectures: is missing; known: ConvNextForImageClassification,",
        "architectures | [] | architectures: a list of texts is needed",
        "hidden_size | ~~ | hidden_size: is missing",
        "num_attention_heads | 3 | num_attention_heads: 3 heads do not divide 16 features",
        "hidden_act | \"quick_gelu\" | hidden_act: 'quick_gelu' is not known; known: gelu,",
        "image_size | 48 | image_size: 48x48, but pictures become 32x32; positions are not"
            + " interpolated: export ONNX for that size",
        "patch_size | 5 | patch_size: 5x5 does not divide pictures of 32x32"
      })
  void wrongConfigurations(String key, String value, String message) throws IOException {
    vit.config(key, value);
    String said = vit.refusal();
    assertTrue(said.startsWith("config.json: " + message), said);
  }

  @Test
  void wrongTensors() throws IOException {
    vit.config("hidden_size", "32");
    assertEquals(
        "model.safetensors: key 'vit.embeddings.patch_embeddings.projection.weight' has shape (16,"
            + " 3, 8, 8), not (32, 3, 8, 8)",
        vit.refusal());
    vit.config("hidden_size", "16").config("num_hidden_layers", "3");
    assertEquals(
        "model.safetensors: key 'vit.encoder.layer.2.layernorm_before.weight' is missing",
        vit.refusal());
    vit.config("num_hidden_layers", "1");
    assertTrue(
        vit.refusal()
            .matches(
                "model\\.safetensors: key 'vit\\.encoder\\.layer\\.1\\..*' has no place in the"
                    + " network; 13 more have none"),
        vit.refusal());
  }

  @Test
  void aFolderMustHoldAModel() throws IOException {
    Files.writeString(vit.file("pytorch_model.bin"), "x");
    vit.without("model.safetensors");
    assertEquals(
        "DIR: holds none of model.onnx, onnx/model.onnx, model.safetensors,"
            + " model.safetensors.index.json, model_fp16.onnx, onnx/model_fp16.onnx;"
            + " 'pytorch_model.bin' is not read: scripts/export-onnx.py transformers:FOLDER makes"
            + " ONNX of it",
        vit.refusal());
    Files.writeString(vit.file("model.onnx"), "version https://git-lfs.github.com/spec/v1\noid");
    assertEquals(
        "model.onnx: is a pointer of Git LFS in place of the file; run: git lfs pull",
        vit.refusal());
    Files.writeString(vit.file("model.onnx"), "no model at all");
    assertTrue(vit.refusal().startsWith("model.onnx: is not an ONNX file"), vit.refusal());
    Files.writeString(vit.file("config.json"), "[1]");
    assertEquals("config.json: holds no JSON object", vit.refusal());
    vit.without("config.json");
    assertEquals(
        "DIR: is a folder without config.json; name a model's file, or a folder as transformers'"
            + " save_pretrained writes it",
        vit.refusal());
  }

  @Test
  void weightsNeedNoArchitecture() {
    ModelFile named = new ModelFile(vit.folder(), "vgg16", "cpu", DeclarationFlags.NONE);
    String message =
        org.junit.jupiter.api.Assertions.assertThrows(
                IllegalArgumentException.class, () -> Classifiers.load(named))
            .getMessage();
    assertTrue(message.endsWith("arch goes with .safetensors alone"), message);
  }

  @Test
  void anIndexNamesFilesOfTheFolder() throws IOException {
    TemporaryModel shards = TemporaryModel.copy("vit-shards", home.resolve("shards"));
    String index = "model.safetensors.index.json";
    String text = Files.readString(shards.file(index));
    String first = "model-00001-of-00002.safetensors";
    Files.writeString(shards.file(index), text.replace(first, "nothing.safetensors"));
    assertTrue(
        shards.refusal().endsWith(": 'nothing.safetensors' is no .safetensors file there"),
        shards.refusal());
    Files.copy(shards.file(first), home.resolve("outside.safetensors"));
    Files.writeString(shards.file(index), text.replace(first, "../outside.safetensors"));
    assertTrue(shards.refusal().endsWith("leads out of the folder"), shards.refusal());
    Files.writeString(shards.file(index), text);
    Files.delete(shards.file(first));
    Files.createSymbolicLink(shards.file(first), home.resolve("outside.safetensors"));
    assertTrue(shards.refusal().endsWith("leads out of the folder"), shards.refusal());
  }

  @Test
  void aDownloadCacheHoldsLinks() throws IOException {
    Path snapshot = home.resolve("models--a--b/snapshots/0123");
    Path blobs = home.resolve("models--a--b/blobs");
    Files.createDirectories(snapshot);
    Files.createDirectories(blobs);
    for (String name :
        new String[] {"config.json", "preprocessor_config.json", "model.safetensors"}) {
      Files.copy(vit.file(name), blobs.resolve("sha-" + name.length()));
      Files.createSymbolicLink(snapshot.resolve(name), Path.of("../../blobs/sha-" + name.length()));
    }
    assertArrayEquals(logits(vit), logits(new TemporaryModel(snapshot)));
  }

  @Test
  void halfPrecisionIsConverted() throws IOException {
    float[] whole = logits(vit);
    toBrainFloat(vit.file("model.safetensors"));
    double apart = Fixtures.deviation(whole, logits(vit));
    assertTrue(apart > 0 && apart < 0.05, "logits differ by " + apart);
  }

  /** Halves each value of a file of float32. */
  private static void toBrainFloat(Path file) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) all.getLong();
    byte[] header = new byte[length];
    all.get(header);
    String text = new String(header, StandardCharsets.UTF_8).replace("\"F32\"", "\"BF16\"");
    StringBuilder halved = new StringBuilder();
    var matcher =
        java.util.regex.Pattern.compile("\"data_offsets\":\\[(\\d+),(\\d+)\\]").matcher(text);
    while (matcher.find()) {
      long from = Long.parseLong(matcher.group(1)) / 2;
      long to = Long.parseLong(matcher.group(2)) / 2;
      matcher.appendReplacement(halved, "\"data_offsets\":[" + from + "," + to + "]");
    }
    matcher.appendTail(halved);
    byte[] json = halved.toString().stripTrailing().getBytes(StandardCharsets.UTF_8);
    int values = all.remaining() / Float.BYTES;
    ByteBuffer out =
        ByteBuffer.allocate(8 + json.length + 2 * values).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(json.length).put(json);
    for (int i = 0; i < values; i++) {
      out.putShort((short) (all.getInt() >>> 16));
    }
    Files.write(file, Arrays.copyOf(out.array(), out.position()));
  }
}
