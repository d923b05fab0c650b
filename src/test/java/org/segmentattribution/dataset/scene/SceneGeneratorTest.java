package org.segmentattribution.dataset.scene;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SceneGeneratorTest {
  private static final int SIZE = 96;

  @ParameterizedTest
  @EnumSource
  void aSceneFollowsFromSeedClassSplitAndIndexAlone(SceneClass cls) {
    SceneGenerator first = new SceneGenerator(SIZE, 11);
    first.scene(cls, "train", 1);
    Scene late = first.scene(cls, "train", 2);
    Scene fresh = new SceneGenerator(SIZE, 11).scene(cls, "train", 2);

    assertArrayEquals(fresh.image().rgb(), late.image().rgb());
    assertArrayEquals(fresh.labels(), late.labels());
  }

  @Test
  void seedSplitAndIndexEachChangeTheScene() {
    byte[] scene = pixels(11, "train", 2);

    assertFalse(Arrays.equals(scene, pixels(12, "train", 2)));
    assertFalse(Arrays.equals(scene, pixels(11, "test", 2)));
    assertFalse(Arrays.equals(scene, pixels(11, "train", 3)));
  }

  private static byte[] pixels(long seed, String split, int index) {
    return new SceneGenerator(SIZE, seed).scene(SceneClass.ZEBRA, split, index).image().rgb();
  }

  @ParameterizedTest
  @EnumSource
  void everyNamedPartIsVisible(SceneClass cls) {
    SceneGenerator generator = new SceneGenerator(SIZE, 5);
    for (int index = 1; index <= 150; index++) {
      int[] areas = areas(generator.scene(cls, "train", index));
      for (int part = 1; part <= Scene.PARTS.size(); part++) {
        String what = cls + " " + index + ": " + Scene.PARTS.get(part - 1);
        assertTrue(areas[part] >= 3, what + " has " + areas[part] + " pixels");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theAnimalFillsMuchOfTheWidth(SceneClass cls) {
    SceneGenerator generator = new SceneGenerator(SIZE, 6);
    for (int index = 1; index <= 150; index++) {
      byte[] labels = generator.scene(cls, "test", index).labels();
      int left = SIZE;
      int right = 0;
      for (int i = 0; i < labels.length; i++) {
        if (labels[i] >= Scene.EYES && labels[i] <= Scene.TAIL) {
          left = Math.min(left, i % SIZE);
          right = Math.max(right, i % SIZE);
        }
      }
      double share = (right - left + 1.0) / SIZE;
      assertTrue(share >= 0.55 && share <= 0.92, cls + " " + index + " fills " + share);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 64, 160})
  void picturesHaveTheSizeAskedFor(int size) {
    Scene scene = new SceneGenerator(size, 1).scene(SceneClass.HORSE, "train", 1);

    assertEquals(size, scene.image().width());
    assertEquals(size, scene.image().height());
    assertEquals(size * size, scene.labels().length);
  }

  @Test
  void theSameSceneAtAnotherSizeShowsTheSameParts() {
    int[] small = areas(new SceneGenerator(SIZE, 1).scene(SceneClass.ZEBRA, "train", 4));
    int[] large = areas(new SceneGenerator(2 * SIZE, 1).scene(SceneClass.ZEBRA, "train", 4));

    for (int part : new int[] {Scene.BODY, Scene.NECK, Scene.LEGS, Scene.GRASS, Scene.SKY}) {
      assertEquals(1, large[part] / (4.0 * small[part]), 0.1, Scene.PARTS.get(part - 1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 31, 1025})
  void sizesOutOfRangeAreRefused(int size) {
    var error = assertThrows(IllegalArgumentException.class, () -> new SceneGenerator(size, 1));
    assertTrue(error.getMessage().contains("not " + size), error.getMessage());
  }

  private static int[] areas(Scene scene) {
    int[] areas = new int[Scene.PARTS.size() + 1];
    for (byte label : scene.labels()) {
      areas[label]++;
    }
    return areas;
  }
}
