package org.segmentattribution.dataset.packed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.dataset.source.ImageSources;

class PackedProviderTest {
  private static final String LONG = "photos/horse/" + "long/".repeat(40) + "3.png";

  @TempDir Path folder;

  @BeforeEach
  void cacheOfItsOwn() {
    System.setProperty(UnpackedFolder.PROPERTY, folder.resolve("cache").toString());
  }

  @AfterEach
  void usualCache() {
    System.clearProperty(UnpackedFolder.PROPERTY);
  }

  private static Map<String, String> entries(String... namesAndTexts) {
    Map<String, String> entries = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      entries.put(namesAndTexts[i], namesAndTexts[i + 1]);
    }
    return entries;
  }

  /** Each record as {@code path|label|split}. */
  private static List<String> open(Path file) throws IOException {
    return ImageSources.open(file).records().stream()
        .map(r -> r.path() + "|" + r.label() + "|" + r.split())
        .toList();
  }

  private static List<String> notes(Path file) throws IOException {
    return ImageSources.open(file).notes().stream()
        .map(note -> note.path() + ": " + note.reason())
        .toList();
  }

  private String refusal(Path file) throws IOException {
    String message = assertThrows(IOException.class, () -> open(file)).getMessage();
    assertFalse(message.contains("\n"), message);
    assertFalse(message.contains("cache"), message);
    Path cache = folder.resolve("cache");
    if (Files.exists(cache)) {
      try (Stream<Path> left = Files.list(cache)) {
        assertEquals(List.of(), left.toList(), "nothing is left behind");
      }
    }
    return message.replace(folder + "/", "");
  }

  @Test
  void archivesAreFolders() throws IOException {
    Map<String, String> set =
        entries(
            "photos/zebra/1.png",
            "",
            "photos/horse/2.png",
            "",
            LONG,
            "",
            "photos/horse/read.me",
            "x",
            "__MACOSX/photos/horse/._2.png",
            "x");
    String deep = LONG.substring("photos/".length()) + "|horse|";
    List<String> images = List.of("horse/2.png|horse|", deep, "zebra/1.png|zebra|");
    for (Path file :
        List.of(
            PackedFiles.zip(folder.resolve("a.zip"), set),
            PackedFiles.tar(folder.resolve("a.tar"), set),
            PackedFiles.tar(folder.resolve("a.tar.gz"), set))) {
      assertEquals(images, open(file));
      assertEquals(
          List.of(
              "horse/read.me: no picture: .me",
              "photos: the only folder in the archive: paths are relative to it"),
          notes(file));
    }
  }

  @Test
  void splitsAndListsInsideAreRead() throws IOException {
    Path splits =
        PackedFiles.zip(folder.resolve("b.zip"), entries("train/a/1.png", "", "test/a/1.png", ""));
    assertEquals(List.of("test/a/1.png|a|test", "train/a/1.png|a|train"), open(splits));
    Map<String, String> listed =
        entries("1.png", "", "metadata.csv", "file_name,label\n1.png,zebra\n");
    assertEquals(List.of("1.png|zebra|"), open(PackedFiles.tar(folder.resolve("b.tar"), listed)));
    Map<String, String> wrong = entries("1.png", "", "metadata.csv", "file_name,label\n2.png,a\n");
    assertTrue(
        assertThrows(IOException.class, () -> open(PackedFiles.zip(folder.resolve("w.zip"), wrong)))
            .getMessage()
            .startsWith(folder.resolve("w.zip") + "/metadata.csv, line 2: file_name 2.png"));
  }

  @Test
  void samplesOfAWebDatasetHaveTheirClassBeside() throws IOException {
    Path tar =
        PackedFiles.tar(
            folder.resolve("train-000.tar"),
            entries(
                "000.png",
                "",
                "000.cls",
                "3\n",
                "000.seg.png",
                "",
                "000.txt",
                "a caption",
                "s/001.png",
                "",
                "s/001.json",
                "{\"class\": \"zebra\", \"n\": 1}",
                "002.png",
                "",
                "link.png",
                "-> /etc/passwd"));
    assertEquals(List.of("000.png|3|train", "s/001.png|zebra|train"), open(tar));
    assertEquals(
        List.of(
            "000.seg.png: another picture of a sample",
            "000.txt: no picture: another part of a sample",
            "002.png: its sample has no class, in .cls or .json",
            "link.png: no file in the archive: a link, device or sparse file"),
        notes(tar));
    Path two =
        PackedFiles.tar(folder.resolve("2.tar"), entries("0.png", "", "0.jpg", "x", "0.cls", "1"));
    assertTrue(
        assertThrows(IOException.class, () -> open(two))
            .getMessage()
            .contains("the sample 0 has several pictures (jpg, png)"));
  }

  @Test
  void aFileIsUnpackedOnceAndAgainWhereSomethingIsMissing() throws IOException {
    Path zip = PackedFiles.zip(folder.resolve("c.zip"), entries("a/1.png", "", "a/2.png", ""));
    Path first = ImageSources.open(zip).records().get(0).file();
    Object key = Files.readAttributes(first, "fileKey").get("fileKey");
    assertEquals(first, ImageSources.open(zip).records().get(0).file());
    assertEquals(key, Files.readAttributes(first, "fileKey").get("fileKey"));
    Files.delete(first);
    assertEquals(2, open(zip).size());
    PackedFiles.zip(zip, entries("a/1.png", "", "a/3.png", ""));
    assertEquals(List.of("a/1.png|a|", "a/3.png|a|"), open(zip));
  }

  @Test
  void noEntryLeavesTheFolder() throws IOException {
    for (String name : List.of("../x.png", "a/../../x.png", "/x.png", "C:/x.png", "..\\x.png")) {
      Path zip = PackedFiles.zip(folder.resolve("d.zip"), entries("a/1.png", "", name, ""));
      assertEquals(
          "d.zip: the entry " + name + " leads out of it; it is not unpacked", refusal(zip));
      assertTrue(
          refusal(PackedFiles.tar(folder.resolve("d.tar"), entries("a/1.png", "", name, "")))
              .contains("leads out of it"));
    }
    assertFalse(Files.exists(folder.resolve("x.png")));
    Path twice = PackedFiles.zip(folder.resolve("e.zip"), entries("a/1.png", "", "a//1.png", ""));
    assertEquals("e.zip: two entries have the name a//1.png; it is not unpacked", refusal(twice));
  }

  @Test
  void bombsAreRefused() throws IOException {
    String zeros = "\0".repeat(100 << 20);
    String said = "as those of an archive that was made to fill disks; it is not unpacked";
    assertTrue(
        refusal(PackedFiles.zip(folder.resolve("f.zip"), entries("a/1.bmp", zeros)))
            .endsWith(said));
    assertTrue(
        refusal(PackedFiles.tar(folder.resolve("f.tar.gz"), entries("a/1.bmp", zeros)))
            .endsWith(said));
  }

  @Test
  void numberAndSizeAreBoundedWhileEntriesAreWritten() throws IOException {
    Path file = PackedFiles.zip(folder.resolve("g.zip"), entries("a/1.png", ""));
    Path to = Files.createDirectory(folder.resolve("to"));
    Intake intake = new Intake(file, to, new Intake.Bounds(2, 100, 150, 1));
    intake.add("1", new ByteArrayInputStream(new byte[100]));
    assertTrue(
        assertThrows(IOException.class, () -> intake.add("2", stream(101)))
            .getMessage()
            .contains("2 is larger than"));
    assertThrows(IOException.class, () -> intake.add("3", stream(60)));
    intake.add("4", stream(0));
    assertTrue(
        assertThrows(IOException.class, () -> intake.add("5", stream(0)))
            .getMessage()
            .contains("more than 2 entries"));
  }

  private static ByteArrayInputStream stream(int bytes) {
    return new ByteArrayInputStream(new byte[bytes]);
  }

  @Test
  void damagedFilesGiveOneLine() throws IOException {
    Path zip = PackedFiles.zip(folder.resolve("h.zip"), entries("a/1.png", "", "a/2.png", ""));
    byte[] bytes = Files.readAllBytes(zip);
    Files.write(zip, Arrays.copyOf(bytes, bytes.length / 2));
    assertTrue(refusal(zip).startsWith("h.zip: no zip that can be read: "));
    Path tar = PackedFiles.tar(folder.resolve("h.tar"), entries("a/1.png", "", "a/2.png", ""));
    Files.write(tar, Arrays.copyOf(Files.readAllBytes(tar), 700));
    assertTrue(refusal(tar).startsWith("h.tar: no tar that can be read: "));
    Path empty = PackedFiles.zip(folder.resolve("i.zip"), entries("a.txt", "x"));
    assertTrue(
        assertThrows(IOException.class, () -> open(empty))
            .getMessage()
            .startsWith(empty + " holds no image: expected "));
  }
}
