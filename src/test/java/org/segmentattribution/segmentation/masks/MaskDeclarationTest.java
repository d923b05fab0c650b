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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.ExpectedImages;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.segmentation.JoinedSegmenter;
import org.segmentattribution.segmentation.NamedUnions;
import org.segmentattribution.segmentation.SegmenterSpec;

class MaskDeclarationTest {
  private static final int[][] EAR = {{255, 0, 0}, {0, 0, 0}};
  private static final int[][] EYE = {{255, 255, 0}, {0, 0, 0}};

  @TempDir Path folder;

  /** Not the temporary folder itself: names.txt beside the masks counts, too. */
  private Path temp;

  @BeforeEach
  void inside() throws IOException {
    temp = Files.createDirectory(folder.resolve("masks"));
  }

  private MaskFolder open(String query, String... images) throws IOException {
    MaskFolder folder = MaskFolder.open(MaskDeclaration.parse(temp + query));
    folder.expect(new ExpectedImages(List.of(images), List.of(images)));
    return folder;
  }

  private static String segments(MaskFolder folder, String path) throws IOException {
    return folder.segmentImage(path, Pngs.image(3, 2)).stream()
        .map(d -> d.name() + " " + d.mask().area())
        .collect(Collectors.joining("; "));
  }

  private void files(String... names) throws IOException {
    for (String name : names) {
      Pngs.grey(temp.resolve(name), name.contains("eye") ? EYE : EAR);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{stem}_mask.png&segment=Left Eye | cat/1_mask.png | left eye 1",
        "{name}.png&segment=ear | cat/1.jpg.png | ear 1",
        "{name}/{segment}.png | cat/1.jpg/ear.png,cat/1.jpg/eye.png | ear 1; eye 2",
        "{stem}_{segment}.png | cat/1_ear.png,cat/1_left_eye.png | ear 1; left_eye 2",
        "{segment}/{stem}.png | ear/cat/1.png,eye/cat/1.png,tail/cat/2.png | ear 1; eye 2",
        "{segment}_{stem}.png | cat/ear_1.png | ear 1",
        "mask_{stem}.png&segment=ear | cat/mask_1.png | ear 1",
        "{base}-{segment}.png | 1-ear.png | ear 1",
        "parts/{base}/{segment}.png | parts/1/ear.png | ear 1"
      })
  void masksAreFoundByDeclaredNames(String query, String names, String expected)
      throws IOException {
    files(names.split(","));
    assertEquals(expected, segments(open("?name=" + query, "cat/1.jpg"), "cat/1.jpg"));
  }

  @Test
  void aNameWithoutASegmentIsALabelMapWhereNamesSaySo() throws IOException {
    Pngs.grey(temp.resolve("cat/1_mask.png"), new int[][] {{0, 1, 1}, {0, 0, 0}});
    String said = assertThrows(IOException.class, () -> open("?name={stem}_mask.png")).getMessage();
    assertTrue(said.endsWith("what it shows: add &segment=NAME, or names.txt to " + temp), said);
    Files.writeString(temp.resolve("names.txt"), "ground\near");
    MaskFolder folder = open("?name={stem}_mask.png", "cat/1.jpg");
    assertEquals("ground 4; ear 2", segments(folder, "cat/1.jpg"));
  }

  /** 1_2_ear.png is the ear of 1_2. */
  @Test
  void theLongestNameHasTheMask() throws IOException {
    files("1_2_ear.png", "1_eye.png");
    MaskFolder folder = open("?name={stem}_{segment}.png", "1.jpg", "1_2.jpg");
    assertEquals("eye 2", segments(folder, "1.jpg"));
    assertEquals("ear 1", segments(folder, "1_2.jpg"));
  }

  @Test
  void imagesOfOneStemNeedWholeNames() throws IOException {
    files("cat/1/ear.png", "cat/1.jpg/ear.png", "cat/1.png/eye.png");
    MaskFolder usual = open("", "cat/1.jpg", "cat/1.png");
    String said = assertThrows(IOException.class, () -> segments(usual, "cat/1.jpg")).getMessage();
    assertTrue(said.startsWith("several images share the folder of masks cat/1: cat/1.jpg and"));
    MaskFolder whole = open("?name={name}/{segment}.png", "cat/1.jpg", "cat/1.png");
    assertEquals("ear 1", segments(whole, "cat/1.jpg"));
    assertEquals("eye 2", segments(whole, "cat/1.png"));
    files("1_ear.png");
    MaskFolder base = open("?name={base}_{segment}.png", "cat/1.jpg", "dog/1.jpg");
    assertThrows(IOException.class, () -> segments(base, "dog/1.jpg"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?names={stem}.png",
        "?name={stem}.png&",
        "?name=",
        "?name=a.png",
        "?name={stem}_{stem}.png",
        "?name={stem}{name}.png",
        "?name={stem}_{what}.png",
        "?name=../{stem}.png",
        "?name={stem}/{segment}_{segment}.png",
        "?threshold=0",
        "?threshold=128",
        "?threshold=0.5&threshold=0.6",
        "?instances=all",
        "?channel=red",
        "?segment=ear",
        "?png=x"
      })
  void whatIsNotKnownIsRefused(String query) {
    String said =
        assertThrows(IllegalArgumentException.class, () -> MaskDeclaration.parse(temp + query))
            .getMessage();
    assertEquals(1, said.lines().count());
  }

  @Test
  void aFolderMayHaveAQuestionMarkInItsName() throws IOException {
    Path odd = Files.createDirectories(temp.resolve("a?name=b"));
    assertEquals(odd, MaskDeclaration.parse(odd.toString()).path());
    SegmenterSpec spec = SegmenterSpec.parse("masks:m?name={stem}+{segment}.png+grid:1x1");
    assertEquals("m?name={stem}+{segment}.png", spec.parts().get(0).argument());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cat/1_mask.png | ?name={stem}_mask.png&segment=NAME",
        "cat/1.jpg.png | ?name={name}.png&segment=NAME",
        "cat/1_ear.png | ?name={stem}_{segment}.png",
        "ear/cat/1.tif | ?name={segment}/{stem}.tif",
        "1.png | ?name={base}.png&segment=NAME",
        "other/9.png | ; for cat/1.jpg neither ",
        "cat/1.npy | ; for cat/1.jpg neither ",
        "cat/1.xml | : Pascal VOC's or CVAT's XML holds boxes",
        "cat/1.txt | : YOLO's .txt labels are not read",
      })
  void aFolderWithoutMasksSaysWhatItHas(String name, String hint) throws IOException {
    files(name);
    String said = assertThrows(IOException.class, () -> open("", "cat/1.jpg")).getMessage();
    String head = "masks:%s has masks for 0 of 1 images; it has files like %s";
    assertTrue(said.startsWith(head.formatted(temp, name)), said);
    assertTrue(said.contains(hint), said);
    assertEquals(1, said.lines().count());
  }

  /** A name that all label maps share is no segment. */
  @Test
  void labelMapsOfOtherNamesStayLabelMaps() throws IOException {
    files("cat/1_gtFine_labelTrainIds.png");
    Files.writeString(temp.resolve("names.txt"), "road\ncar\n");
    String said = assertThrows(IOException.class, () -> open("", "cat/1.jpg")).getMessage();
    assertTrue(said.endsWith("?name={stem}_gtFine_labelTrainIds.png'"), said);
  }

  @Test
  void masksInAFolderWithinAreFound() throws IOException {
    files("masks/cat/1/ear.png");
    String said = assertThrows(IOException.class, () -> open("", "cat/1.jpg")).getMessage();
    assertTrue(said.endsWith("; take masks:" + temp.resolve("masks")), said);
    Files.move(temp.resolve("masks/cat/1/ear.png"), temp.resolve("masks/cat/1.png"));
    Files.delete(temp.resolve("masks/cat/1"));
    Files.writeString(temp.resolve("labelmap.txt"), "ground:0,0,0::");
    said = assertThrows(IOException.class, () -> open("", "cat/1.jpg")).getMessage();
    assertTrue(said.endsWith("; take masks:" + temp.resolve("masks")), said);
  }

  /** Nobody looked is not nothing found. */
  @Test
  void aFolderOfOtherFilesIsNotEmpty() throws IOException {
    files("b/ear.png");
    Files.createDirectories(temp.resolve("a"));
    MaskFolder folder = open("", "a.jpg", "b.jpg");
    assertEquals("", segments(folder, "a.jpg"));
    Path other = Files.writeString(temp.resolve("a/ear.heic"), "x");
    String said = assertThrows(IOException.class, () -> segments(folder, "a.jpg")).getMessage();
    assertEquals(
        "no masks for a: " + other + " is not read as a mask; save a PNG for each segment", said);
  }

  @Test
  void anEmptyFolderHasNoMasks() {
    String said = assertThrows(IOException.class, () -> open("", "a.jpg", "b.jpg")).getMessage();
    assertEquals("masks:" + temp + " has masks for 0 of 2 images; it holds no file", said);
  }

  @Test
  void twoFilesOfOneSegmentAreRefused() throws IOException {
    files("a/ear.png", "a/Ear.bmp");
    MaskFolder folder = open("", "a.jpg");
    String said = assertThrows(IOException.class, () -> segments(folder, "a.jpg")).getMessage();
    assertTrue(said.endsWith("are both masks of 'ear': keep one"), said);
  }

  @Test
  void whatIsNotUsedIsNoted() throws IOException {
    files("a/ear.png", "a/eye.png", "z/ear.png");
    Files.copy(Path.of("src/test/resources/masks/sky.jpg"), temp.resolve("a/sky.jpg"));
    Files.writeString(temp.resolve("a/notes.txt"), "");
    Files.writeString(temp.resolve("a/._ear.png"), "");
    MaskFolder folder =
        MaskFolder.open(MaskDeclaration.parse(temp.toString())).only(List.of("ear", "sky"));
    folder.expect(new ExpectedImages(List.of("a.jpg"), List.of("a.jpg")));
    assertEquals(
        List.of(
            note("a/eye.png", false, "'eye' is not among the segments asked for"),
            note(
                "a/sky.jpg",
                true,
                "JPEG changes values: cut at 0.5 of the full scale; PNG keeps them"),
            note("a/._ear.png", false, "hidden file"),
            note(
                "a/notes.txt",
                false,
                "not a picture: masks are PNG, JPEG, BMP, TIFF, GIF, WebP or .npy"),
            note("z/ear.png", false, "belongs to no image of this data set")),
        folder.notes(List.of("a.jpg")));
    Segmenter joined =
        new JoinedSegmenter(List.of(folder, new NamedUnions(folder, PromptList.of(List.of()))));
    assertEquals(10, joined.notes(List.of("a.jpg")).size());
  }

  private static InputNote note(String path, boolean used, String reason) {
    return new InputNote("mask", path, used, reason);
  }

  @Test
  void voidIsNoSegment() throws IOException {
    Files.writeString(temp.resolve("names.txt"), "ground\near");
    Pngs.grey(temp.resolve("a.png"), new int[][] {{0, 1, 255}, {255, 0, 0}});
    MaskFolder folder = open("", "a.jpg");
    assertEquals("ground 3; ear 1", segments(folder, "a.jpg"));
    assertEquals(
        List.of(
            note("names.txt", true, "255 is no segment in label maps (void): no line names it")),
        folder.notes(List.of("a.jpg")));
    String[] names = new String[256];
    Arrays.fill(names, "ground");
    names[255] = "edge";
    Files.writeString(temp.resolve("names.txt"), String.join("\n", names));
    assertTrue(segments(open("", "a.jpg"), "a.jpg").endsWith("edge 2"));
  }

  @Test
  void coloursAreNamedByCvatsFile() throws IOException {
    Files.writeString(
        temp.resolve("labelmap.txt"),
        "\ufeff# label:color_rgb:parts:actions\nbackground:0,0,0::\nEar:250,50,83::\r\ntail:1,2,3::\n");
    int ear = 0xfffa3253;
    Pngs.argb(temp.resolve("a.png"), new int[][] {{ear, ear, 0xff000000}, {ear, 0xff000000, ear}});
    MaskFolder folder = open("", "a.jpg");
    assertEquals("background 2; ear 4", segments(folder, "a.jpg"));
    Pngs.argb(temp.resolve("a.png"), new int[][] {{0xfffa3254, ear, ear}, {ear, ear, ear}});
    String said = assertThrows(IOException.class, () -> segments(folder, "a.jpg")).getMessage();
    assertTrue(said.contains("a.png has the colour 250,50,84, which "), said);
  }

  @Test
  void greySavedAsColoursIsNumbers() throws IOException {
    Files.writeString(temp.resolve("names.txt"), "ground\near");
    Pngs.argb(temp.resolve("a.png"), new int[][] {{0xff010101, 0xff000000, 0}, {0, 0, 0}});
    assertEquals("ground 5; ear 1", segments(open("", "a.jpg"), "a.jpg"));
  }

  /** Pillow's 4-bit grey with a transparent value: read as stored. */
  @Test
  void packedGreyIsReadAsStored() throws IOException {
    Files.copy(Path.of("src/test/resources/masks/grey4-trns.png"), temp.resolve("1.png"));
    Files.writeString(temp.resolve("names.txt"), "background\naeroplane");
    MaskFolder folder = open("", "1.jpg");
    assertEquals(2000, folder.segmentImage("1.jpg", Pngs.image(160, 120)).get(1).mask().area());
  }

  @Test
  void jpegIsNoLabelMap() throws IOException {
    Files.writeString(temp.resolve("names.txt"), "ground\near");
    Path jpeg = Files.copy(Path.of("src/test/resources/masks/sky.jpg"), temp.resolve("a.jpg"));
    Pngs.grey(temp.resolve("b.png"), EAR);
    MaskFolder folder = open("", "a.jpg", "b.jpg");
    String said = assertThrows(IOException.class, () -> segments(folder, "a.jpg")).getMessage();
    assertTrue(said.endsWith(jpeg + " is no label map: that is a PNG, since numbers must stay"));
    Files.move(jpeg, temp.resolve("a.png"));
    said = assertThrows(IOException.class, () -> segments(folder, "a.jpg")).getMessage();
    assertTrue(said.endsWith("is a JPEG, which changes values: save the numbers as PNG"), said);
  }
}
