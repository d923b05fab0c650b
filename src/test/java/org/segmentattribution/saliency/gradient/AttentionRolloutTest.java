package org.segmentattribution.saliency.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.DeclarationFlags;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.ModelTrust;
import org.segmentattribution.model.ZeroShot;
import org.segmentattribution.model.safetensors.SafetensorsFile;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.SaliencyMethods;

/**
 * Attention rollout, as {@code scripts/make-rollout.py} computes it from the weights in float64.
 */
class AttentionRolloutTest {
  private static void assertRollout(LoadedClassifier classifier, float[] pixels, Path expected)
      throws IOException {
    NpyFile maps = NpyFile.read(expected);
    int images = maps.shape()[0];
    int places = maps.shape()[1];
    float[][] found =
        new Explainer(
                classifier,
                SaliencyMethods.select(
                    List.of("attention-rollout"), List.of("raw=true"), 1, ChannelReduction.SUM),
                ChannelReduction.SUM)
            .explain(pixels, images, new int[images])
            .maps()
            .get("attention-rollout");
    assertEquals(images, found.length);
    for (int i = 0; i < images; i++) {
      float[] wanted = new float[places];
      System.arraycopy(maps.values(), i * places, wanted, 0, places);
      assertArrayEquals(wanted, found[i], 1e-6f, "image " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"vit", "dinov2"})
  void rowOfTheClassToken(String name) throws IOException {
    Path folder = Fixtures.resource("folders/" + name);
    float[] pixels = SafetensorsFile.open(folder.resolve("expected.safetensors")).floats("pixels");
    try (LoadedClassifier classifier = Classifiers.load(new ModelFile(folder, null, "cpu"))) {
      assertRollout(classifier, pixels, folder.resolve("rollout.npy"));
    }
  }

  /** SigLIP has no class token: a learned query attends to the tokens at the end. */
  @ParameterizedTest
  @ValueSource(strings = {"siglip-one", "siglip-two"})
  void weightsOfTheQueryThatPools(String name) throws IOException {
    DeclarationFlags none = DeclarationFlags.NONE;
    ModelFile model =
        new ModelFile(
            Fixtures.resource("clip/" + name),
            null,
            "cpu",
            new DeclarationFlags(
                List.of("zebra", "horse"), null, none.size(), none.values(), none.form()),
            true,
            ModelTrust.NONE,
            new ZeroShot(List.of()));
    float[] pixels = NpyFile.read(Fixtures.resource("clip/siglip-pixels.npy")).values();
    try (LoadedClassifier classifier = Classifiers.load(model)) {
      assertRollout(classifier, pixels, Fixtures.resource("clip/siglip-rollout.npy"));
    }
  }
}
