package org.segmentattribution.segmentation.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.RgbImage;

/** Drawn masks with known answers. */
class MaskMeasuresTest {
  private static Mask box(int left, int top, int right, int bottom) {
    return Mask.of(70, 50, (x, y) -> x >= left && x < right && y >= top && y < bottom);
  }

  @Test
  void overlapsAreCountedByHand() {
    MaskOverlap half = MaskOverlap.of(box(0, 0, 10, 10), box(5, 0, 15, 10));
    assertEquals(new MaskOverlap(50, 100, 100), half);
    assertEquals(50 / 150.0, half.iou());
    assertEquals(0.5, half.inside());
    MaskOverlap inner = MaskOverlap.of(box(2, 2, 4, 4), box(0, 0, 10, 10));
    assertEquals(1, inner.inside());
    assertEquals(0.04, inner.reversed().inside());
    assertEquals(0, MaskOverlap.of(box(0, 0, 5, 5), box(6, 6, 9, 9)).iou());
    assertTrue(Double.isNaN(MaskOverlap.of(box(0, 0, 0, 0), box(0, 0, 0, 0)).iou()));
  }

  @Test
  void islandsTouchAtCorners() {
    assertEquals(new MaskIslands(0, 0), MaskIslands.of(Mask.empty(9, 9)));
    assertEquals(new MaskIslands(1, 0), MaskIslands.of(box(3, 3, 60, 40)));
    assertEquals(1, MaskIslands.of(Mask.of(8, 8, (x, y) -> x == y)).count());
    assertEquals(16, MaskIslands.of(Mask.of(8, 8, (x, y) -> x % 2 == 0 && y % 2 == 0)).count());
    // a U is one island although its arms begin apart
    Mask u = box(0, 0, 5, 20).union(box(20, 0, 25, 20)).union(box(0, 20, 25, 25));
    assertEquals(new MaskIslands(1, 0), MaskIslands.of(u));
    Mask crumbs =
        box(0, 0, 30, 30).union(Mask.of(70, 50, (x, y) -> x > 40 && x % 4 == 0 && y % 5 == 0));
    assertEquals(new MaskIslands(1 + 70, 70), MaskIslands.of(crumbs));
  }

  /** Regions of random masks, by flooding. */
  @Test
  void islandsAreThoseOfFlooding() {
    Random random = new Random(5);
    for (int round = 0; round < 30; round++) {
      double density = random.nextDouble();
      Mask mask = Mask.of(67, 23, (x, y) -> random.nextDouble() < density);
      boolean[][] seen = new boolean[67][23];
      int islands = 0;
      for (int y = 0; y < 23; y++) {
        for (int x = 0; x < 67; x++) {
          islands += flood(mask, seen, x, y) ? 1 : 0;
        }
      }
      assertEquals(islands, MaskIslands.of(mask).count(), "density " + density);
    }
  }

  private static boolean flood(Mask mask, boolean[][] seen, int x, int y) {
    if (x < 0 || y < 0 || x >= 67 || y >= 23 || seen[x][y] || !mask.contains(x, y)) {
      return false;
    }
    seen[x][y] = true;
    for (int i = 0; i < 9; i++) {
      flood(mask, seen, x + i % 3 - 1, y + i / 3 - 1);
    }
    return true;
  }

  /** Finds what is red. */
  private static Mask red(RgbImage image) {
    return Mask.of(image.width(), image.height(), (x, y) -> image.value(x, y, 0) > 128);
  }

  private static RgbImage picture(Mask shown) {
    RgbImage image = RgbImage.black(shown.width(), shown.height());
    shown.forEach((x, y) -> image.set(x, y, 200, 0, 0));
    return image;
  }

  /** A mask that follows the picture is brought back exactly, also from beyond the border. */
  @Test
  void whatFollowsThePictureHasIouOne() {
    for (Mask shown : List.of(box(10, 10, 30, 25), box(0, 0, 20, 50), box(60, 30, 70, 50))) {
      RgbImage image = picture(shown);
      for (int direction = 0; direction < 4; direction++) {
        PictureChange shift = PictureChange.shift(70, 50, direction);
        assertEquals(2, Math.abs(shift.dx()));
        TestedMasks tested =
            TestedMasks.of(
                Map.of("a", red(image)),
                shift,
                Map.of("a", red(shift.of(image))),
                Map.of("a", red(PictureChange.FLIP.of(image))));
        assertEquals(1, tested.shift().get("a").moved());
        assertEquals(1, tested.flip().get("a").moved());
        assertTrue(tested.shift().get("a").still() < 1);
      }
    }
  }

  @Test
  void whatStaysInItsPlaceIsSeen() {
    Mask fixed = box(40, 5, 60, 25);
    TestedMasks tested =
        TestedMasks.of(
            Map.of("logo", fixed),
            new PictureChange(2, -2, false),
            Map.of("logo", fixed),
            Map.of("logo", fixed));
    TestedMasks.Followed shift = tested.shift().get("logo");
    assertEquals(1, shift.still());
    // 18 x 18 pixels of two squares of 20 x 20 are shared
    assertEquals(324 / (800.0 - 324), shift.moved());
    assertEquals(0, tested.flip().get("logo").moved());
  }

  @Test
  void aMaskThatIsThereOnlyOnceAgreesInNothing() {
    TestedMasks tested =
        TestedMasks.of(
            Map.of("a", box(10, 10, 20, 20)),
            new PictureChange(2, 2, false),
            Map.of("b", box(30, 30, 40, 40)),
            Map.of());
    assertEquals(0, tested.shift().get("a").moved());
    assertEquals(0, tested.shift().get("b").moved());
    assertEquals(Set.of("a"), tested.flip().keySet());
  }

  @Test
  void namesOfOneSideAreNotFlipped() {
    Map<String, Mask> masks = new LinkedHashMap<>();
    for (String name : List.of("left eye", "eye (right)", "bright sky", "leftover", "arm-left")) {
      masks.put(name, box(1, 1, 9, 9));
    }
    TestedMasks tested = TestedMasks.of(masks, new PictureChange(2, 2, false), masks, masks);
    assertEquals(Set.of("bright sky", "leftover"), tested.flip().keySet());
    assertEquals(masks.keySet(), tested.shift().keySet());
  }

  @Test
  void shiftsGrowWithThePicture() {
    assertEquals(2, PictureChange.shift(40, 60, 0).dx());
    assertEquals(10, PictureChange.shift(500, 700, 0).dx());
    assertEquals(16, PictureChange.shift(4000, 3000, 0).dy());
    assertEquals(
        4, Set.of(0, 1, 2, 3).stream().map(d -> PictureChange.shift(90, 90, d)).distinct().count());
  }

  /** Equal to counting single pixels. */
  @Test
  void comparedMasksEqualCountedPixels() {
    Random random = new Random(2);
    Mask a = Mask.of(61, 33, (x, y) -> random.nextInt(3) == 0);
    Mask b = Mask.of(61, 33, (x, y) -> random.nextInt(2) == 0);
    int both = 0;
    int either = 0;
    for (int y = 0; y < 33; y++) {
      for (int x = 0; x < 61; x++) {
        both += a.contains(x, y) && b.contains(x, y) ? 1 : 0;
        either += a.contains(x, y) || b.contains(x, y) ? 1 : 0;
      }
    }
    ComparedMasks compared =
        ComparedMasks.of(Map.of("x", a, "here", a), Map.of("x", b, "there", b));
    assertEquals((double) both / either, compared.names().get("x").iou());
    assertEquals(
        new ComparedMasks.Agreement(ComparedMasks.By.HERE, 0), compared.names().get("here"));
    assertEquals(
        new ComparedMasks.Agreement(ComparedMasks.By.THERE, 0), compared.names().get("there"));
    assertEquals(Set.of("x", "there"), compared.others());
  }

  @Test
  void namesAreNormalisedAndClassesJoined() {
    List<Detection> found =
        List.of(
            new Detection("Sea", box(0, 0, 5, 5), 1),
            new Detection("river ", box(5, 0, 9, 5), 1),
            new Detection("Sky", box(0, 9, 5, 15), 1),
            new Detection("mane", box(0, 0, 0, 0), 1));
    assertEquals(Set.of("sea", "river", "sky"), NamedMasks.of(found).keySet());
    Map<String, Mask> joined = NamedMasks.of(found, PromptList.of(List.of("water=sea+river")));
    assertEquals(Set.of("water", "sky"), joined.keySet());
    assertEquals(box(0, 0, 9, 5), joined.get("water"));
  }

  @Test
  void theSampleHasRareNamesAndDependsOnTheSeedAlone() {
    List<String> paths = new java.util.ArrayList<>();
    List<Set<String>> names = new java.util.ArrayList<>();
    for (int i = 0; i < 200; i++) {
      paths.add("image-" + i + ".png");
      names.add(i % 40 == 7 ? Set.of("sky", "rare") : Set.of("sky"));
    }
    List<Integer> sample = QualitySample.of(paths, names, 20, 1);
    assertEquals(20, sample.size());
    assertEquals(5, sample.stream().filter(i -> i % 40 == 7).count());
    assertEquals(sample, QualitySample.of(paths, names, 20, 1));
    assertFalse(sample.equals(QualitySample.of(paths, names, 20, 2)));
    assertEquals(new TreeSet<>(sample), new TreeSet<>(Set.copyOf(sample)));
    assertEquals(List.of(), QualitySample.of(paths, names, 0, 1));
    assertEquals(200, QualitySample.of(paths, names, 500, 1).size());
    // another image changes little
    paths.add("new.png");
    names.add(Set.of("sky"));
    List<Integer> grown = QualitySample.of(paths, names, 20, 1);
    assertTrue(grown.stream().filter(sample::contains).count() >= 19);
  }
}
