package org.segmentattribution.segmentation.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.WrongInput;

/** Rows and flags of drawn masks with known answers; a test a rule. */
class QualityTableTest {
  private static final int IMAGES = 12;

  /** A square that goes to another place in each image. */
  private static Mask square(int image, int side) {
    int left = image * 7 % 50;
    return Mask.of(100, 80, (x, y) -> x >= left && x < left + side && y >= 20 && y < 20 + side);
  }

  /** Masks of one name in each image; null for none. */
  @FunctionalInterface
  private interface Drawn {
    Mask in(int image);
  }

  private static List<Map<String, Mask>> images(Map<String, Drawn> names) {
    List<Map<String, Mask>> images = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      Map<String, Mask> masks = new LinkedHashMap<>();
      for (Map.Entry<String, Drawn> name : names.entrySet()) {
        Mask mask = name.getValue().in(i);
        if (mask != null) {
          masks.put(name.getKey(), mask);
        }
      }
      images.add(masks);
    }
    return images;
  }

  private static List<MaskFacts> facts(List<Map<String, Mask>> images) {
    return images.stream().map(masks -> MaskFacts.of(masks, 100, 80)).toList();
  }

  private static NameQuality row(String name, Drawn drawn) {
    return rows(Map.of(name, drawn)).get(0);
  }

  private static List<NameQuality> rows(Map<String, Drawn> names) {
    return new QualityTable(facts(images(names)), List.of(), List.of(), QualityLimits.standard())
        .rows(names.keySet(), Set.of());
  }

  private static String told(NameQuality row) {
    return row.flags().isEmpty() ? "" : FlagRules.sentence(row.flags().get(0), row);
  }

  @Test
  void numbersAreThoseOfTheSquares() {
    NameQuality row = row("box", i -> i % 3 == 0 ? square(i, i < 6 ? 10 : 20) : null);
    assertEquals(new NameQuality.Found(4, 12), row.found());
    assertEquals(1 / 3.0, row.found().share());
    assertEquals(new NameQuality.Area(250, 250 / 8000.0, 0.0125, 0.05, 1, 0), row.area());
    assertEquals(List.of(), row.flags());
    assertTrue(row.isSound());
  }

  @Test
  void foundNowhere() {
    NameQuality row = row("tail", i -> null);
    assertEquals(List.of(QualityFlag.NOWHERE), row.flags());
    assertEquals("found in none of 12 images: try another word or a lower threshold", told(row));
  }

  @Test
  void foundEverywhereIsAHint() {
    NameQuality row = row("sky", i -> square(i, 30));
    assertEquals(List.of(QualityFlag.EVERYWHERE), row.flags());
    assertTrue(row.isSound());
    assertEquals("found in all 12 images: fine if every picture shows it; look at some", told(row));
  }

  @Test
  void fewPixels() {
    NameQuality row = row("eye", i -> i < 8 ? square(i, 1) : null);
    assertEquals(List.of(QualityFlag.FEW_PIXELS), row.flags());
    assertTrue(told(row).startsWith("only 1 pixel in the median image: "), told(row));
  }

  @Test
  void nearlyTheWholePicture() {
    NameQuality row = row("scene", i -> i < 8 ? Mask.of(100, 80, (x, y) -> x > 2) : null);
    assertEquals(List.of(QualityFlag.WHOLE), row.flags());
    assertTrue(told(row).startsWith("covers 97 % of the median picture: "), told(row));
  }

  @Test
  void manyTinyIslands() {
    NameQuality row =
        row(
            "grass",
            i ->
                i < 8
                    ? Mask.of(100, 80, (x, y) -> y > 50 || y < 40 && x % 9 == 0 && y % 9 == 0)
                    : null);
    assertEquals(List.of(QualityFlag.ISLANDS), row.flags());
    assertEquals(60, row.area().tiny());
    assertTrue(told(row).startsWith("60 tiny islands in the median image: "), told(row));
  }

  @Test
  void theSameMaskAsAnotherName() {
    Map<String, Drawn> names = new LinkedHashMap<>();
    names.put("ear", i -> i < 8 ? square(i, 20) : null);
    names.put("ears", i -> i < 8 ? square(i, 20) : null);
    names.put("head", i -> i < 9 ? square(i, 30) : null);
    List<NameQuality> rows = rows(names);
    assertEquals(List.of(QualityFlag.SAME), rows.get(0).flags());
    assertEquals(new NameQuality.Overlap("ears", 1, 1, "ears", 1), rows.get(0).overlap());
    assertTrue(told(rows.get(1)).startsWith("the same mask as 'ear' in 100 % of its images"));
    assertEquals(List.of(), rows.get(2).flags());
    // 8 of its 9 images have ears, of 400 in 900 pixels
    assertEquals(8 / 9.0 * 400 / 900, rows.get(2).overlap().iou(), 1e-12);
    assertEquals(8 / 9.0 * 400 / 900, rows.get(2).overlap().share(), 1e-12);
  }

  private static NameQuality tested(double shift, double still, double flip, double flipStill) {
    List<TestedMasks> tested = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      tested.add(
          new TestedMasks(
              Map.of("a", new TestedMasks.Followed(shift, still)),
              Double.isNaN(flip)
                  ? Map.of()
                  : Map.of("a", new TestedMasks.Followed(flip, flipStill))));
    }
    Drawn drawn = i -> i < 8 ? square(i, 20) : null;
    return new QualityTable(
            facts(images(Map.of("a", drawn))), tested, List.of(), QualityLimits.standard())
        .rows(List.of("a"), Set.of())
        .get(0);
  }

  @Test
  void unstableUnderAShiftOrAFlip() {
    assertEquals(
        "unstable under a small shift, IoU 0.41: try another word, another threshold or another"
            + " model",
        told(tested(0.41, 0.43, 0.8, 0.1)));
    assertTrue(told(tested(0.9, 0.85, 0.3, 0.1)).startsWith("unstable under a flip, IoU 0.30"));
    assertEquals("", told(tested(0.61, 0.6, 0.7, 0.1)));
  }

  @Test
  void aMaskThatKeepsItsPlace() {
    NameQuality fixed = tested(0.68, 1, 0, 1);
    assertEquals(List.of(QualityFlag.STILL), fixed.flags());
    assertEquals(
        "the mask stays when the picture is shifted (IoU 1.00 with its old place, 0.68 moved"
            + " along): it may mark a place rather than a thing: do not trust it before you look",
        told(fixed));
    // a coarse output does not follow a small shift, but a flip
    assertEquals(List.of(), tested(0.85, 1, 0.95, 0.2).flags());
    // a name of one side has only the shift
    assertEquals(List.of(QualityFlag.STILL), tested(0.85, 1, Double.NaN, Double.NaN).flags());
  }

  @Test
  void twoTestedImagesSayNothing() {
    List<TestedMasks> two = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      two.add(new TestedMasks(Map.of("a", new TestedMasks.Followed(0, 0)), Map.of()));
    }
    Drawn drawn = i -> i < 8 ? square(i, 20) : null;
    NameQuality row =
        new QualityTable(
                facts(images(Map.of("a", drawn))), two, List.of(), QualityLimits.standard())
            .rows(List.of("a"), Set.of())
            .get(0);
    assertEquals(2, row.stability().images());
    assertEquals(List.of(), row.flags());
  }

  /** Squares of 20 against the same moved by 5: 300 of 500 pixels; quartiles as NumPy's. */
  @Test
  void comparedWithOtherMasks() {
    List<Map<String, Mask>> here = images(Map.of("a", i -> i < 8 ? square(i, 20) : null));
    List<ComparedMasks> compared = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      int left = i * 7 % 50 + 5;
      Mask moved = Mask.of(100, 80, (x, y) -> x >= left && x < left + 20 && y >= 20 && y < 40);
      compared.add(
          ComparedMasks.of(
              here.get(i), i < 6 || i == 11 ? Map.of("a", moved, "b", moved) : Map.of()));
    }
    QualityTable table =
        new QualityTable(facts(here), List.of(), compared, QualityLimits.standard());
    NameQuality row = table.rows(List.of("a"), Set.of("a")).get(0);
    // numpy.percentile([0.6] * 6 + [0] * 3, [50, 25, 75])
    assertEquals(new NameQuality.Against(9, 0.6, 0, 0.6, 2, 1), row.against());
    assertEquals(List.of(), row.flags());
    assertEquals(Set.of("a", "b"), table.others());
    assertEquals(NameQuality.Against.NONE, table.rows(List.of("a"), Set.of()).get(0).against());
    QualityLimits strict = QualityLimits.parse(List.of("against=0.7"));
    NameQuality flagged =
        new QualityTable(facts(here), List.of(), compared, strict)
            .rows(List.of("a"), Set.of("a"))
            .get(0);
    assertEquals(
        "differs from the masks it was compared with, IoU 0.60 in 9 images: look at both, and"
            + " correct or leave out the worse one",
        told(flagged));
  }

  @Test
  void theFileReadsBack(@TempDir Path folder) throws IOException {
    List<NameQuality> rows = new ArrayList<>();
    rows.add(tested(0.68, 1, 0, 1));
    rows.add(row("tail", i -> null));
    rows.add(row("=formula, \"quoted\"", i -> square(i, 30)));
    QualityFile.write(folder, rows);
    assertEquals(rows, QualityFile.read(folder));
    Path file = folder.resolve(QualityFile.NAME);
    assertEquals(
        new LinkedHashSet<>(QualityFile.columns()),
        new LinkedHashSet<>(List.of(Files.readAllLines(file).get(0).split(","))));
    Files.writeString(file, Files.readString(file).replace(",nowhere", ",elsewhere"));
    IOException wrong = assertThrows(IOException.class, () -> QualityFile.read(folder));
    assertTrue(
        wrong.getMessage().contains("line 3, column flags: 'elsewhere'"), wrong.getMessage());
    assertEquals(List.of(), QualityFile.read(folder.resolve("nowhere")));
  }

  /**
   * The page of segments names every column, flag and limit; the defaults are those of the code.
   */
  @Test
  void theyAreDocumented() throws IOException {
    String page = Files.readString(Path.of("docs/segments.md"));
    for (String column : QualityFile.columns()) {
      assertTrue(page.contains("`" + column + "`"), column);
    }
    for (QualityFlag flag : QualityFlag.values()) {
      assertTrue(page.contains("| `" + flag.code() + "` |"), flag.code());
    }
    List<String> defaults =
        ConfigFactory.parseFile(Path.of("config/reference.conf").toFile())
            .getStringList("quality-limits");
    assertEquals(QualityLimit.values().length, defaults.size());
    assertEquals(QualityLimits.standard(), QualityLimits.parse(defaults));
    for (String limit : defaults) {
      assertTrue(page.contains("`" + limit + "`"), limit);
    }
  }

  @Test
  void limitsAreChecked() {
    QualityLimits own = QualityLimits.parse(List.of("unstable = 0.7", "islands=50"));
    assertEquals(0.7, own.of(QualityLimit.UNSTABLE));
    assertEquals(0.9, own.of(QualityLimit.SAME));
    assertTrue(own.text().contains("unstable=0.7, still=0.05, islands=50"), own.text());
    for (String wrong : List.of("unstable", "unstable=1.2", "unstable=-1", "unstable=x", "=1")) {
      assertThrows(WrongInput.class, () -> QualityLimits.parse(List.of(wrong)), wrong);
    }
    WrongInput near =
        assertThrows(WrongInput.class, () -> QualityLimits.parse(List.of("unstabel=0.7")));
    assertTrue(near.getMessage().contains("did you mean"), near.getMessage());
  }
}
