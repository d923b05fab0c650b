package org.segmentattribution.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.pipeline.MapFolder;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.segmentation.grid.GridSegmenter;

class ImageKeysTest {
  private static final Segmenter GRID = new GridSegmenter(2, 3);

  @TempDir Path folder;
  private Path picture;

  @BeforeEach
  void write() throws IOException {
    picture = Files.writeString(folder.resolve("a.png"), "bytes of a picture");
    Files.createDirectory(folder.resolve("maps"));
    Files.writeString(folder.resolve("maps/a.npy"), "bytes of a map");
  }

  private List<MapFolder> maps() {
    return List.of(MapFolder.open("maps:" + folder.resolve("maps"), ChannelReduction.SUM));
  }

  private ImageRecord record(String id, String path, String label, String split) {
    return new ImageRecord(id, path, picture, label, split);
  }

  private String key() {
    return new ImageKeys("run", GRID, maps()).of(record("a", "a.png", "zebra", "test"));
  }

  @ParameterizedTest
  @CsvSource({
    "run 2, a, a.png, zebra, test, false",
    "run, b, a.png, zebra, test, false",
    "run, a, b.png, zebra, test, false",
    "run, a, a.png, horse, test, false",
    "run, a, a.png, '', test, false",
    "run, a, a.png, zebra, train, true",
    "run, a, a.png, zebra, '', true"
  })
  void aKeyTellsWhatRowsShow(
      String run, String id, String path, String label, String split, boolean same) {
    String other = new ImageKeys(run, GRID, maps()).of(record(id, path, label, split));
    assertEquals(same, key().equals(other));
  }

  @Test
  void aKeyTellsBytesAndNotTimesOrPlaces() throws IOException {
    String before = key();
    assertTrue(before.matches("[0-9a-f]{64}"), before);
    Files.setLastModifiedTime(picture, FileTime.fromMillis(1));
    assertEquals(before, key());
    Path moved = Files.copy(picture, folder.resolve("elsewhere.bin"));
    ImageRecord there = new ImageRecord("a", "a.png", moved, "zebra", "test");
    assertEquals(before, new ImageKeys("run", GRID, maps()).of(there));
    Files.writeString(picture, "bytes of a Picture");
    assertNotEquals(before, key());
  }

  @Test
  void aKeyTellsHowSegmentsAreFound() {
    ImageRecord record = record("a", "a.png", "zebra", "test");
    Set<String> keys = new HashSet<>();
    for (Segmenter segmenter : List.of(GRID, new GridSegmenter(3, 2), new GridSegmenter(2, 2))) {
      keys.add(new ImageKeys("run", segmenter, maps()).of(record));
    }
    assertEquals(3, keys.size());
  }

  @Test
  void aKeyTellsTheMapOfTheImageAlone() throws IOException {
    String before = key();
    Files.writeString(folder.resolve("maps/b.npy"), "of another image");
    assertEquals(before, key());
    Files.writeString(folder.resolve("maps/a.npy"), "bytes of a Map");
    String changed = key();
    assertNotEquals(before, changed);
    Files.move(folder.resolve("maps/a.npy"), folder.resolve("maps/a.npz"));
    assertNotEquals(changed, key(), "the same bytes mean something else under another ending");
    Files.delete(folder.resolve("maps/a.npz"));
    String none = key();
    assertNotEquals(before, none);
    assertNotEquals(
        none, new ImageKeys("run", GRID, List.of()).of(record("a", "a.png", "zebra", "test")));
  }

  /** A map that two images would share is nobody's, so their rows change when a twin comes. */
  @Test
  void aSharedMapIsAnother() {
    MapFolder own = maps().get(0);
    MapFolder shared = new MapFolder(own.folder(), own.name(), own.channels(), Set.of("a"));
    ImageRecord record = record("a", "a.png", "zebra", "test");
    assertNotEquals(key(), new ImageKeys("run", GRID, List.of(shared)).of(record));
  }

  @Test
  void whatCannotBeReadHasAKeyToo() throws IOException {
    Segmenter failing =
        new Segmenter() {
          @Override
          public List<Detection> segment(String stem, RgbImage image) {
            return List.of();
          }

          @Override
          public String fingerprint(String stem) throws IOException {
            throw new IOException("the mask cannot be read");
          }
        };
    ImageRecord record = record("a", "a.png", "zebra", "test");
    assertEquals("absent", new ImageKeys("run", failing, maps()).of(record));
    Files.delete(picture);
    assertEquals("absent", key());
    Files.createDirectory(picture);
    assertEquals("absent", key());
  }
}
