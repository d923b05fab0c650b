package org.segmentattribution.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.Prompt;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.segmentation.grid.GridSegmenter;

/** Cells of grids, and the unions of what was found. */
class UnionsAndGridsTest {
  private static final RgbImage IMAGE = RgbImage.black(10, 4);

  /** Each pixel is in one cell, and cells differ by one row and column at most. */
  @Property(tries = 150)
  void cellsTileTheImage(
      @ForAll @IntRange(min = 1, max = 12) int rows,
      @ForAll @IntRange(min = 1, max = 12) int columns,
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 40) int height) {
    GridSegmenter grid = new GridSegmenter(rows, columns);
    List<Detection> cells = grid.segment("a", RgbImage.black(width, height));
    assertEquals(rows * columns, cells.size());
    assertEquals(grid.names(), cells.stream().map(Detection::name).collect(Collectors.toSet()));
    int[] covered = new int[width * height];
    for (Detection cell : cells) {
      cell.mask().forEach((x, y) -> covered[y * width + x]++);
      int least = (width / columns) * (height / rows);
      int most = (width / columns + 1) * (height / rows + 1);
      assertTrue(cell.mask().area() >= least && cell.mask().area() <= most);
    }
    for (int count : covered) {
      assertEquals(1, count);
    }
  }

  @Test
  void cellsAreNamedByPosition() {
    List<Detection> nine = GridSegmenter.parse("3x3").segment("a", RgbImage.black(3, 3));
    assertEquals("top-left", nine.get(0).name());
    assertEquals("centre-centre", nine.get(4).name());
    assertTrue(nine.get(5).mask().contains(2, 1), "centre-right");
    assertEquals("centre-right", nine.get(5).name());
    List<Detection> two = GridSegmenter.parse("1X2").segment("a", IMAGE);
    assertEquals(List.of("r1c1", "r1c2"), two.stream().map(Detection::name).toList());
    assertEquals(Mask.of(10, 4, (x, y) -> x < 5), two.get(0).mask());
  }

  @Test
  void sizesOfGrids() {
    assertEquals(new GridSegmenter(64, 1), GridSegmenter.parse("64x1"));
    for (String size : List.of("0x1", "1x0", "65x1", "3", "3x", "x3", "3 x 3", "100x1", "-1x1")) {
      assertThrows(IllegalArgumentException.class, () -> GridSegmenter.parse(size), size);
    }
    assertNotEquals(
        new GridSegmenter(2, 3).fingerprint("a"), new GridSegmenter(3, 2).fingerprint("a"));
  }

  private static Detection found(String name, int from, int to, double score) {
    return new Detection(name, Mask.of(10, 4, (x, y) -> x >= from && x < to), score);
  }

  private static final Segmenter INNER =
      (stem, image) ->
          List.of(
              found("Horse", 0, 2, 0.5),
              found("zebra", 2, 3, 0.9),
              found("horse", 4, 8, 0.7),
              found("grass", 0, 10, 0.3));

  private static List<Detection> unions(Prompt... prompts) throws IOException {
    return new NamedUnions(INNER, new PromptList(List.of(prompts))).segment("a", IMAGE);
  }

  @Test
  void withoutPromptsEveryNameIsOneSegment() throws IOException {
    List<Detection> all = unions();
    assertEquals(List.of("horse", "zebra", "grass"), all.stream().map(Detection::name).toList());
    assertEquals(Mask.of(10, 4, (x, y) -> x < 2 || x >= 4 && x < 8), all.get(0).mask());
    assertEquals(0.7, all.get(0).score(), "the best score");
  }

  @Test
  void promptsDecideOrderNamesAndClasses() throws IOException {
    List<Detection> some =
        unions(
            new Prompt("grass", List.of(), null, 0),
            new Prompt("animal", List.of("ZEBRA", "horse"), null, 0),
            new Prompt("sky", List.of(), null, 0));
    assertEquals(List.of("grass", "animal"), some.stream().map(Detection::name).toList());
    assertEquals(7 * 4, some.get(1).mask().area());
    assertEquals(0.9, some.get(1).score());
  }

  @Test
  void theLargestInstancesAlone() throws IOException {
    List<Detection> one = unions(new Prompt("horse", List.of(), null, 1));
    assertEquals(Mask.of(10, 4, (x, y) -> x >= 4 && x < 8), one.get(0).mask());
    assertEquals(0.7, one.get(0).score());
    assertEquals(6 * 4, unions(new Prompt("horse", List.of(), null, 5)).get(0).mask().area());
  }

  @Test
  void anInstanceOfTheNameAndOfItsClassIsTakenOnce() throws IOException {
    List<Detection> one = unions(new Prompt("horse", List.of("horse"), null, 2));
    assertEquals(6 * 4, one.get(0).mask().area());
  }

  @Test
  void joinedSegmentersAreAskedInOrderAndClosedTogether() throws IOException {
    List<String> closed = new ArrayList<>();
    Segmenter one = part("one", 1, closed);
    Segmenter two = part("two", 2, closed);
    JoinedSegmenter joined = new JoinedSegmenter(List.of(one, two));
    assertEquals(
        List.of("one", "two"), joined.segment("a", IMAGE).stream().map(Detection::name).toList());
    assertEquals(Map.of("x", 3), joined.unmatched());
    assertNotEquals(
        joined.fingerprint("a"), new JoinedSegmenter(List.of(two, one)).fingerprint("a"));
    joined.close();
    assertEquals(List.of("one", "two"), closed);
  }

  private static Segmenter part(String name, int unmatched, List<String> closed) {
    return new Segmenter() {
      @Override
      public List<Detection> segment(String stem, RgbImage image) {
        return List.of(found(name, 0, 1, 1));
      }

      @Override
      public String fingerprint(String stem) {
        return name;
      }

      @Override
      public Map<String, Integer> unmatched() {
        return Map.of("x", unmatched);
      }

      @Override
      public void close() {
        closed.add(name);
      }
    };
  }
}
