package org.segmentattribution.suspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.Mask;

class SuspectsTest {
  private static final int SIDE = 48;

  @Test
  void markIsFirstThoughGrassHasMoreAttribution() {
    List<Suspect> found = new Suspects(images(0.02), 8, 1).ranked();
    Suspect first = found.get(0);
    assertTrue(first.strength().isClear(), first.strength().toString());
    assertEquals(30, first.images());
    assertEquals(Map.of("zebra", 1.0), first.classes());
    assertTrue(first.regions().stream().allMatch(of -> of.features()[0] > 5));
    double grass =
        images(0.02).stream()
            .flatMap(image -> image.regions().stream())
            .filter(of -> of.features()[0] <= 5)
            .mapToDouble(StrongRegion::share)
            .sum();
    assertTrue(grass / 60 > first.strength().share(), "grass has more attribution");
  }

  @Test
  void regionsBeyondTheSampleBelongToTheirNeighbours() {
    List<SearchedImage> images = images(700, 0.02);
    assertTrue(images.stream().mapToInt(of -> of.regions().size()).sum() > 2500);
    Suspect first = new Suspects(images, 8, 1).ranked().get(0);
    assertEquals(350, first.images());
    assertTrue(first.regions().stream().allMatch(of -> of.features()[0] > 5));
    assertTrue(first.strength().isClear());
  }

  @Test
  void grassAloneIsNoClearSuspect() {
    List<Suspect> found = new Suspects(images(0), 8, 1).ranked();
    assertFalse(found.isEmpty());
    assertTrue(found.stream().noneMatch(of -> of.strength().isClear()));
  }

  @Test
  void sameSeedSameResult() {
    List<SearchedImage> images = images(0.02);
    assertEquals(
        new Suspects(images, 8, 1).ranked().toString(),
        new Suspects(images, 8, 1).ranked().toString());
  }

  @Test
  void fewRegionsAreNoSuspect() {
    assertTrue(new Suspects(images(0.02).subList(0, 1), 8, 1).ranked().isEmpty());
  }

  @Test
  void filesAreReadBack(@TempDir Path folder) throws IOException {
    List<SearchedImage> images = images(0.02).subList(0, 3);
    SearchFile.write(folder, images);
    List<SearchedImage> read = SearchFile.read(folder);
    assertEquals(3, read.size());
    StrongRegion before = images.get(1).regions().get(0);
    StrongRegion after = read.get(1).regions().get(0);
    assertEquals(before.mask(), after.mask());
    assertEquals(before.share(), after.share());
    assertEquals(before.features()[3], after.features()[3]);
    assertEquals(before.looks()[2], after.looks()[2]);
  }

  @Test
  void masksOfASuspectAreReadBack(@TempDir Path folder) throws IOException {
    List<Suspect> found = new Suspects(images(0.02), 8, 1).ranked();
    Path file = folder.resolve(SuspectsCsv.REGIONS);
    SuspectsCsv.writeRegions(file, found);
    Map<String, Mask> masks = SuspectsCsv.masks(file, 1);
    assertEquals(30, masks.size());
    StrongRegion first = found.get(0).regions().get(0);
    assertTrue(first.mask().minus(masks.get(first.image())).isEmpty());
  }

  private static List<SearchedImage> images(double mark) {
    return images(60, mark);
  }

  /** Zebras, with a mark where it has a share, as many horses; grass everywhere. */
  private static List<SearchedImage> images(int count, double mark) {
    SplittableRandom random = new SplittableRandom(7);
    List<SearchedImage> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = i < count / 2 ? "zebra" : "horse";
      String id = name + "/" + i;
      List<StrongRegion> found = new ArrayList<>();
      List<StrongRegion> moved = new ArrayList<>();
      for (int k = 0; k < 4; k++) {
        found.add(region(id, name, 0, 0.02, random));
        moved.add(region(id, name, 0, 0, random));
      }
      if (mark > 0 && i < count / 2) {
        found.add(region(id, name, 10, mark, random));
      }
      images.add(new SearchedImage(id, name, 0.7, 0.1, found, moved, new float[256]));
    }
    return images;
  }

  private static StrongRegion region(
      String id, String name, double level, double share, SplittableRandom random) {
    float[] features = new float[6];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) (level + random.nextGaussian());
    }
    float[] looks = new float[Appearance.COLOURS + Appearance.SHAPES + Appearance.PLACES];
    for (int i = 0; i < looks.length; i++) {
      looks[i] = (float) (level + random.nextGaussian());
    }
    int left = random.nextInt(SIDE - 8);
    int top = random.nextInt(SIDE - 8);
    Mask mask = Mask.of(SIDE, SIDE, (x, y) -> x >= left && x < left + 8 && y >= top && y < top + 5);
    return new StrongRegion(id, name, mask, share, features, looks);
  }
}
