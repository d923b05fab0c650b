package org.segmentattribution.segmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.segmentation.grid.GridSegmenter;

/** Trouble with the folder costs time, and no image. */
class MaskCacheTest {
  private static final RgbImage IMAGE = RgbImage.black(20, 12);

  @TempDir private Path folder;
  private int asked;

  private MaskCache cache(Path kept) {
    Segmenter grid = new GridSegmenter(2, 2);
    Segmenter counted =
        (stem, image) -> {
          asked++;
          return grid.segment(stem, image);
        };
    return new MaskCache(counted, kept, "grid");
  }

  private static List<String> names(List<Detection> found) {
    return found.stream().map(Detection::name).toList();
  }

  @Test
  void aFolderThatTakesNoFileIsToldOnce() throws IOException {
    MaskCache cache = cache(Files.writeString(folder.resolve("no-folder"), ""));
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try {
      System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
      assertEquals(4, cache.segment("a", IMAGE).size());
      assertEquals(4, cache.segment("b", RgbImage.black(12, 20)).size());
    } finally {
      System.setErr(before);
    }
    String text = said.toString(StandardCharsets.UTF_8);
    assertEquals(1, text.lines().filter(line -> line.contains("masks are not kept")).count(), text);
  }

  @Test
  void aDamagedFileIsMadeAnew() throws IOException {
    MaskCache cache = cache(folder);
    List<Detection> found = cache.segment("a", IMAGE);
    assertEquals(names(found), names(cache.segment("a", IMAGE)));
    assertEquals(1, asked);
    Path kept;
    try (Stream<Path> files = Files.walk(folder)) {
      kept = files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
    byte[] whole = Files.readAllBytes(kept);
    // text of 4 bytes a character, which is no such text: no JSON error to Jackson
    byte[] wide = {0, 0, 0, '{', -1, -1, -1, -1};
    for (byte[] damaged : new byte[][] {new byte[0], new byte[64], wide}) {
      Files.write(kept, damaged);
      asked = 0;
      assertEquals(names(found), names(cache.segment("a", IMAGE)));
      assertEquals(1, asked);
      assertArrayEquals(whole, Files.readAllBytes(kept));
    }
  }
}
