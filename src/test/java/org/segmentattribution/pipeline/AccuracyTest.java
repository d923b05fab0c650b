package org.segmentattribution.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.Head;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.saliency.Explainer;

/** How often a model is right, and how a listing is told from another. */
class AccuracyTest {
  private static final Preprocessing GRID =
      Preprocessing.simple(TestBatches.SIDE, TestBatches.SIDE);

  @TempDir Path folder;

  @Test
  void accuracyIsTheShareOfRightImagesInWhateverBatches() {
    try (LoadedClassifier classifier = TestBatches.classifier(Head.SOFTMAX)) {
      Explainer explainer = TestBatches.explainer(classifier);
      List<RgbImage> images = IntStream.range(0, 7).mapToObj(TestBatches::picture).toList();
      int[] predicted =
          images.stream()
              .mapToInt(
                  image -> {
                    float[] input = new float[GRID.length()];
                    GRID.toInput(image, input, 0);
                    float[] logits = explainer.logits(input, 1)[0];
                    return IntStream.range(0, 3)
                        .reduce((a, b) -> logits[b] > logits[a] ? b : a)
                        .getAsInt();
                  })
              .toArray();
      for (int batch : new int[] {1, 2, 7, 50}) {
        assertEquals(1, Accuracy.of(explainer, GRID, images, predicted, batch));
      }
      int[] wrong = predicted.clone();
      wrong[0] = (wrong[0] + 1) % 3;
      wrong[6] = (wrong[6] + 2) % 3;
      assertEquals(5 / 7.0, Accuracy.of(explainer, GRID, images, wrong, 3));
      assertTrue(Double.isNaN(Accuracy.of(explainer, GRID, List.of(), new int[0], 3)));
    }
  }

  @Test
  void aListingTellsNamesLengthsAndOrder() throws IOException {
    Path three = Files.writeString(folder.resolve("a"), "abc");
    Path other = Files.writeString(folder.resolve("b"), "xyz");
    String hash = listing("one", three);
    assertEquals(hash, listing("one", other), "bytes are not read");
    assertEquals(new Sha256().add("one\t3\n").hex(), hash);
    assertNotEquals(hash, listing("two", three));
    assertNotEquals(hash, listing("one", Files.writeString(other, "wxyz")));
    assertNotEquals(hash, listing("one", folder.resolve("gone")));
    assertNotEquals(
        listing("one", folder.resolve("gone")), listing("one", Files.writeString(other, "")));
    ListingHash both = new ListingHash();
    both.add("one", three);
    both.add("two", three);
    ListingHash turned = new ListingHash();
    turned.add("two", three);
    turned.add("one", three);
    assertNotEquals(both.hex(), turned.hex());
  }

  private static String listing(String name, Path file) throws IOException {
    ListingHash hash = new ListingHash();
    hash.add(name, file);
    return hash.hex();
  }
}
