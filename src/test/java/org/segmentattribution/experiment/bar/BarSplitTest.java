package org.segmentattribution.experiment.bar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.WrongInput;

class BarSplitTest {
  private static List<ImageRecord> images(int train, int test) {
    List<ImageRecord> images = new ArrayList<>();
    for (String label : List.of("climbing", "pole vaulting")) {
      for (int i = 0; i < train + test; i++) {
        String split = i < train ? "train" : "test";
        String id = split + "/" + label + "_" + i;
        images.add(new ImageRecord(id, id + ".jpg", Path.of(id + ".jpg"), label, split));
      }
    }
    return images;
  }

  @Property(tries = 100)
  void noImageIsInTwoPartsAndNoneIsLost(
      @ForAll long seed,
      @ForAll @IntRange(min = 10, max = 40) int train,
      @ForAll @IntRange(min = 10, max = 40) int test,
      @ForAll @DoubleRange(min = 0.1, max = 0.8) double holdout,
      @ForAll @DoubleRange(min = 0.1, max = 0.8) double mixed) {
    List<ImageRecord> images = images(train, test);
    BarSplit split = BarSplit.of(images, holdout, mixed, seed);
    Set<ImageRecord> seen = new HashSet<>();
    for (List<ImageRecord> part :
        List.of(split.training(), split.mixed(), split.biased(), split.unbiased())) {
      for (ImageRecord image : part) {
        assertTrue(seen.add(image), image.id());
      }
    }
    assertEquals(new HashSet<>(images), seen);
    assertEquals(2 * Math.round(mixed * test), split.mixed().size());
    assertTrue(split.unbiased().stream().allMatch(r -> r.split().equals("test")));
    assertTrue(split.biased().stream().allMatch(r -> r.split().equals("train")));
  }

  @Test
  void anImagesPlaceDependsOnItsNameAlone() {
    List<ImageRecord> images = images(20, 20);
    BarSplit split = BarSplit.of(images, 0.25, 0.5, 7);
    Collections.shuffle(images, new Random(1));
    BarSplit shuffled = BarSplit.of(images, 0.25, 0.5, 7);
    assertEquals(new HashSet<>(split.mixed()), new HashSet<>(shuffled.mixed()));
    assertEquals(new HashSet<>(split.biased()), new HashSet<>(shuffled.biased()));
  }

  @Test
  void emptyPartsAreRefused() {
    assertThrows(WrongInput.class, () -> BarSplit.of(images(5, 0), 0.1, 0.5, 1));
    WrongInput e = assertThrows(WrongInput.class, () -> BarSplit.of(images(5, 3), 0.1, 0.01, 1));
    assertTrue(e.getMessage().startsWith("holdout 0.1, mixed 0.01"), e.getMessage());
  }
}
