package org.segmentattribution.segmentation.masks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.Mask;

class MaskFolderTest {
  private static final int[][] LABELS = {{0, 0, 2}, {3, 2, 1}};

  @TempDir Path temp;

  private Path masks() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("masks"));
    Files.writeString(folder.resolve("names.txt"), "Background\n\n TV/Monitor \r\nperson\n");
    return folder;
  }

  @Test
  void labelMapsAreReadByLineNumber() throws IOException {
    Path folder = masks();
    Pngs.grey(folder.resolve("train/a.png"), LABELS);
    Pngs.palette(folder.resolve("train/b.png"), LABELS);
    Pngs.grey16(folder.resolve("train/c.png"), LABELS);
    String expected = "background[11.|...] tv/monitor[..1|.1.] person[...|1..]";
    for (String stem : List.of("train/a", "train/b", "train/c")) {
      assertEquals(expected, segments(MaskFolder.open(folder), stem), stem);
    }
    // names.txt of the parent
    assertEquals(expected, segments(MaskFolder.open(folder.resolve("train")), "a"));
  }

  @Test
  void whatMasksWereMadeOfIsNoMask() throws IOException {
    Path folder = masks();
    Pngs.bits(folder.resolve("a/zebra.png"), new int[][] {{0, 1, 1}, {0, 0, 1}});
    String fingerprint = MaskFolder.open(folder).fingerprint("a");
    Files.writeString(folder.resolve("a/segments.sha256"), "key");
    assertEquals("zebra[.11|..1]", segments(MaskFolder.open(folder), "a"));
    assertEquals(fingerprint, MaskFolder.open(folder).fingerprint("a"));
  }

  @Test
  void mapsOfOneBitAreLabelsToo() throws IOException {
    Path folder = masks();
    Files.writeString(folder.resolve("names.txt"), "grass\nzebra");
    Pngs.bits(folder.resolve("a.png"), new int[][] {{0, 1, 1}, {0, 0, 1}});
    assertEquals("grass[1..|11.] zebra[.11|..1]", segments(MaskFolder.open(folder), "a"));
  }

  @Test
  void transparencyOfGreyDoesNotCount() throws IOException {
    Path folder = masks();
    Pngs.greyAlpha(folder.resolve("a.png"), LABELS);
    assertEquals(
        "background[11.|...] tv/monitor[..1|.1.] person[...|1..]",
        segments(MaskFolder.open(folder), "a"));
  }

  @Test
  void sixteenBitsAreNotCutToEight() throws IOException {
    Path folder = masks();
    Files.writeString(folder.resolve("names.txt"), "zero\n" + "\n".repeat(299) + "far");
    Pngs.grey16(folder.resolve("a.png"), new int[][] {{0, 300, 300}, {0, 0, 0}});
    assertEquals("zero[1..|111] far[.11|...]", segments(MaskFolder.open(folder), "a"));
  }

  @Test
  void piecesAreOneSegmentEach() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("masks"));
    Path pieces = folder.resolve("zebra/001.b");
    Pngs.grey(pieces.resolve("Left Eye.png"), new int[][] {{255, 128, 127}, {1, 0, 0}});
    Pngs.grey(pieces.resolve("ear.PNG"), new int[][] {{0, 1, 0}, {0, 1, 0}});
    Pngs.bits(pieces.resolve("logo.png"), new int[][] {{0, 0, 1}, {0, 0, 1}});
    // black where the number is 85: its palette shows white at 0
    Pngs.palette(pieces.resolve("mane.png"), new int[][] {{85, 0, 85}, {85, 0, 85}});
    Pngs.grey16(pieces.resolve("nose.png"), new int[][] {{65535, 32768, 32767}, {0, 0, 0}});
    Pngs.argb(
        pieces.resolve("tail.png"), new int[][] {{0xffffffff, 0x00ffffff, 0xff000000}, {0, 0, 0}});
    Pngs.grey(pieces.resolve("wing.png"), new int[2][3]);
    Files.writeString(pieces.resolve("notes.txt"), "not a mask");
    Files.write(pieces.resolve(".hidden.png"), new byte[3]);
    assertEquals(
        "left eye[11.|...] ear[.1.|.1.] logo[..1|..1] mane[.1.|.1.] nose[11.|...] tail[1..|...]"
            + " wing[...|...]",
        segments(MaskFolder.open(folder), "zebra/001.b"));
  }

  @Test
  void piecesAreAddedToALabelMap() throws IOException {
    Path folder = masks();
    Pngs.grey(folder.resolve("a.png"), LABELS);
    Pngs.grey(folder.resolve("a/watermark.png"), new int[][] {{0, 0, 255}, {0, 0, 0}});
    assertEquals(
        "tv/monitor[..1|.1.] watermark[..1|...]",
        segments(MaskFolder.open(folder, List.of("TV/monitor ", "Watermark")), "a"));
    assertEquals(4, MaskFolder.open(folder, List.of()).segment("a", Pngs.image(3, 2)).size());
  }

  @Test
  void numbersOfOneNameAreOneSegment() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("masks"));
    Files.writeString(folder.resolve("names.txt"), "void\ncar\nsky\nVoid\n");
    Pngs.grey(folder.resolve("a.png"), LABELS);
    assertEquals("void[11.|1..] car[...|..1] sky[..1|.1.]", segments(MaskFolder.open(folder), "a"));
    Pngs.grey(folder.resolve("a/sky.png"), new int[][] {{0, 0, 255}, {0, 0, 0}});
    String said =
        assertThrows(IOException.class, () -> segments(MaskFolder.open(folder), "a")).getMessage();
    assertTrue(said.endsWith(" are both masks of 'sky': keep one"), said);
  }

  /** Archives from a Mac take letters and their marks apart. */
  @Test
  void marksOfLettersMayStandAlone() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("masks"));
    Pngs.grey(folder.resolve("e\u0301/a\u0308r.png"), new int[][] {{0, 0, 255}, {0, 0, 0}});
    assertEquals("\u00e4r[..1|...]", segments(MaskFolder.open(folder), "\u00e9"));
  }

  @Test
  void aSizeTurnedByAQuarterIsExplained() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("masks"));
    Pngs.grey(folder.resolve("a/ear.png"), new int[3][2]);
    String said =
        assertThrows(IOException.class, () -> segments(MaskFolder.open(folder), "a")).getMessage();
    assertTrue(said.contains("is 2x3, but its image is 3x2: masks lie on the picture as"), said);
  }

  @Test
  void aFolderWithoutPiecesIsAnImageWithoutSegments() throws IOException {
    Path folder = masks();
    Files.createDirectories(folder.resolve("a"));
    assertEquals("", segments(MaskFolder.open(folder), "a"));
  }

  @Test
  void unknownNamesAreReportedAtTheStart() throws IOException {
    Path folder = masks();
    Pngs.grey(folder.resolve("a/ear.png"), LABELS);
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> MaskFolder.open(folder, List.of("person", "Wings", "ear", "beak")));
    assertTrue(e.getMessage().startsWith("no masks named beak, wings in " + folder + "; "));
    assertTrue(e.getMessage().endsWith("names.txt has background, tv/monitor, person"));
    assertThrows(IOException.class, () -> MaskFolder.open(temp.resolve("nowhere")));
  }

  @Test
  void errorsNameTheFile() throws IOException {
    Path folder = masks();
    Path file = folder.resolve("a.png");
    assertError(
        folder, "no masks for a: neither " + file + " nor " + folder.resolve("a") + "/ exists");
    Pngs.grey(file, new int[][] {{0, 4, 0}, {0, 0, 0}});
    assertError(
        folder, file + " holds the value 4, but " + folder.resolve("names.txt") + " names 0 to 3");
    Pngs.grey(file, new int[3][2]);
    assertError(folder, file + " is 2x3, but its image is 3x2");
    Pngs.argb(file, new int[][] {{0xff800000, 0, 0}, {0, 0, 0}});
    assertError(folder, file + " has colours: a label map holds one value a pixel");
    Files.writeString(file, "\u00ff\u00d8 JPEG, to be sure");
    assertError(folder, file + " is not a PNG");
    Pngs.grey(file, LABELS);
    byte[] png = Files.readAllBytes(file);
    for (int length : new int[] {8, 20, 40, png.length / 2}) {
      Files.write(file, Arrays.copyOf(png, length));
      assertError(folder, file + " is a damaged PNG: ");
    }
    Pngs.grey(file, LABELS);
    Files.delete(folder.resolve("names.txt"));
    assertError(
        folder, file + " is a label map, but neither " + folder + " nor its parent has names.txt");
  }

  @Test
  void sizeIsCheckedBeforeDecoding() throws IOException {
    Path folder = masks();
    Path file = folder.resolve("a.png");
    Pngs.grey(file, LABELS);
    byte[] png = Files.readAllBytes(file);
    // a header that claims 2^31-1 x 2^31-1 pixels
    for (int at : new int[] {16, 20}) {
      png[at] = 0x7f;
      Arrays.fill(png, at + 1, at + 4, (byte) 0xff);
    }
    Files.write(file, png);
    assertError(folder, "is 2147483647x2147483647, but its image is 3x2");
  }

  private static void assertError(Path folder, String expected) throws IOException {
    MaskFolder opened = MaskFolder.open(folder);
    Exception e = assertThrows(IOException.class, () -> opened.segment("a", Pngs.image(3, 2)));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  private static String segments(MaskFolder folder, String stem) throws IOException {
    return folder.segment(stem, Pngs.image(3, 2)).stream()
        .map(d -> d.name() + "[" + row(d.mask(), 0) + "|" + row(d.mask(), 1) + "]")
        .collect(Collectors.joining(" "));
  }

  private static String row(Mask mask, int y) {
    StringBuilder row = new StringBuilder();
    for (int x = 0; x < mask.width(); x++) {
      row.append(mask.contains(x, y) ? '1' : '.');
    }
    return row.toString();
  }
}
