package org.segmentattribution.segmentation.masks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Mask;

/** Masks of an image on the disk, with the listing that says that all are there. */
class MaskWriterTest {
  @TempDir Path folder;
  private MaskWriter writer;

  private static Detection found(String name, int pixels, double score) {
    return new Detection(name, Mask.of(5, 4, (x, y) -> y * 5 + x < pixels), score);
  }

  private void write(String stem, String key, Detection... detections) throws IOException {
    writer = new MaskWriter(folder);
    writer.write(
        stem, key, List.of(detections), (file, mask) -> Files.writeString(file, "" + mask));
  }

  private List<String> files(String stem) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(stem))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void namesScoresAndSizesComeBackInOrder() throws IOException {
    write("a/b", "key", found("zebra, \"left\"", 7, 0.125), found("ear", 0, 1));
    assertTrue(writer.holds("a/b"));
    assertEquals(
        List.of(
            new MaskWriter.Found("zebra, \"left\"", 0.125, 7), new MaskWriter.Found("ear", 1, 0)),
        writer.found("a/b"));
    assertFalse(writer.holds("a"));
    assertFalse(writer.holds("a/c"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ear | ear.png",
        "Left Ear | Left Ear.png",
        "a/b | a_b.png",
        "../x | ___x.png",
        "a:b*?<> | a_b____.png",
        "öß | öß.png",
        "... | ___.png",
        "'' | segment.png",
      })
  void fileNamesThatEveryFileSystemTakes(String name, String file) throws IOException {
    write("a", "key", found(name, 3, 1));
    assertEquals(
        List.of(file, "segments.csv", "segments.sha256"),
        files("a").stream()
            .sorted(
                Comparator.comparing((String f) -> f.startsWith("segments.")).thenComparing(f -> f))
            .toList());
    assertEquals(name, writer.found("a").get(0).segment(), "the listing has the name itself");
  }

  @Test
  void namesThatWouldShareAFileDoNot() throws IOException {
    write("a", "key", found("a/b", 1, 1), found("a:b", 2, 1), found("A_b", 3, 1));
    assertEquals(
        List.of("A_b_3.png", "a_b.png", "a_b_2.png"),
        files("a").stream().filter(f -> f.endsWith(".png")).toList());
    assertEquals(
        List.of(1, 2, 3), writer.found("a").stream().map(MaskWriter.Found::pixels).toList());
  }

  @Test
  void aLongNameIsShortOnTheDisk() throws IOException {
    write("a", "key", found("x".repeat(150), 1, 1), found("y".repeat(150), 2, 1));
    assertTrue(files("a").containsAll(List.of("segment.png", "segment_2.png")));
  }

  @Test
  void masksAreThereWhileNothingHasChanged() throws IOException {
    write("a", "key", found("ear", 3, 1));
    assertTrue(writer.holds("a", "key"));
    assertFalse(writer.holds("a", "other"));
    Files.writeString(folder.resolve("a/ear.png"), "changed");
    assertTrue(writer.holds("a"));
    assertFalse(writer.holds("a", "key"), "a mask was changed");
    write("a", "key", found("ear", 3, 1));
    Files.delete(folder.resolve("a/ear.png"));
    assertFalse(writer.holds("a", "key"), "a mask is missing");
    write("a", "key", found("ear", 3, 1));
    Files.delete(folder.resolve("a/segments.sha256"));
    assertFalse(writer.holds("a", "key"));
  }

  @Test
  void discardingLeavesWhatIsNotListed() throws IOException {
    write("a", "key", found("ear", 3, 1));
    Files.writeString(folder.resolve("a/mine.png"), "x");
    writer.discard("a");
    assertEquals(List.of("mine.png"), files("a"));
    write("b", "key", found("ear", 3, 1));
    writer.discard("b");
    assertTrue(Files.notExists(folder.resolve("b")));
    writer.discard("never");
  }

  @Test
  void masksStayInTheFolder() {
    for (String stem : List.of("../out", "a/../../out", "/etc/out")) {
      assertThrows(IOException.class, () -> write(stem, "key", found("ear", 1, 1)), stem);
    }
    assertFalse(writer.holds("../out"));
  }

  @ParameterizedTest
  @CsvSource({"../x.png", "/x.png", "a/x.png", "x.jpg"})
  void listingsThatNameFilesElsewhereAreRefused(String file) throws IOException {
    write("a", "key", found("ear", 3, 1));
    Files.writeString(
        folder.resolve("a/segments.csv"), "segment,score,file,pixels\near,1," + file + ",3\n");
    String message = assertThrows(IOException.class, () -> writer.found("a")).getMessage();
    assertEquals(1, message.lines().count());
    assertTrue(message.contains("segments.csv"), message);
  }

  @Test
  void countsOfNamesComeBackNormalised() throws IOException {
    assertEquals(Set.of(), MaskCounts.names(folder));
    MaskCounts.write(
        folder,
        List.of(
            new MaskCounts.Count("Left  Ear", 2, 0.5, 0.75, 0.1),
            new MaskCounts.Count("never", 0, 0, Double.NaN, Double.NaN)));
    assertEquals(Set.of("left ear", "never"), MaskCounts.names(folder));
    List<String> lines = Files.readAllLines(folder.resolve("detections.csv"));
    assertEquals("segment,images,share,mean_score,mean_mask_fraction", lines.get(0));
    assertEquals("Left  Ear,2,0.5,0.75,0.1", lines.get(1));
  }
}
