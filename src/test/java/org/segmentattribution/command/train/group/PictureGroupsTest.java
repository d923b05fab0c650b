package org.segmentattribution.command.train.group;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.reweight.FeatureSource;
import org.segmentattribution.model.reweight.PooledFeatures;
import org.segmentattribution.model.training.CnnArchitecture;
import org.segmentattribution.model.training.LabelledImage;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.saliency.removal.Fills;

class PictureGroupsTest {
  private static final int SIDE = 24;
  private static final Preprocessing INPUT = Preprocessing.simple(SIDE, SIDE);
  private static final List<String> CLASSES = List.of("cat", "dog");
  private static final Mask CORNER = Mask.of(SIDE, SIDE, (x, y) -> x < 6 && y < 6);
  private static final Mask SURROUNDINGS =
      Mask.of(SIDE, SIDE, (x, y) -> x < 8 || y < 8 || x >= 16 || y >= 16);

  /** A picture of noise: a colour in a region, another elsewhere. */
  private static LabelledImage picture(int label, Mask region, int inside, int outside, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RgbImage image = new RgbImage(SIDE, SIDE, new byte[3 * SIDE * SIDE]);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        boolean in = region != null && region.contains(x, y);
        int level = (in ? inside : outside) + random.nextInt(20);
        image.set(x, y, level, 255 - level, 40 + random.nextInt(20));
      }
    }
    return new LabelledImage(image, label, region);
  }

  private static PictureGroups groups(List<LabelledImage> images, String segment)
      throws IOException {
    try (OnnxNetwork network =
        new CnnArchitecture(List.of(4, 8), 2).create(SIDE, SIDE, 2, 3, "cpu")) {
      PooledFeatures features = PooledFeatures.of(network, FeatureSource.ALL);
      return PictureGroups.of(
          new ShownPictures(images, INPUT, Fills.all(network), 1),
          new PictureGroups.Avoided(segment, CLASSES),
          new FeaturePass(features, 2, 5),
          Progress.NONE);
    }
  }

  @Test
  void noGroupIsEmptyWhereAllOfOneClassHaveTheSegment() throws IOException {
    List<LabelledImage> images = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      images.add(picture(0, null, 0, 100, i));
      images.add(picture(1, CORNER, 200, 100, 100 + i));
    }
    PictureGroups groups = groups(images, "mark");
    assertEquals(
        List.of("cat with mark", "cat without mark", "dog with mark", "dog without mark"),
        groups.names());
    // a cat is also filled where a mark could be, so that a filled place is no sign of a dog
    assertArrayEquals(new int[] {6, 12, 6, 6}, groups.rows().counts());
    int natural = 0;
    for (boolean as : groups.natural()) {
      natural += as ? 1 : 0;
    }
    assertEquals(12, natural);
    assertFalse(groups.byGiveAway());
  }

  @Test
  void groupsTellWhichSurroundingsGiveTheClassAway() throws IOException {
    List<LabelledImage> images = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      // one of six is in the surroundings of the other class
      int label = i % 2;
      boolean usual = i / 2 % 6 != 0;
      Mask region = i < 4 ? null : SURROUNDINGS;
      int level = (label == 1) == usual ? 220 : 10;
      // a background that is everywhere comes without a mask
      images.add(picture(label, region, level, i < 4 ? level : 120, i));
    }
    PictureGroups groups = groups(images, "background");
    assertTrue(groups.byGiveAway());
    assertArrayEquals(new int[] {25, 5, 25, 5}, groups.rows().counts());
    assertEquals("dog, not given away by background", groups.names().get(3));
    for (int i = 0; i < 60; i++) {
      assertEquals(i / 2 % 6 == 0 ? 1 : 0, groups.rows().groups()[i] % 2, "picture " + i);
    }
  }

  @Test
  void refusesAClassOfFewPicturesAndASegmentThatNobodyHas() {
    LabelledImage cat = picture(0, CORNER, 200, 100, 1);
    LabelledImage dog = picture(1, null, 0, 9, 2);
    assertTrue(
        assertThrows(WrongInput.class, () -> groups(List.of(cat, cat), "mark"))
            .getMessage()
            .endsWith("dog: no training image of this class; groups need two and more"));
    assertTrue(
        assertThrows(WrongInput.class, () -> groups(List.of(cat, cat, dog), "mark"))
            .getMessage()
            .endsWith("dog: one training image of this class; groups need two and more"));
    LabelledImage bare = picture(0, null, 0, 9, 1);
    List<LabelledImage> plain = List.of(bare, bare, dog, dog);
    assertTrue(
        assertThrows(WrongInput.class, () -> groups(plain, "mark"))
            .getMessage()
            .endsWith("mark: no training image has this segment, so no group can be made"));
  }
}
