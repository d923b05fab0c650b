package org.segmentattribution.run;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.ImageRecord;

class ChunkManifestTest {
  @TempDir Path folder;
  private Path chunk;

  @BeforeEach
  void write() throws IOException {
    chunk = folder.resolve("chunk");
    List<ImageRecord> images = TestRuns.images("a", "b");
    TestRuns.tables(images).writeFolder(chunk, TestRuns.keyed(images));
  }

  private void json(String from, String to) throws IOException {
    Path file = chunk.resolve("chunk.json");
    String text = Files.readString(file);
    assertTrue(text.contains(from), text);
    Files.writeString(file, text.replace(from, to));
  }

  @Test
  void aChunkFitsAsItWasWritten() throws IOException {
    assertTrue(ChunkManifest.fits(chunk));
    assertFalse(ChunkManifest.fits(folder), "a folder without chunk.json is no chunk");
    assertFalse(ChunkManifest.fits(folder.resolve("none")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sat.csv", "failures.csv", "skipped-segments.csv", "keys.csv"})
  void everyFileCounts(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(chunk.resolve(name));
    Files.delete(chunk.resolve(name));
    assertFalse(ChunkManifest.fits(chunk));
    Files.write(chunk.resolve(name), bytes);
    assertTrue(ChunkManifest.fits(chunk), "the same bytes under another time");
    bytes[0] ^= 1;
    Files.write(chunk.resolve(name), bytes);
    assertFalse(ChunkManifest.fits(chunk));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{", "{}", "{\"sat.csv\": null}", "PK"})
  void whatIsNoManifestDoesNotFit(String text) throws IOException {
    Files.writeString(chunk.resolve("chunk.json"), text);
    assertFalse(ChunkManifest.fits(chunk));
  }

  @Test
  void ofAnotherVersionWithOtherFilesItDoesNotFit() throws IOException {
    json("\"failures.csv\"", "\"errors.csv\"");
    assertFalse(ChunkManifest.fits(chunk));
  }

  /** A file beside the tables, such as an editor's copy, does no harm. */
  @Test
  void otherFilesDoNotCount() throws IOException {
    Files.writeString(chunk.resolve("sat.csv~"), "x");
    assertTrue(ChunkManifest.fits(chunk));
  }
}
