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
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.table.SatCsv;

class ChunkFoldersTest {
  private static final List<ImageRecord> FOUR = TestRuns.images("a", "b", "broken", "d");

  @TempDir Path run;
  private final List<String> made = new ArrayList<>();

  private ChunkFolders.Part get(List<ImageRecord> images) throws IOException {
    return get(images, TestRuns.keyed(images));
  }

  private ChunkFolders.Part get(List<ImageRecord> images, List<KeyedImage> keyed)
      throws IOException {
    return ChunkFolders.open(run).get(images, keyed, TestRuns.maker(made));
  }

  @Test
  void aFinishedChunkIsTakenAsItIs() throws IOException {
    ChunkFolders.Part first = get(FOUR);
    Map<String, String> files = TestRuns.files(run);
    assertTrue(ChunkFolders.open(run).has(TestRuns.keyed(FOUR)));
    assertEquals(first, get(FOUR));
    assertEquals(List.of("a", "b", "broken", "d"), made, "made once");
    assertEquals(files, TestRuns.files(run));
    assertEquals(6, first.rows());
    assertEquals(1, first.failedImages());
  }

  @Test
  void onlyWhatHasChangedIsMadeAgain() throws IOException {
    get(FOUR);
    made.clear();
    ChunkFolders.Part part = get(FOUR, TestRuns.keyed(FOUR, "b"));
    assertEquals(List.of("b"), made);
    assertEquals(
        List.of("a", "a", "b", "b", "d", "d"),
        SatCsv.read(part.folder().resolve("sat.csv")).stream().map(r -> r.imageId()).toList(),
        "rows are in the order of the images, not of making");
  }

  @Test
  void aNewImageAmongOldOnesIsPutInItsPlace() throws IOException {
    get(TestRuns.images("a", "c"));
    made.clear();
    ChunkFolders.Part part = get(TestRuns.images("a", "b", "c"));
    assertEquals(List.of("b"), made);
    List<String> keys = KeyedImage.read(part.folder()).stream().map(KeyedImage::id).toList();
    assertEquals(List.of("a", "b", "c"), keys);
    assertEquals(6, part.rows());
  }

  @Test
  void aServiceThatDidNotAnswerIsAskedAgain() throws IOException {
    List<ImageRecord> images = TestRuns.images("a", "unserved", "broken");
    assertEquals(2, get(images).failedImages());
    made.clear();
    assertEquals(2, get(images).failedImages());
    assertEquals(List.of("unserved"), made, "what cannot be decoded stays so");
  }

  /** However the images are cut, and whatever earlier calls have cut, the tables are the same. */
  @Test
  void tablesDoNotDependOnTheChunks() throws IOException {
    List<ImageRecord> images =
        IntStream.range(0, 23)
            .mapToObj(i -> TestRuns.image((i % 7 == 3 ? "broken" : i % 5 == 0 ? "bare" : "i") + i))
            .toList();
    TestRuns.tabulate(run, List.of(images), made);
    Map<String, String> whole = TestRuns.joined(run);
    SplittableRandom random = new SplittableRandom(5);
    for (int trial = 0; trial < 6; trial++) {
      made.clear();
      TestRuns.tabulate(run, TestRuns.cut(images, random.nextInt(1, 12)), made);
      assertEquals(whole, TestRuns.joined(run));
      assertEquals(List.of(), made, "every image was found in a chunk of another cut");
    }
    List<String> ids =
        SatCsv.read(run.resolve("sat.csv")).stream().map(r -> r.imageId()).distinct().toList();
    List<String> wanted =
        images.stream().map(ImageRecord::id).filter(id -> id.startsWith("i")).toList();
    assertEquals(wanted, ids);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sat.csv", "failures.csv", "skipped-segments.csv", "keys.csv", "chunk.json"})
  void aDamagedChunkIsMadeAgain(String file) throws IOException {
    Path chunk = get(FOUR).folder();
    Map<String, String> files = TestRuns.files(chunk);
    Path damaged = chunk.resolve(file);
    Files.writeString(damaged, Files.readString(damaged).substring(1));
    assertFalse(ChunkFolders.open(run).has(TestRuns.keyed(FOUR)));
    made.clear();
    get(FOUR);
    assertEquals(List.of("a", "b", "broken", "d"), made);
    assertEquals(files, TestRuns.files(chunk));
  }

  @Test
  void aFolderThatWasNotRenamedDoesNotCount() throws IOException {
    Path chunk = get(FOUR).folder();
    Files.move(chunk, chunk.resolveSibling(chunk.getFileName() + ".tmp"));
    made.clear();
    get(FOUR);
    assertEquals(4, made.size());
  }

  @Test
  void nothingTemporaryIsLeft() throws IOException {
    get(FOUR);
    get(FOUR, TestRuns.keyed(FOUR, "a"));
    try (Stream<Path> chunks = Files.list(run.resolve(ChunkFolders.FOLDER))) {
      List<String> names = chunks.map(c -> c.getFileName().toString()).toList();
      assertEquals(2, names.size());
      assertTrue(names.stream().allMatch(name -> name.matches("[0-9a-f]{64}")), names.toString());
    }
  }

  /** The names of columns are there once, and no row is cut at a line end within quotes. */
  @Test
  void joinedTablesHaveOneHeader() throws IOException {
    TestRuns.tabulate(run, TestRuns.cut(TestRuns.images("a", "b", "c"), 1), made);
    String text = Files.readString(run.resolve("sat.csv"));
    assertEquals(1, text.split("image_id,", -1).length - 1);
    assertEquals(6, SatCsv.read(run.resolve("sat.csv")).size());
    assertEquals("mane,\n\"long\"", SatCsv.read(run.resolve("sat.csv")).get(4).segment());
    assertEquals(3, KeyedImage.read(run).size());
  }
}
