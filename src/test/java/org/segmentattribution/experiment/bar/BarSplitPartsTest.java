package org.segmentattribution.experiment.bar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.WrongInput;

/** How the parts of one split depend on shares, seeds and classes. */
class BarSplitPartsTest {
  private static List<ImageRecord> images(String label, int train, int test) {
    List<ImageRecord> images = new ArrayList<>();
    for (int i = 0; i < train + test; i++) {
      String split = i < train ? "train" : "test";
      String id = split + "/" + label + "_" + i;
      images.add(new ImageRecord(id, id + ".jpg", Path.of(id + ".jpg"), label, split));
    }
    return images;
  }

  private static List<ImageRecord> both(List<ImageRecord> a, List<ImageRecord> b) {
    List<ImageRecord> all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }

  /** What a smaller share draws is among what a larger one draws. */
  @Property(tries = 60)
  void sharesAreNested(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0.2, max = 0.5) double less,
      @ForAll @DoubleRange(min = 0.5, max = 0.8) double more) {
    List<ImageRecord> images = images("climbing", 20, 20);
    BarSplit small = BarSplit.of(images, less, less, seed);
    BarSplit large = BarSplit.of(images, more, more, seed);
    assertTrue(large.mixed().containsAll(small.mixed()));
    assertTrue(large.biased().containsAll(small.biased()));
    assertTrue(small.training().containsAll(large.training()));
  }

  /** The share held out says nothing of what is mixed in. */
  @Test
  void holdoutAndMixedAreDrawnApart() {
    List<ImageRecord> images = images("climbing", 20, 20);
    BarSplit little = BarSplit.of(images, 0.1, 0.5, 1);
    BarSplit much = BarSplit.of(images, 0.9, 0.5, 1);
    assertEquals(little.mixed(), much.mixed());
    assertEquals(little.unbiased(), much.unbiased());
    assertEquals(2, little.biased().size());
    assertEquals(18, much.biased().size());
  }

  /** Another class of the data set changes none of this one's places. */
  @Test
  void classesAreDrawnApart() {
    List<ImageRecord> climbing = images("climbing", 20, 20);
    Set<ImageRecord> alone = new HashSet<>(BarSplit.of(climbing, 0.25, 0.5, 3).mixed());
    BarSplit together = BarSplit.of(both(images("diving", 11, 7), climbing), 0.25, 0.5, 3);
    Set<ImageRecord> ofBoth = new HashSet<>(together.mixed());
    ofBoth.removeIf(r -> !r.label().equals("climbing"));
    assertEquals(alone, ofBoth);
    // 3.5 of seven diving images is rounded up
    assertEquals(10 + 4, together.mixed().size());
  }

  @Test
  void everySeedDrawsOthers() {
    List<ImageRecord> images = images("climbing", 40, 40);
    assertNotEquals(
        BarSplit.of(images, 0.25, 0.5, 1).mixed(), BarSplit.of(images, 0.25, 0.5, 2).mixed());
  }

  /** Without a holdout nothing is held out, and the other parts are there. */
  @Test
  void noHoldoutIsAllowedAndNoMixtureIsNot() {
    List<ImageRecord> images = images("climbing", 5, 4);
    BarSplit split = BarSplit.of(images, 0, 0.5, 1);
    assertEquals(List.of(), split.biased());
    assertEquals(5, split.training().size());
    assertThrows(WrongInput.class, () -> BarSplit.of(images, 0.2, 0, 1));
    assertThrows(WrongInput.class, () -> BarSplit.of(images, 0.2, 1, 1));
    assertThrows(WrongInput.class, () -> BarSplit.of(images, 1, 0.5, 1));
  }

  @Test
  void missingFoldersAreTold() {
    String said =
        assertThrows(WrongInput.class, () -> BarSplit.of(images("a", 3, 0), 0.2, 0.5, 1))
            .getMessage();
    assertTrue(said.startsWith("images: 3 training and 0 test images"), said);
    assertTrue(said.contains("train/ and test/"), said);
  }
}
