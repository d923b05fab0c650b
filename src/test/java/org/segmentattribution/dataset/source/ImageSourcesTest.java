package org.segmentattribution.dataset.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.ImageRecord;

class ImageSourcesTest {
  private static final Path PNG = Path.of("src/test/resources/images/rgb.png");

  @TempDir Path folder;

  private void image(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.copy(PNG, file);
  }

  /** Each record as {@code id|label|split}. */
  private List<String> open() throws IOException {
    return ImageSources.open(folder).records().stream()
        .map(r -> r.id() + "|" + r.label() + "|" + r.split())
        .toList();
  }

  private static List<String> notes(Path images) throws IOException {
    return ImageSources.open(images).notes().stream()
        .map(note -> note.path() + ": " + note.reason())
        .toList();
  }

  @Test
  void readsAFolderPerClass() throws IOException {
    image("zebra/2.png");
    image("zebra/10.png");
    image("big horse/deep/er.JPG");
    Files.writeString(folder.resolve("zebra/names.txt"), "x");
    image("zebra/.hidden.png");
    assertEquals(
        List.of("big horse/deep/er|big horse|", "zebra/10|zebra|", "zebra/2|zebra|"), open());
  }

  @Test
  void readsClassesFromFileNames() throws IOException {
    image("pole vaulting_325.jpg");
    image("my_own_class_1.png");
    image("nothing.png");
    assertEquals(
        List.of("my_own_class_1|my_own_class|", "nothing||", "pole vaulting_325|pole vaulting|"),
        open());
  }

  @Test
  void readsDeclaredSplitsInEitherLayout() throws IOException {
    image("train/zebra/1.png");
    image("test/horse_2.png");
    image("elsewhere/horse_2.png");
    assertEquals(List.of("test/horse_2|horse|test", "train/zebra/1|zebra|train"), open());
  }

  @Test
  void listsImagesByNameOrContentAndKeepsIdsApart() throws IOException {
    Files.createDirectories(folder.resolve("a"));
    Files.writeString(folder.resolve("a/broken.jpg"), "no picture");
    image("a/same.png");
    image("a/same.jpg");
    image("a/by-content.dat");
    assertEquals(
        List.of("a/broken|a|", "a/by-content|a|", "a/same.jpg|a|", "a/same.png|a|"),
        open().stream().sorted().toList());
  }

  @Test
  void readsCsv() throws IOException {
    Path csv = folder.resolve("list.csv");
    Files.writeString(csv, "path,label,split\nb/2.png,\"x, y\",test\na.png,z,train\n");
    List<ImageRecord> records = ImageSources.open(csv).records();
    assertEquals("a", records.get(0).id());
    assertEquals("x, y", records.get(1).label());
    assertEquals("test", records.get(1).split());
    assertEquals(folder.toAbsolutePath().resolve("b/2.png"), records.get(1).file());
  }

  @Test
  void takesAClassCalledTrainForAClass() throws IOException {
    image("car/1.png");
    image("train/1.png");
    assertEquals(List.of("car/1|car|", "train/1|train|"), open());
  }

  @Test
  void takesOneSplitAloneForASplit() throws IOException {
    image("val/zebra/1.png");
    assertEquals(List.of("val/zebra/1|zebra|val"), open());
  }

  @Test
  void leavesOutFilesBesideClassFolders() throws IOException {
    image("zebra/1.png");
    image("contact_sheet.png");
    Files.createDirectories(folder.resolve("empty"));
    assertEquals(List.of("zebra/1|zebra|"), open());
  }

  @Test
  void ignoresFoldersWithoutImagesInAFlatLayout() throws IOException {
    image("zebra_1.png");
    Files.createDirectories(folder.resolve("notes"));
    Files.writeString(folder.resolve("notes/readme.md"), "x");
    assertEquals(List.of("zebra_1|zebra|"), open());
  }

  @Test
  void ordersByCodePointAndNeverSharesAnId() {
    String zebra = "\ud83e\udd93.png";
    List<ImageRecord> records =
        Stream.of(zebra, "\uff5e.png", "a.jpg", "a.png", "a.jpg.png", "b.png")
            .map(path -> new ImageRecord(path, path, Path.of("x"), "", ""))
            .toList();
    assertEquals(
        List.of("a.jpg", "a.jpg.png", "a.png", "b", "\uff5e", "\ud83e\udd93"),
        UniqueIds.of(records).stream().map(ImageRecord::id).toList());
  }

  @Test
  void listsBrokenLinksAndNotesWhereLinksRunInCircles() throws IOException {
    image("zebra/1.png");
    Files.createSymbolicLink(folder.resolve("zebra/2.png"), folder.resolve("gone.png"));
    assertEquals(List.of("zebra/1|zebra|", "zebra/2|zebra|"), open());
    Files.createSymbolicLink(folder.resolve("zebra/loop"), folder.resolve("zebra"));
    assertEquals(List.of("zebra/1|zebra|", "zebra/2|zebra|"), open());
    assertEquals(List.of("zebra/loop: a link that leads back to a folder above it"), notes(folder));
  }

  @Test
  void readsSpreadsheetCsvAndRefusesBadOnes() throws IOException {
    Path csv = folder.resolve("list.csv");
    Files.writeString(csv, "\ufeffpath,label\r\na.png,x\r\n");
    assertEquals("x", ImageSources.open(csv).records().get(0).label());
    Files.writeString(csv, "path,label\na.png,x\na.png,y\n");
    assertMessage(
        csv
            + ", line 3: a.png is the file of line 2, a.png, with another label or split; leave out"
            + " one of the lines",
        csv);
    Files.writeString(csv, "path,label\na.png,x\n,y\n");
    assertMessage(csv + ", line 3: the path is missing", csv);
    Files.write(csv, new byte[] {'p', 'a', 't', 'h', (byte) 0xff, '\n'});
    assertMessage(csv + ", line 1: is not UTF-8 text; save the file as UTF-8", csv);
  }

  private static void assertMessage(String expected, Path csv) {
    assertEquals(
        expected, assertThrows(IOException.class, () -> ImageSources.open(csv)).getMessage());
  }

  @Test
  void saysWhatIsWrongInOneLine() throws IOException {
    assertTrue(assertThrows(IOException.class, this::open).getMessage().contains("holds no image"));
    Path csv = folder.resolve("list.csv");
    Files.writeString(csv, "picture,kind\na,b\n");
    assertTrue(
        assertThrows(IOException.class, () -> ImageSources.open(csv))
            .getMessage()
            .contains("path,label"));
    assertTrue(
        assertThrows(IOException.class, () -> ImageSources.open(folder.resolve("gone")))
            .getMessage()
            .contains("no such folder"));
  }
}
