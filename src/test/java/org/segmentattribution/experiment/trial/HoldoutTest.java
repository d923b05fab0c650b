package org.segmentattribution.experiment.trial;

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
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.WrongInput;

class HoldoutTest {
  private static ImageRecord image(String label, int number, String split) {
    String id = label + "/" + number;
    return new ImageRecord(id, id + ".png", Path.of(id + ".png"), label, split);
  }

  private static List<ImageRecord> images(int horses, int zebras) {
    List<ImageRecord> images = new ArrayList<>();
    for (int i = 0; i < Math.max(horses, zebras); i++) {
      if (i < horses) {
        images.add(image("horse", i, ""));
      }
      if (i < zebras) {
        images.add(image("zebra", i, ""));
      }
    }
    return images;
  }

  private static long of(List<ImageRecord> images, String label) {
    return images.stream().filter(r -> r.label().equals(label)).count();
  }

  /** The share of each class is held out, every image is in one part, both keep their order. */
  @Property(tries = 100)
  void eachClassGivesItsShare(
      @ForAll @IntRange(min = 4, max = 30) int horses,
      @ForAll @IntRange(min = 4, max = 30) int zebras,
      @ForAll @DoubleRange(min = 0.2, max = 0.8) double share,
      @ForAll long seed) {
    List<ImageRecord> images = images(horses, zebras);
    Holdout split = Holdout.of(images, share, seed);
    assertEquals(Math.round(share * horses), of(split.test(), "horse"));
    assertEquals(Math.round(share * zebras), of(split.test(), "zebra"));
    Set<ImageRecord> all = new HashSet<>(split.training());
    all.addAll(split.test());
    assertEquals(new HashSet<>(images), all);
    assertEquals(images.size(), split.training().size() + split.test().size());
    assertEquals(images.stream().filter(split.test()::contains).toList(), split.test());
    assertEquals(split, Holdout.of(images, share, seed));
  }

  /** How many horses there are says nothing of which zebras are held out. */
  @Test
  void classesAreDrawnApart() {
    List<ImageRecord> few = Holdout.of(images(6, 40), 0.5, 3).test();
    List<ImageRecord> many = Holdout.of(images(40, 40), 0.5, 3).test();
    assertEquals(
        few.stream().filter(r -> r.label().equals("zebra")).toList(),
        many.stream().filter(r -> r.label().equals("zebra")).toList());
    assertNotEquals(many, Holdout.of(images(40, 40), 0.5, 4).test());
  }

  /** A declared split is taken, whatever the share; images for choosing models are in neither. */
  @Test
  void aDeclaredSplitIsKept() {
    List<ImageRecord> images =
        List.of(
            image("horse", 1, "train"),
            image("horse", 2, "test"),
            image("zebra", 1, "val"),
            image("zebra", 2, "train"),
            image("zebra", 3, "test"));
    Holdout split = Holdout.of(images, 0.9, 1);
    assertEquals(List.of(images.get(0), images.get(3)), split.training());
    assertEquals(List.of(images.get(1), images.get(4)), split.test());
  }

  @Test
  void bothPartsAreNeeded() {
    WrongInput none = assertThrows(WrongInput.class, () -> Holdout.of(images(4, 4), 0.01, 1));
    assertTrue(none.getMessage().startsWith("images: 8 training and 0 test"), none.getMessage());
    WrongInput all = assertThrows(WrongInput.class, () -> Holdout.of(images(4, 4), 1, 1));
    assertTrue(all.getMessage().startsWith("images: 0 training and 8 test"), all.getMessage());
    List<ImageRecord> test = List.of(image("horse", 1, "test"));
    assertThrows(WrongInput.class, () -> Holdout.of(test, 0.5, 1));
  }
}
