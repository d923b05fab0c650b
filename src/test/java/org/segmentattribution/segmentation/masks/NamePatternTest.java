package org.segmentattribution.segmentation.masks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a pattern says that masks are, and what the files beside them mean. */
class NamePatternTest {
  @TempDir Path folder;

  private void file(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x");
  }

  private List<String> found(String pattern, String image, String... others) throws IOException {
    return NamePattern.parse(pattern).files(folder, image, Set.of(others)).stream()
        .map(piece -> piece.segment() + "=" + folder.relativize(piece.file()))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "{stem}.png, a/b.jpg, a/b.png",
    "{name}.png, a/b.jpg, a/b.jpg.png",
    "{base}.png, a/b.jpg, b.png",
    "{stem}_mask.png, a/b.jpg, a/b_mask.png",
    "mask_{stem}.png, a/b.jpg, a/mask_b.png",
    "masks/mask_{stem}.png, a/b.jpg, masks/a/mask_b.png",
    "masks/{stem}/{segment}.png, a/b.jpg, masks/a/b/{segment}.png",
    "mask_{base}.png, a/b.jpg, mask_b.png",
    "{segment}/{stem}.png, a/b.jpg, {segment}/a/b.png",
    "{stem}.png, b.c.jpg, b.c.png",
    "{stem}.png, noextension, noextension.png",
  })
  void placesOfImages(String pattern, String image, String place) {
    assertEquals(place, NamePattern.parse(pattern).of(image));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mask.png",
        "{stem}{name}.png",
        "{stem}/{stem}.png",
        "{stem}_{segment}_{segment}.png",
        "{stem}_{mask}.png",
        "{stem",
        "{stem}}",
        "/{stem}.png",
        "../{stem}.png",
        "a/../{stem}.png",
        "{stem}/..",
        "{stem}/",
        "a\\{stem}.png",
        "",
      })
  void noPatterns(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> NamePattern.parse(text)).getMessage();
    assertTrue(message.startsWith("name=" + text + " is no path with one of {stem}"), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void onlyPatternsWithTheNameKeepExtensionsApart() {
    assertTrue(NamePattern.parse("{name}.png").isByName());
    assertFalse(NamePattern.parse("{stem}.png").isByName());
    assertTrue(NamePattern.parse("{stem}_{segment}.png").hasSegment());
    assertFalse(NamePattern.parse("{stem}.png").hasSegment());
    assertEquals("{stem}.png", NamePattern.parse("{stem}.png").toString());
  }

  @Test
  void oneFileWithoutASegment() throws IOException {
    file("a/b_mask.png");
    assertEquals(List.of("=a/b_mask.png"), found("{stem}_mask.png", "a/b.jpg"));
    assertEquals(List.of(), found("{stem}_mask.png", "a/c.jpg"));
  }

  @Test
  void segmentsOfFilesInTheOrderOfTheirNames() throws IOException {
    for (String segment : List.of("tail", "Left Ear", "nose", ".hidden")) {
      file("b_" + segment + ".png");
    }
    file("b_.png");
    file("b_nose.txt");
    file("bc_nose.png");
    Files.createDirectories(folder.resolve("b_folder.png"));
    assertEquals(
        List.of("left ear=b_Left Ear.png", "nose=b_nose.png", "tail=b_tail.png"),
        found("{stem}_{segment}.png", "b.jpg").stream()
            .filter(piece -> !piece.contains("hidden"))
            .toList());
  }

  @Test
  void segmentsOfFolders() throws IOException {
    file("horse/a/b.png");
    file("zebra/a/b.png");
    file("zebra/a/c.png");
    file("stray.png");
    assertEquals(
        List.of("horse=horse/a/b.png", "zebra=zebra/a/b.png"),
        found("{segment}/{stem}.png", "a/b.jpg"));
    assertEquals(List.of("zebra=zebra/a/c.png"), found("{segment}/{stem}.png", "a/c.jpg"));
  }

  /** 1_2_ear.png is the ear of 1_2 rather than the segment 2_ear of 1. */
  @Test
  void theLongerImageNameWins() throws IOException {
    file("1_ear.png");
    file("1_2_ear.png");
    String pattern = "{stem}_{segment}.png";
    assertEquals(List.of("ear=1_ear.png"), found(pattern, "1.jpg", "1", "1_2"));
    assertEquals(List.of("ear=1_2_ear.png"), found(pattern, "1_2.jpg", "1", "1_2"));
    assertEquals(List.of("2_ear=1_2_ear.png", "ear=1_ear.png"), found(pattern, "1.jpg", "1"));
  }

  /** 1_2.png may be the picture 1_2 itself. */
  @Test
  void anotherImagesNameIsNoSegment() throws IOException {
    file("1_2.png");
    file("1_3.png");
    assertEquals(List.of("3=1_3.png"), found("{stem}_{segment}.png", "1.png", "1", "1_2"));
  }

  @Test
  void namesNeverLeadOutOfTheFolder() {
    for (String image : List.of("../b.jpg", "a/../../b.jpg")) {
      assertThrows(IOException.class, () -> found("{stem}.png", image), image);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "{stem}_{segment}.png, ear, a/b_ear.png, true",
    "{stem}_{segment}.png, ear, a/b_EAR.PNG, true",
    "{stem}_{segment}.png, ear, a/b_nose.png, false",
    "{stem}_{segment}.png, ear, _ear.png, false",
    "{segment}/{stem}.png, ear, ear/x.png, true",
    "{segment}/{stem}.png, ear, ears/x.png, false",
    "{stem}_{segment}.png, a.b, x_acb.png, false",
  })
  void whichSegmentAFileMayBe(String pattern, String segment, String file, boolean may) {
    assertEquals(may, NamePattern.parse(pattern).mayName(segment, file));
  }
}
