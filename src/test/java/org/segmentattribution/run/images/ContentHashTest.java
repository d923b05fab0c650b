package org.segmentattribution.run.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

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
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.segmentation.grid.GridSegmenter;

class ContentHashTest {
  @TempDir Path folder;
  private Path one;
  private ImageRecord a;
  private ImageRecord b;

  @BeforeEach
  void write() throws IOException {
    one = Files.writeString(folder.resolve("1"), "one");
    Path two = Files.writeString(folder.resolve("2"), "two");
    a = new ImageRecord("a", "a.png", one, "cat", "train");
    b = new ImageRecord("b", "b.png", two, "dog", "test");
  }

  @Test
  void bytesCountAndTimesDoNot() throws IOException {
    String before = ContentHash.ofImages(List.of(a, b));
    Files.setLastModifiedTime(one, FileTime.fromMillis(0));
    assertEquals(before, ContentHash.ofImages(List.of(a, b)));
    Files.writeString(one, "eno");
    assertNotEquals(before, ContentHash.ofImages(List.of(a, b)), "of the same length");
    Files.writeString(one, "one");
    assertEquals(before, ContentHash.ofImages(List.of(a, b)));
  }

  @Test
  void pathLabelSplitOrderAndNumberCount() {
    Set<String> hashes = new HashSet<>();
    hashes.add(ContentHash.ofImages(List.of()));
    hashes.add(ContentHash.ofImages(List.of(a)));
    hashes.add(ContentHash.ofImages(List.of(a, b)));
    hashes.add(ContentHash.ofImages(List.of(b, a)));
    hashes.add(ContentHash.ofImages(List.of(new ImageRecord("a", "c.png", one, "cat", "train"))));
    hashes.add(ContentHash.ofImages(List.of(new ImageRecord("a", "a.png", one, "dog", "train"))));
    hashes.add(ContentHash.ofImages(List.of(new ImageRecord("a", "a.png", one, "cat", "test"))));
    assertEquals(7, hashes.size());
  }

  @Test
  void aMissingFileHasAHashOfItsOwn() throws IOException {
    String before = ContentHash.ofImages(List.of(a, b));
    Files.delete(one);
    String without = ContentHash.ofImages(List.of(a, b));
    assertNotEquals(before, without);
    Files.writeString(one, "");
    assertNotEquals(without, ContentHash.ofImages(List.of(a, b)), "an empty file is none");
  }

  @Test
  void segmentsAreThoseOfTheSegmenterForEachImage() {
    String grid = ContentHash.ofSegments(new GridSegmenter(2, 3), List.of(a, b));
    assertEquals(grid, ContentHash.ofSegments(GridSegmenter.parse("2x3"), List.of(b, a)));
    assertNotEquals(grid, ContentHash.ofSegments(new GridSegmenter(3, 2), List.of(a, b)));
    assertNotEquals(grid, ContentHash.ofSegments(new GridSegmenter(2, 3), List.of(a)));
  }
}
