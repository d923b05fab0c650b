package org.segmentattribution.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.ImageRecord;

class RechunkedRunTest {
  @TempDir Path folder;
  private final List<String> made = new ArrayList<>();
  private RunDirectory run;

  @BeforeEach
  void open() throws IOException {
    run = RunDirectory.open(folder.resolve("run"), TestRuns.running());
  }

  private static List<ImageRecord> images(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> TestRuns.image((i % 13 == 4 ? "broken" : i % 9 == 2 ? "bare" : "i") + i))
        .toList();
  }

  private void finish(List<ImageRecord> images) throws IOException {
    TestRuns.tabulate(run.folder(), TestRuns.cut(images, 16), made);
    run.write("report.html", "<p>page</p>");
    run.finish(run.manifest().done(Map.of(), Map.of()));
    run.delete(ChunkFolders.FOLDER);
    made.clear();
  }

  /** 64 images make one chunk. */
  @ParameterizedTest
  @CsvSource({"1, 1", "63, 1", "64, 1", "65, 2", "150, 3"})
  void aFinishedRunIsCutIntoChunksThatHoldAllOfIt(int count, int chunks) throws IOException {
    List<ImageRecord> images = images(count);
    finish(images);
    Map<String, String> tables = TestRuns.joined(run.folder());
    RechunkedRun.cut(run);
    try (Stream<Path> all = Files.list(run.path(ChunkFolders.FOLDER))) {
      assertEquals(chunks, all.count());
    }
    TestRuns.tabulate(run.folder(), TestRuns.cut(images, 10), made);
    assertEquals(List.of(), made, "every image was found again");
    assertEquals(tables, TestRuns.joined(run.folder()));
  }

  @Test
  void afterACutOnlyAChangedImageIsMade() throws IOException {
    List<ImageRecord> images = images(70);
    finish(images);
    RechunkedRun.cut(run);
    ChunkFolders folders = ChunkFolders.open(run.folder());
    List<KeyedImage> keyed = TestRuns.keyed(images, "i66");
    ChunkFolders.Part part = folders.get(images, keyed, TestRuns.maker(made));
    assertEquals(List.of("i66"), made);
    assertEquals(TestRuns.tables(images).rows().size(), part.rows());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sat.csv", "failures.csv", "skipped-segments.csv", "keys.csv"})
  void damageToATableIsFound(String name) throws IOException {
    finish(images(5));
    assertFalse(RechunkedRun.areDamaged(run));
    Files.writeString(run.path(name), Files.readString(run.path(name)) + "x");
    assertTrue(RechunkedRun.areDamaged(run));
    Files.delete(run.path(name));
    assertTrue(RechunkedRun.areDamaged(run));
  }

  @Test
  void damageToThePageIsNoneToTheTables() throws IOException {
    finish(images(5));
    run.write("report.html", "<p>other</p>");
    assertFalse(run.isIntact());
    assertFalse(RechunkedRun.areDamaged(run));
  }
}
